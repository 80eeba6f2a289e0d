// What float code may call of core/, as a chip compiles it.
#include "mote/mote.hpp"

void float_math(float x, mote::span<float, 10> out);
void float_math(float x, mote::span<float, 10> out) {
  out[0] = mote::exp(x);
  out[1] = mote::exp2(x);
  out[2] = mote::log(x);
  out[3] = mote::log2(x);
  out[4] = mote::tanh(x);
  out[5] = mote::sigmoid(x);
  out[6] = mote::sqrt(x);
  out[7] = mote::sin(x);
  out[8] = mote::cos(x);
  out[9] = mote::atan2(x, out[0]);
}

float gain();
float gain() {
  constexpr float octave = static_cast<float>(mote::constant::pow(2.0, 1.0 / 12));
  return octave;
}

float newest(mote::ring<float, 8>& seen, float x);
float newest(mote::ring<float, 8>& seen, float x) {
  seen.push(x);
  return seen.back() - seen.front();
}

const char* why(mote::status status);
const char* why(mote::status status) { return status ? nullptr : status.message(); }

int checked_half(int value);
int checked_half(int value) {
  MOTE_EXPECTS(value >= 0, "a value is not below 0");
  return value / 2;
}
