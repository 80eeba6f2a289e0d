// expect: mote::span needs at least one element: use N >= 1
#include "mote/core/span.hpp"

#ifdef MOTE_CURED
int first(mote::span<const int, 1> x);
int first(mote::span<const int, 1> x) { return *x.data(); }
#else
int first(mote::span<const int, 0> x);
int first(mote::span<const int, 0> x) { return *x.data(); }
#endif
