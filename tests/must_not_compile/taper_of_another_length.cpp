// expect: taper: the window must have as many points as the block
#include "mote/transform/window.hpp"

#ifdef MOTE_CURED
constexpr size_t size = 16;
#else
constexpr size_t size = 32;
#endif
void apply(mote::span<float, 16> block) { mote::taper<mote::hann_window<float, size>>(block); }
