// expect: spectrum_shape takes 3 or more powers, float or uint32_t, as power_spectrum gives them
#include "mote/feature/spectrum.hpp"

#ifdef MOTE_CURED
using power = uint32_t;
#else
using power = uint16_t;
#endif
float centroid(const mote::spectrum_shape<power, 129>& shape) {
  return static_cast<float>(shape.centroid());
}
