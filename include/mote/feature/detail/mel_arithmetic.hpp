// mel_arithmetic.hpp - sums and levels of a mel filterbank, in float and integers. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/log2.hpp"
#include "../../core/math.hpp"
#include "../../core/numeric.hpp"
#include "../../core/root.hpp"
#include "../../core/sample.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../../design/constant.hpp"
#include "../../kernel/number/clip.hpp"
#include "../../kernel/number/long_product.hpp"
#include "../../kernel/number/sqrt.hpp"
#include "../../kernel/row/ramp_sums.hpp"
#include "../../transform/power.hpp"
#include "mel_bank.hpp"
#include "../mel_options.hpp"

namespace mote {

namespace detail::feature {

/// What float needs of the bank, and its arithmetic.
template <class Sample, const auto& Options>
class mel_arithmetic {
  static_assert(traits::takes_samples<mel_arithmetic, Sample, traits::samples::narrow>);
  using bank = mel_bank<Options>;

  struct weights {
    float last, slope;
  };
  static constexpr array<weights, bank::segments> make_weights() noexcept {
    array<weights, bank::segments> made{};
    for (size_t i = 0; i < bank::segments; ++i) {
      made[i] = {static_cast<float>(bank::table[i].last), static_cast<float>(bank::table[i].slope)};
    }
    return made;
  }
  static constexpr array<float, bank::bands> make_gains() noexcept {
    array<float, bank::bands> made{};
    for (size_t i = 0; i < bank::bands; ++i) made[i] = static_cast<float>(bank::gain(i));
    return made;
  }
  static constexpr array<weights, bank::segments> segment_weights = make_weights();
  static constexpr array<float, bank::bands> gains = make_gains();

 public:
  using sum = float;
  using value = float;

  static MOTE_BIT_CONSTEXPR float energy_of(complex<float> z) noexcept {
    return Options.power == 1 ? sqrt(power_of(z)) : power_of(z);
  }
  struct sums_of_segment {
    float total, ramp;
  };
  static MOTE_BIT_CONSTEXPR sums_of_segment sums(const float* bin, size_t count) noexcept {
    sums_of_segment s{0, 0};
    for (; count > 0; --count, bin += 2) {
      s.ramp += s.total;
      s.total += energy_of({bin[0], bin[1]});
    }
    return s;
  }
  static constexpr float whole(float total) noexcept { return total; }
  static constexpr float falling(float total, float ramp, size_t i) noexcept {
    return segment_weights[i].last * total + segment_weights[i].slope * ramp;
  }
  static MOTE_BIT_CONSTEXPR float band(float energy, size_t i, int) noexcept {
    if constexpr (Options.norm != mel_norm::none) energy *= gains[i];
    if constexpr (Options.output == mel_output::energy) return energy;
    constexpr float amin = static_cast<float>(Options.amin);
    const float bounded = energy > amin ? energy : amin;
    if constexpr (Options.output == mel_output::log) return log(bounded);
    constexpr double ref = Options.ref > Options.amin ? Options.ref : Options.amin;
    constexpr float reference = static_cast<float>(10 * constant::log10(ref));
    return 3.01029996f * log2(bounded) - reference;
  }
  static constexpr float range = static_cast<float>(Options.top_db);
};

/// Integers: sums of powers exact in 64 bits, weights of 16 bits, energies with 16 bits below the
/// point, and their logarithm, to which height, scale and reference are added.
template <const auto& Options>
class mel_arithmetic<int16_t, Options> {
  static_assert(Options.output != mel_output::energy,
                "mel of int16_t is logarithmic: use output = mel_output::db or mel_output::log");
  using bank = mel_bank<Options>;

