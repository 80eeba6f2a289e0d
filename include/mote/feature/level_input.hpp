// level_input.hpp - samples, frequency-weighted and in the unit that a level meter sums. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/constant.hpp"
#include "../core/math.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/square_sum.hpp"
#include "../filter/biquad.hpp"
#include "../filter/response.hpp"
#include "../filter/weighting.hpp"
#include "decibels.hpp"
#include "level_energy.hpp"

namespace mote {

/// The frequency weightings of a sound level meter; `none` where no peak is wanted.
enum class frequency_weighting : uint8_t { a, c, z, none };

namespace detail {

/// How a meter counts. Samples are loaded into `word`s, which `scaled` and the filters bring down
/// to leave room for what a weighting adds. The squares of their `size`s are summed.
template <class Sample>
struct level_unit;
template <>
struct level_unit<float> {
  using word = float;
  using energy = float_energy;
  struct squares {
    constexpr void add(float size) noexcept { sum += size * size; }
    constexpr float value() const noexcept { return sum; }
    float sum = 0;
  };
  static constexpr double scale = 1;
  static constexpr double full_word = 1;
  static constexpr double full_size = 1;
  static constexpr word load(float x) noexcept { return x; }
  static constexpr word scaled(word w) noexcept { return w; }
  static constexpr float size(word w) noexcept { return w; }
  static constexpr float peak_size(word w) noexcept { return w < 0 ? -w : w; }
  static MOTE_BIT_CONSTEXPR decibels peak_level(float size) noexcept {
    return decibels_of_power(size * size);
  }
};
template <class Energy>
struct integer_level_unit {
  using word = int32_t;
  using energy = Energy;
  static constexpr double scale = 0.25;  // 12 dB for what a weighting adds
  static constexpr double full_word = 2147483648.0;
  static constexpr word scaled(word w) noexcept { return w >> 2; }
  static constexpr uint32_t peak_size(word w) noexcept {
    return static_cast<uint32_t>(w < 0 ? ~w : w);
  }
  static constexpr decibels peak_level(uint32_t size) noexcept {
    return decibels_of_power(uint64_t{size} * size);
  }
};
/// A size of 20 bits, four below the converter's: its square is exact in short products.
template <>
struct level_unit<int16_t> : integer_level_unit<integer_energy<16>> {
  using squares = kernel::square_sum;
  static constexpr double full_size = 1048576;
  static constexpr word load(int16_t x) noexcept { return x * int32_t{65536}; }
  static constexpr uint32_t size(word w) noexcept { return peak_size(w) >> 11; }
};
/// A size of 25 bits: two below those of 24-bit audio.
template <>
struct level_unit<int32_t> : integer_level_unit<integer_energy<6>> {
  using squares = kernel::long_square_sum;
  static constexpr double full_size = 33554432;
  static constexpr word load(int32_t x) noexcept { return x; }
  static constexpr uint32_t size(word w) noexcept { return peak_size(w) >> 6; }
};

/// C-weighting times `scale`, and what makes A of it. `gain` is what the latter has at 1 kHz.
template <uint32_t Rate>
struct level_design {
  static constexpr sos<1> c_to_a{
      matched_highpass(weighting_poles[1], weighting_poles[2], double{Rate})};
  static constexpr double gain = magnitude(c_to_a, 1000, double{Rate});
};
template <uint32_t Rate, class Unit>
struct scaled_level_design {
  static constexpr double scale =
      Unit::scale / (level_design<Rate>::gain > 1 ? level_design<Rate>::gain : 1);
  static constexpr sos<2> c = [] {
    sos<2> design = c_weighting(double{Rate});
    design[0].b0 *= scale;
    design[0].b1 *= scale;
    return design;
  }();
};

/// A filter of a meter, or nothing.
template <bool Used, const auto& Design, class Sample>
class level_filter {
 public:
  void process(Sample* block, size_t count) noexcept {
    if constexpr (Used) {
      filter_.process(span<const Sample>{block, count}, span<Sample>{block, count});
    }
  }

 private:
  struct nothing {};
  using filter = choose_t<Used, fixed_biquad_cascade<Design, Sample>, nothing>;
  filter filter_{};
};

}  // namespace detail
}  // namespace mote
