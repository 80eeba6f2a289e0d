// What float code may call of core/, as a chip compiles it.
#include "mote/core/expects.hpp"
#include "mote/core/math.hpp"
#include "mote/core/status.hpp"

void float_math(float x, float (&out)[8]);
void float_math(float x, float (&out)[8]) {
  out[0] = mote::exp(x);
  out[1] = mote::exp2(x);
  out[2] = mote::log(x);
  out[3] = mote::log2(x);
  out[4] = mote::tanh(x);
  out[5] = mote::sigmoid(x);
  out[6] = mote::sqrt(x);
}

const char* why(mote::status status);
const char* why(mote::status status) { return status ? nullptr : status.message(); }

int checked_half(int value);
int checked_half(int value) {
  MOTE_EXPECTS(value >= 0);
  return value / 2;
}
