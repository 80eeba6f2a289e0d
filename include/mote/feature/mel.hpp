// mel.hpp - mel spectra, linear, in decibels or as logarithms, as librosa computes them. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/constant.hpp"
#include "../core/log2.hpp"
#include "../core/math.hpp"
#include "../core/span.hpp"
#include "../core/target.hpp"
#include "../transform/spectrum.hpp"
#include "mel_bank.hpp"

namespace mote {

/// What a band becomes: its energy; log(max(amin, energy)); or 10 log10 of it as `power_to_db`.
enum class mel_output : uint8_t { energy, log, db };

/// librosa's arguments and their defaults. Inherit, and name what differs:
///
///   struct speech : mote::mel_options {
///     static constexpr double rate = 16000;
///     static constexpr size_t length = 512, bands = 40;
///     static constexpr mote::mel_output output = mote::mel_output::db;
///   };
struct mel_options {
  static constexpr double rate = 22050;                  // sr, Hz
  static constexpr size_t length = 2048;                 // n_fft
  static constexpr size_t bands = 128;                   // n_mels
  static constexpr double fmin = 0;                      // Hz
  static constexpr double fmax = 0;                      // Hz; 0: rate / 2
  static constexpr mel_scale scale = mel_scale::slaney;  // htk=False
  static constexpr mel_norm norm = mel_norm::slaney;
  static constexpr int power = 2;  // 1: of magnitudes
  static constexpr mel_output output = mel_output::energy;
  static constexpr double ref = 1.0;     // of db
  static constexpr double amin = 1e-10;  // of db and log
  static constexpr double top_db = -1;   // of db, within one frame; below 0: no limit
};

namespace detail {

/// The part of the bank that float needs, and its arithmetic.
template <class Sample, class Options>
class mel_arithmetic {
  static_assert(same<Sample, float>, "mel takes spectra of float or int16_t: convert the samples");
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

  static MOTE_BIT_CONSTEXPR float level(complex<float> z) noexcept {
    return Options::power == 1 ? sqrt(power_of(z)) : power_of(z);
  }
  static constexpr float falling(float total, float ramp, size_t i) noexcept {
    return segment_weights[i].last * total + segment_weights[i].slope * ramp;
  }
  static MOTE_BIT_CONSTEXPR float band(float energy, size_t i, int) noexcept {
    if constexpr (Options::norm != mel_norm::none) energy *= gains[i];
    if constexpr (Options::output == mel_output::energy) return energy;
    constexpr float amin = static_cast<float>(Options::amin);
    const float bounded = energy > amin ? energy : amin;
    if constexpr (Options::output == mel_output::log) return log(bounded);
    constexpr double ref = Options::ref > Options::amin ? Options::ref : Options::amin;
    return 3.01029996f * log2(bounded) - static_cast<float>(10 * constant::log10(ref));
  }
  static constexpr float range = static_cast<float>(Options::top_db);
};

/// Integers: sums of powers exact in 64 bits, weights of 16 bits, energies with 16 bits below the
/// point, and their logarithm, to which height, scale and reference are added.
template <class Options>
class mel_arithmetic<int16_t, Options> {
  static_assert(Options::output != mel_output::energy,
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
      for (; slope <= 0.5; slope *= 2) ++made[i].fold;
      made[i].slope = q16(slope);
    }
    return made;
  }
  // A sample of 32768 is 1.0; energies and magnitudes have 16 and 8 bits below the point.
  static constexpr int sample_bits = Options::power == 1 ? 15 + 8 : 30;
  static constexpr array<int32_t, bank::bands> make_offsets() noexcept {
    constexpr bool db = Options::output == mel_output::db;
    const double ref = Options::ref > Options::amin ? Options::ref : Options::amin;
    array<int32_t, bank::bands> made{};
    for (size_t i = 0; i < bank::bands; ++i) {
      const double scale = constant::log2(bank::gain(i)) - (db ? constant::log2(ref) : 0);
      made[i] = fixed(scale - sample_bits - 16, 16);
    }
    return made;
  }
  static constexpr int32_t find_least() noexcept {
    if (Options::output == mel_output::log) return fixed(constant::log(Options::amin), 8);
    return fixed(
        10 * constant::log10(Options::ref > Options::amin ? Options::amin / Options::ref : 1), 8);
  }
  static constexpr array<weights, bank::segments> segment_weights = make_weights();
  static constexpr array<int32_t, bank::bands> offsets = make_offsets();
  static constexpr int32_t least = find_least();

