// level_input.hpp - samples, frequency-weighted and in the unit that a level meter sums. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/decibel.hpp"
#include "../../core/span.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/number/square_sum.hpp"
#include "../../design/response.hpp"
#include "../../design/weighting.hpp"
#include "../../filter/biquad.hpp"
#include "../level_options.hpp"
#include "level_energy.hpp"

namespace mote {

namespace detail::feature {

/// How a meter counts. Samples are loaded into `word`s, which `scaled` and the filters bring down
/// to leave space for what a weighting adds. The squares of their `size`s are summed.
template <class Sample>
struct level_unit {
  static_assert(traits::never<Sample>,
                "level_meter takes float, int16_t, int32_t or uint16_t of <stdint.h>: convert all "
                "others");
};
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
  static constexpr float silence = 0;
  static constexpr float size_of(double part) noexcept { return static_cast<float>(part); }
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
  /// Of 1 the highest code of a converter, of which x and -1 - x are of one size.
  static constexpr uint32_t size_of(double part, uint32_t highest) noexcept {
    const uint32_t size = static_cast<uint32_t>(part * full_word);
    return size < highest ? size : highest;
  }
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
  static constexpr int16_t silence = 0;
  static constexpr uint32_t size_of(double part) noexcept {
    return integer_level_unit::size_of(part, 0x7fff0000u);
  }
  static constexpr word load(int16_t x) noexcept { return x * int32_t{65536}; }
  static constexpr uint32_t size(word w) noexcept { return peak_size(w) >> 11; }
};
/// Offset binary.
template <>
struct level_unit<uint16_t> : level_unit<int16_t> {
  static constexpr uint16_t silence = 32768;
  static constexpr word load(uint16_t x) noexcept { return (int32_t{x} - 32768) * 65536; }
};
/// A size of 25 bits: two below those of 24-bit audio.
template <>
struct level_unit<int32_t> : integer_level_unit<integer_energy<6>> {
  using squares = kernel::long_square_sum;
  static constexpr double full_size = 33554432;
  static constexpr int32_t silence = 0;
  static constexpr uint32_t size_of(double part) noexcept {  // of 24 bits
    return integer_level_unit::size_of(part, 0x7fffff00u);
  }
  static constexpr word load(int32_t x) noexcept { return x; }
  static constexpr uint32_t size(word w) noexcept { return peak_size(w) >> 6; }
};

/// `count` samples as words, in their place or in `words`; count >= 1.
template <class Unit, class Sample>
const typename Unit::word* loaded(const Sample* from, typename Unit::word* words,
                                  size_t count) noexcept {
  if constexpr (traits::same<Sample, typename Unit::word>) {
    return from;
  } else {
    size_t i = 0;
    do {  // GCC would warn that a `for` may leave them unset
      words[i] = Unit::load(from[i]);
    } while (++i < count);
    return words;
  }
}

/// What makes A-weighting of C-weighting, and its gain at 1 kHz.
template <uint32_t Rate>
struct level_design {
  static constexpr sos<1> c_to_a{
      matched_highpass(weighting_poles[1], weighting_poles[2], double{Rate})};
  static constexpr double gain = magnitude(c_to_a, 1000, double{Rate});
};
/// C-weighting, and A-weighting of that gain, both times `scale`.
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
  static constexpr sos<3> a{c[0], c[1], level_design<Rate>::c_to_a[0]};
};

/// A filter of a meter, or nothing: a base class, as an empty one takes no byte.
/// process(in, out, count) returns where the result is; in place allowed.
template <bool Used, const auto& Design, class Word>
struct level_filter {
  const Word* process(const Word* in, Word*, size_t) noexcept { return in; }
  void reset(Word) noexcept {}
};
template <const auto& Design, class Word>
struct level_filter<true, Design, Word> {
  /// An error of 1e-4 of full scale at 20 Hz is nothing to a level.
  static constexpr accepted_design<Design.size()> design{Design, 2};
  fixed_biquad_cascade<design, Word> filter;

  const Word* process(const Word* in, Word* out, size_t count) noexcept {
    filter.process(span<const Word>{in, count}, span<Word>{out, count});
    return out;
  }
  void reset(Word x) noexcept { filter.reset(x); }
};

/// Which filters a meter needs, and the gain at 1 kHz of what is measured and of what peaks are
/// taken from. A C-weighted peak is taken between C-weighting and what makes A-weighting of it;
/// without it the three sections run as one cascade.
template <class Unit, uint32_t Rate, frequency_weighting Frequency, frequency_weighting Peak>
struct level_plan {
  using design = scaled_level_design<Rate, Unit>;
  using word = typename Unit::word;
  static constexpr bool a = Frequency == frequency_weighting::a;
  static constexpr bool c_peak = Peak == frequency_weighting::c;
  static constexpr bool c = c_peak || Frequency == frequency_weighting::c;
  using to_c = level_filter<c, design::c, word>;
  using c_to_a = level_filter<c && a, level_design<Rate>::c_to_a, word>;
  using to_a = level_filter<!c && a, design::a, word>;

  static constexpr double gain = Frequency == frequency_weighting::z ? Unit::scale
                                 : a ? design::scale * level_design<Rate>::gain
                                     : design::scale;
  static constexpr double peak_gain = c_peak ? design::scale : 1;
};
template <class Plan>
struct level_filters : Plan::to_c, Plan::c_to_a, Plan::to_a {
  using word = typename Plan::word;

  const word* to_peak(const word* in, word* out, size_t count) noexcept {
    return Plan::to_c::process(in, out, count);
  }
  const word* to_frequency(const word* in, word* out, size_t count) noexcept {
    return Plan::to_a::process(Plan::c_to_a::process(in, out, count), out, count);
  }
  /// As if the input had always been `x`, of which C-weighting leaves nothing.
  void reset_filters(word x) noexcept {
    Plan::to_c::reset(x);
    Plan::c_to_a::reset(0);
    Plan::to_a::reset(x);
  }
};

}  // namespace detail::feature
}  // namespace mote
