// expect: a normalization has finite numbers and a step above 0
#include "mote/core/array.hpp"
#include "mote/feature/image/normalize.hpp"

#ifdef MOTE_CURED
inline constexpr mote::image::normalization trained{1 / 255.0, 0, 1 / 255.0, -128};
#else
inline constexpr mote::image::normalization trained{1 / 255.0, 0, 0, -128};
#endif

void bring(const mote::array<uint8_t, 4>& pixels, mote::array<int8_t, 4>& out) {
  mote::image::normalize<trained>(pixels, out);
}
