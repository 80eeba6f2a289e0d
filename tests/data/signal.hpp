// signal.hpp - the signal of the goldens of transforms: a chirp in noise that gets softer. The rule
// is that of `signal` in make_transform_goldens.py.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace mote_test {

class signal {
 public:
  constexpr int16_t operator()() {
    noise_ = noise_ * 1664525u + 1013904223u;
    phase_ += step_;
    step_ += 400000u;
    const int32_t p = static_cast<int32_t>(phase_ >> 16) - 32768;
    const int32_t sine = (p * (32768 - (p < 0 ? -p : p))) >> 13;  // a parabola beside a sine
    const int32_t loudness = 3 * static_cast<int32_t>(count_++ >> 11);
    const int32_t value =
        (((sine * 20000) >> 15) + static_cast<int32_t>(noise_ >> 20) - 2048) >> loudness;
    return static_cast<int16_t>(value < -32768 ? -32768 : value > 32767 ? 32767 : value);
  }

 private:
  uint32_t noise_ = 1;
  uint32_t phase_ = 0;
  uint32_t step_ = 50000000;
  uint32_t count_ = 0;
};

}  // namespace mote_test