  struct weights {
    uint16_t last;   // Q16
    uint16_t slope;  // Q16, times 2^fold
    uint8_t fold;
  };
  static constexpr uint16_t q16(double v) noexcept {
    return static_cast<uint16_t>(v >= 1                    ? 65535
                                 : v * 65536 + 0.5 > 65535 ? 65535
                                                           : v * 65536 + 0.5);
  }
  static constexpr array<weights, bank::segments> make_weights() noexcept {
    array<weights, bank::segments> made{};
    for (size_t i = 0; i < bank::segments; ++i) {
      made[i].last = q16(bank::table[i].last);
      double slope = bank::table[i].bins > 1 ? bank::table[i].slope : 1;
      while (slope <= 0.5) {
        slope *= 2;
        ++made[i].fold;
      }
      made[i].slope = q16(slope);
    }
    return made;
  }
  // A sample of 32768 is 1.0; energies and magnitudes have 16 and 8 bits below the point.
  static constexpr int sample_bits = Options.power == 1 ? 15 + 8 : 30;
  static constexpr array<int32_t, bank::bands> make_offsets() noexcept {
    constexpr bool db = Options.output == mel_output::db;
    const double ref = Options.ref > Options.amin ? Options.ref : Options.amin;
    array<int32_t, bank::bands> made{};
    for (size_t i = 0; i < bank::bands; ++i) {
      const double scale = constant::log2(bank::gain(i)) - (db ? constant::log2(ref) : 0);
      made[i] = numeric<int32_t>::from_real(scale - sample_bits - 16, 16);
    }
    return made;
  }
  static constexpr int32_t find_least() noexcept {
    if (Options.output == mel_output::log)
      return numeric<int32_t>::from_real(constant::log(Options.amin), 8);
    return numeric<int32_t>::from_real(
        10 * constant::log10(Options.ref > Options.amin ? Options.amin / Options.ref : 1), 8);
  }
  static constexpr array<weights, bank::segments> segment_weights = make_weights();
  static constexpr array<int32_t, bank::bands> offsets = make_offsets();
  static constexpr int32_t least = find_least();

  /// Q8, from a root of 16 bits.
  static constexpr uint32_t magnitude(complex<int16_t> z) noexcept {
    const uint32_t power = power_of(z);
    if (power == 0) return 0;
    const int places = (31 - highest_bit(power)) / 2;
    const uint32_t root = floor_root(power << (2 * places));
    return places < 8 ? root << (8 - places) : root >> (places - 8);
  }
  // Shifts by 0 to 31 places in words: where a core has no 64-bit shift they are library calls.
  static constexpr uint32_t low_word(uint64_t v) noexcept {
    return static_cast<uint32_t>(v & 0xffffffffu);
  }
  static constexpr uint32_t high_word(uint64_t v) noexcept {
    return static_cast<uint32_t>(v >> 32);
  }
  /// v >> by, of which the low word is all there is.
  static constexpr uint32_t down(uint64_t v, int by) noexcept {
    return (low_word(v) >> by) | ((high_word(v) << 1) << (31 - by));
  }
  static constexpr uint64_t up(uint64_t v, int by) noexcept {
    const uint32_t high = (high_word(v) << by) | ((low_word(v) >> 1) >> (31 - by));
    return (static_cast<uint64_t>(high) << 32) | (low_word(v) << by);
  }

 public:
  using sum = uint64_t;
  using value = int16_t;

  static constexpr kernel::ramp_sums sums(const int16_t* bin, size_t count) noexcept {
    if constexpr (Options.power == 2) {
      return kernel::sum_powers(bin, count);
    }
    kernel::ramp_sums s{0, 0};
    for (; count > 0; --count, bin += 2) {
      s.ramp += s.total;
      s.total += magnitude({bin[0], bin[1]});
    }
    return s;
  }
  /// Totals are below 2^31 times the number of bins: 16 bits more fit.
  static constexpr uint64_t whole(uint64_t total) noexcept { return total << 16; }
  static constexpr uint64_t falling(uint64_t total, uint64_t ramp, size_t i) noexcept {
    const weights& w = segment_weights[i];
    const uint32_t above = (high_word(total) << 1) | (low_word(total) >> 31);
    const int excess = above == 0 ? 0 : highest_bit(above) + 1;
    const uint64_t energy = kernel::long_product(down(total, excess), w.last) +
                            kernel::long_product(down(ramp, excess + w.fold), w.slope);
    return up(energy, excess);
  }
  static constexpr int16_t band(uint64_t energy, size_t i, int exponent) noexcept {
    if (energy == 0) return kernel::clipped<int16_t>(least);
    const int32_t scale = static_cast<int32_t>(exponent) * (Options.power == 1 ? 0x10000 : 0x20000);
    const int32_t log = log2_q16(energy) + offsets[i] + scale;
    const int32_t q8 = Options.output == mel_output::db ? decibels_q8(log) : logarithm_q8(log);
    return kernel::clipped<int16_t>(q8 > least ? q8 : least);
  }
  static constexpr int32_t range = numeric<int32_t>::from_real(Options.top_db, 8);
};

}  // namespace detail::feature

}  // namespace mote
