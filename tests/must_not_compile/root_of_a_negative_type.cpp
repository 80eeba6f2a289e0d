// expect: nearest_root takes uint32_t or uint64_t
#include "mote/core/root.hpp"

#ifdef MOTE_CURED
using whole = uint32_t;
#else
using whole = int32_t;
#endif
whole size(whole square) { return mote::nearest_root(square); }
