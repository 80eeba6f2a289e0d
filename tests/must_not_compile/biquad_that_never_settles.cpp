// expect: reset(x): a filter with a pole at 0 Hz never settles on a constant: use reset()
#include "mote/filter/biquad.hpp"

#ifdef MOTE_CURED
constexpr float pole = -0.5f;
#else
constexpr float pole = 0.0f;
#endif
/// y += x, as the sums of taps that it is.
inline constexpr mote::biquad_taps<float, 1> sum{{{{1.0f, 1.0f, 1.0f, pole, pole}}}, 1.0f};
mote::fixed_biquad_cascade<sum, float> filter;

float settled(float x) {
  filter.reset(x);
  return filter(x);
}
