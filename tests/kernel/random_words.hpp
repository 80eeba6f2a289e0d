// random_words.hpp - the same numbers on every machine, for tests of kernels.
#pragma once

#include <stdint.h>

class random_words {
 public:
  explicit random_words(uint32_t seed) : state_{seed} {}

  uint32_t operator()() {
    state_ = state_ * 1664525u + 1013904223u;
    return state_ ^ (state_ >> 15);
  }
  /// The ends of the range more often than others.
  int16_t sample() {
    const uint32_t word = (*this)();
    if (word % 8 == 0) return word % 16 == 0 ? INT16_MIN : INT16_MAX;
    return static_cast<int16_t>(word >> 16);
  }

 private:
  uint32_t state_;
};
