// expect: a window needs at least one point: use N >= 1
#include "mote/transform/window.hpp"

#ifdef MOTE_CURED
inline constexpr mote::window<float, 1> taper{mote::windows::hann};
#else
inline constexpr mote::window<float, 0> taper{mote::windows::hann};
#endif
