// What float code calls of the simple filters.
#include "mote/mote.hpp"

template class mote::one_pole<float>;
template class mote::one_pole_highpass<float>;
template class mote::dc_blocker<float>;
template class mote::envelope<float>;
template class mote::rms_envelope<float>;
template class mote::peak_hold<float>;
template class mote::moving_sum<float, 11>;
template class mote::moving_mean<float, 11>;
template class mote::moving_min<float, 9>;
template class mote::comb_notch<float, 8>;
template class mote::comb_peak<float, 8>;
template class mote::median<float, 5>;
template class mote::hampel<float, 5>;

void to_real(mote::span<const int16_t> in, mote::span<float> out);
void to_real(mote::span<const int16_t> in, mote::span<float> out) {
  mote::convert<int16_t, float>(in, out);
}

void to_fixed(mote::span<const float> in, mote::span<int16_t> out);
void to_fixed(mote::span<const float> in, mote::span<int16_t> out) {
  mote::convert<float, int16_t>(in, out);
}
