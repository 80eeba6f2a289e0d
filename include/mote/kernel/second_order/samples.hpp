// samples.hpp - where a section's words come from and go to: samples, or words in between. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/numeric.hpp"
#include "../number/rounding.hpp"

namespace mote::kernel::detail::second_order {

/// From words of 2^-31 to samples and back: units of 2^-28 times 2^gain, rounded half up,
/// saturated.
template <class Sample>
class sample_format {
  using type = numeric<Sample>;

 public:
  constexpr explicit sample_format(int gain) noexcept
      : round_{28 - type::fraction_bits - gain}, half_{round_.template start<int32_t>()} {}

  static constexpr int32_t to_word(Sample x) noexcept {
    return static_cast<int32_t>(x * (int32_t{1} << (31 - type::fraction_bits)));
  }
  constexpr Sample operator()(int32_t y) const noexcept { return round_(y + half_); }

 private:
  rounding<Sample> round_;
  int32_t half_;
};
template <>
class sample_format<int32_t> {
 public:
  constexpr explicit sample_format(int gain) noexcept
      : shift_{gain + 3}, top_{0x7fffffff >> (gain + 3)} {}

  static constexpr int32_t to_word(int32_t x) noexcept { return x & ~int32_t{7}; }
  constexpr int32_t operator()(int32_t y) const noexcept {
    if (y > top_) return numeric<int32_t>::highest;
    if (y < -top_ - 1) return numeric<int32_t>::lowest;
    return static_cast<int32_t>(static_cast<uint32_t>(y) << shift_);
  }

 private:
  int shift_;
  int32_t top_;
};

template <class Sample>
struct from_samples {
  const Sample* samples;
  constexpr int32_t operator()(size_t i) const noexcept {
    return sample_format<Sample>::to_word(samples[i]);
  }
};
struct from_words {
  const int32_t* words;
  constexpr int32_t operator()(size_t i) const noexcept { return words[i]; }
};
struct to_words {
  int32_t* words;
  constexpr void operator()(size_t i, int32_t, int32_t word) const noexcept { words[i] = word; }
};
template <class Sample>
struct to_samples {
  Sample* samples;
  sample_format<Sample> format;
  constexpr void operator()(size_t i, int32_t y, int32_t) const noexcept { samples[i] = format(y); }
};

}  // namespace mote::kernel::detail::second_order
