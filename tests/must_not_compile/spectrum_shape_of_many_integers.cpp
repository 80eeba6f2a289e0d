// expect: spectrum_shape of integers takes 3 to 4097 powers, as power_spectrum gives them
#include "mote/feature/spectrum.hpp"

#ifdef MOTE_CURED
constexpr size_t bins = 4097;
#else
constexpr size_t bins = 8193;
#endif
uint32_t centroid(const mote::spectrum_shape<uint32_t, bins>& shape) { return shape.centroid(); }