  static constexpr uint64_t product(uint32_t a, uint16_t b) noexcept {
    if constexpr (MOTE_HAS_LONG_MULTIPLY != 0) {
      return static_cast<uint64_t>(a) * b;
    } else {
      const uint32_t high = (a >> 16) * b;
      return (static_cast<uint64_t>(high) << 16) + (a & 0xffffu) * static_cast<uint32_t>(b);
    }
  }
  static constexpr uint32_t low_word(uint64_t v) noexcept {
    return static_cast<uint32_t>(v & 0xffffffffu);
  }

 public:
  using sum = uint64_t;
  using value = int16_t;

  static constexpr uint32_t level(complex<int16_t> z) noexcept {
    const uint32_t power = power_of(z);
    if constexpr (Options::power == 2) return power;
    if (power == 0) return 0;
    const int up = (31 - highest_bit(power)) / 2;  // the root has 16 bits
    const uint32_t root = integer_sqrt(power << (2 * up));
    return up < 8 ? root << (8 - up) : root >> (up - 8);
  }
  /// Below 2^31 times the number of bins: 16 bits more fit.
  static constexpr uint64_t falling(uint64_t total, uint64_t ramp, size_t i) noexcept {
    const weights& w = segment_weights[i];
    const uint32_t above = static_cast<uint32_t>(total >> 31);
    const int down = above == 0 ? 0 : highest_bit(above) + 1;
    const uint64_t energy = product(low_word(total >> down), w.last) +
                            product(low_word((ramp >> w.fold) >> down), w.slope);
    return energy << down;
  }
  static constexpr int16_t band(uint64_t energy, size_t i, int exponent) noexcept {
    if (energy == 0) return saturate_q8(least);
    const int32_t scale =
        static_cast<int32_t>(exponent) * (Options::power == 1 ? 0x10000 : 0x20000);
    const int32_t log = log2_q16(energy) + offsets[i] + scale;
    const int32_t q8 =
        Options::output == mel_output::db ? decibels_q8(log) : scale_to_q8<16>(log, 45426);  // ln 2
    return saturate_q8(q8 > least ? q8 : least);
  }
  static constexpr int32_t range = fixed(Options::top_db, 8);
};

}  // namespace detail

/// Mel spectrum of a block that `rfft` has transformed. Everything is constant: an object holds
/// nothing.
///
///   mote::mel<int16_t, speech> mel;
///   mel.process(block, mote::rfft(block), levels);
///
/// Sample   float: `value` is float. int16_t: `value` is int16_t Q8.8, and the output db or log
/// Shape    the N = Options::length samples that rfft has transformed; Options::bands values
/// Unit     integers: 1.0 is a sample of 32768, as if the samples were float in [-1, 1)
/// State    none. Flash a band: float 13 bytes (norm none 9), int16_t 11
/// Time     of a bin: |z|^2 and two sums
/// Target   float: within 1e-6 of the energy of a band and its two neighbours. int16_t: bit-exact
///          where double has 64 bits; no float and no 64-bit product on cores that have none
/// Source   librosa.feature.melspectrogram, librosa.power_to_db
template <class Sample, class Options>
class mel {
  using bank = detail::mel_bank<Options>;
  using arithmetic = detail::mel_arithmetic<Sample, Options>;
  static_assert(Options::power == 1 || Options::power == 2,
                "mel: power is 1 for magnitudes or 2 for powers");

 public:
  using options = Options;
  using value = typename arithmetic::value;
  static constexpr size_t bands = Options::bands;

  /// `exponent` is what rfft returned: 0 for float.
  MOTE_BIT_CONSTEXPR void process(span<const Sample, Options::length> transformed, int exponent,
                                  span<value, bands> out) const noexcept {
    using sum = typename arithmetic::sum;
    const Sample* bin = transformed.data() + 2 * bank::first;
    sum rising{};
    for (size_t i = 0; i < bank::segments; ++i) {
      sum total{};
      sum ramp{};
      for (size_t left = bank::counts[i]; left > 0; --left) {
        ramp += total;
        total += arithmetic::level(complex<Sample>{bin[0], bin[1]});
        bin += 2;
      }
      const sum falling = arithmetic::falling(total, ramp, i);
      if (i > 0) out[i - 1] = arithmetic::band(rising + falling, i - 1, exponent);
      total = whole(total);
      rising = total > falling ? total - falling : sum{};
    }
    if constexpr (Options::output == mel_output::db && Options::top_db >= 0) {
      detail::limit_range(out.data(), bands, arithmetic::range);
    }
  }

 private:
  static constexpr float whole(float total) noexcept { return total; }
  static constexpr uint64_t whole(uint64_t total) noexcept { return total << 16; }
};

}  // namespace mote
