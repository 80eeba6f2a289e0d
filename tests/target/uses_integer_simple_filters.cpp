// What integer code calls of the simple filters: no floating point, no division.
#include "mote/mote.hpp"

template class mote::one_pole<int8_t>;
template class mote::one_pole<int16_t>;
template class mote::one_pole<int32_t>;
template class mote::one_pole_highpass<int16_t>;
template class mote::one_pole_highpass<int32_t>;
template class mote::dc_blocker<int8_t>;
template class mote::dc_blocker<int16_t>;
template class mote::dc_blocker<int32_t>;
template class mote::envelope<int16_t>;
template class mote::envelope<int32_t>;
template class mote::rms_envelope<int8_t>;
template class mote::rms_envelope<int16_t>;
template class mote::rms_envelope<int32_t>;
template class mote::peak_hold<int16_t>;
template class mote::moving_sum<int8_t, 11>;
template class mote::moving_sum<int16_t, 100>;
template class mote::moving_sum<int32_t, 1000>;
template class mote::moving_mean<int8_t, 11>;
template class mote::moving_mean<int16_t, 100>;
template class mote::moving_mean<int32_t, 1000>;
template class mote::moving_min<int16_t, 9>;
template class mote::moving_max<int32_t, 9>;
template class mote::comb_notch<int16_t, 8>;
template class mote::comb_peak<int16_t, 8>;
template class mote::median<int16_t, 3>;
template class mote::median<int16_t, 9>;
template class mote::hampel<int16_t, 9>;
template class mote::hampel<int32_t, 5>;

int16_t mapped(int16_t x);
int16_t mapped(int16_t x) {
  constexpr auto line = mote::linear_map<int16_t>::ranges(0, 4095, -5000, 15000);
  return line(x);
}

void narrow(mote::span<const int32_t> in, mote::span<int16_t> out);
void narrow(mote::span<const int32_t> in, mote::span<int16_t> out) {
  mote::convert<int32_t, int16_t>(in, out);
}

void centre(mote::span<const uint16_t> in, mote::span<int16_t> out);
void centre(mote::span<const uint16_t> in, mote::span<int16_t> out) {
  mote::convert<uint16_t, int16_t>(in, out);
}
template class mote::moving_mean<uint16_t, 12>;
template class mote::moving_max<uint8_t, 12>;
template class mote::median<uint16_t, 5>;
uint8_t brightness(uint16_t x);
uint8_t brightness(uint16_t x) {
  constexpr auto line = mote::linear_map<uint16_t, uint8_t>::ranges(0, 65535, 0, 255);
  return line(x);
}

void unpack(mote::span<const uint8_t> in, mote::span<int32_t> out);
void unpack(mote::span<const uint8_t> in, mote::span<int32_t> out) { mote::unpack_int24(in, out); }

void split(mote::span<const int16_t> in, mote::span<int16_t> left, mote::span<int16_t> right);
void split(mote::span<const int16_t> in, mote::span<int16_t> left, mote::span<int16_t> right) {
  mote::deinterleave<int16_t>(in, {left, right});
}

void join(mote::span<const int16_t> left, mote::span<const int16_t> right, mote::span<int16_t> out);
void join(mote::span<const int16_t> left, mote::span<const int16_t> right,
          mote::span<int16_t> out) {
  mote::interleave<int16_t>({left, right}, out);
}
void join_axes(mote::span<const int32_t> x, mote::span<const int32_t> y,
               mote::span<const int32_t> z, mote::span<int32_t> out);
void join_axes(mote::span<const int32_t> x, mote::span<const int32_t> y,
               mote::span<const int32_t> z, mote::span<int32_t> out) {
  mote::interleave<int32_t>({x, y, z}, out);
}

void retune(mote::one_pole<int16_t>& filter, const mote::one_pole_taps<int16_t>& taps);
void retune(mote::one_pole<int16_t>& filter, const mote::one_pole_taps<int16_t>& taps) {
  filter.set_taps(taps);
}
