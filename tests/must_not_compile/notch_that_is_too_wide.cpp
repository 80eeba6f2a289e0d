// expect: promise_is_broken | must be initialized by a constant expression
#include "mote/design/notch.hpp"

#ifdef MOTE_CURED
constexpr auto design = mote::notch(30.0, 1.0, 100.0);
#else
constexpr auto design = mote::notch(30.0, 0.5, 100.0);
#endif
static_assert(design.a0 == 1);
