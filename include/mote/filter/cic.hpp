// cic.hpp - cascaded integrators and combs: rate changes without a product. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/log2.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "detail/lengths.hpp"

namespace mote {

namespace detail::filter {
/// base^exponent; 0 when it does not fit into 63 bits.
constexpr uint64_t whole_power(uint64_t base, size_t exponent) noexcept {
  uint64_t power = 1;
  for (; exponent != 0; --exponent) {
    if (power > (uint64_t{1} << 62) / base) return 0;
    power *= base;
  }
  return power;
}

/// Registers of a CIC: integrators run over and wrap around, and combs take the difference, which
/// is exact as long as the output fits (E. Hogenauer).
template <class Sample, uint64_t Gain>
struct cic_register {
  static_assert(Gain != 0, "cic: the gain does not fit into a register: use a smaller Factor");
  static constexpr int growth = ceil_log2(Gain);
  static constexpr int width = static_cast<int>(8 * sizeof(Sample)) + growth;
  static_assert(width <= 64, "cic: the gain does not fit into a register: use a smaller Factor");

  using type = traits::choose_t<(width <= 32), uint32_t, uint64_t>;
  using number = traits::choose_t<(width <= 32), int32_t, int64_t>;

  static constexpr Sample narrow(type sum) noexcept {
    // Halves up. The sum of the largest samples may round up to 2^(bits - 1): saturated.
    const number v = static_cast<number>(sum);
    const number shifted =
        growth == 0 ? v : (v >> growth) + ((v >> (growth > 0 ? growth - 1 : 0)) & 1);
    constexpr number top = numeric<Sample>::highest;
    return static_cast<Sample>(shifted > top ? top : shifted);
  }
};
}  // namespace detail::filter

/// Mean of the last Factor * Delay samples, taken Stages times over, at every Factor-th sample: the
/// filter in front of all others when a rate is much too high. Zeros at multiples of the new rate;
/// droops towards half of it: see cic_compensator.
///
/// Sample   int8_t, int16_t, int32_t
/// Range    no sum overflows: registers are as wide as Hogenauer's bound, 32 or 64 bits. The gain
///          is gain(): exactly 1 where (Factor * Delay)^Stages is a power of 2, else above 1/2
/// State    Stages * (1 + Delay) registers and a counter
/// Time     Stages additions a sample, Stages subtractions an output
/// Target   bit-exact
/// Source   E. Hogenauer, An economical class of digital filters for decimation and interpolation,
///          IEEE Trans. ASSP-29, 1981
template <class Sample, size_t Stages, size_t Factor, size_t Delay = 1>
class cic_decimator {
  static_assert(traits::takes_samples<cic_decimator, Sample, traits::samples::whole>);
  static_assert(Stages > 0 && Factor > 0 && Delay > 0,
                "cic: use one stage or more, and a Factor and a Delay of at least 1");

  static constexpr uint64_t raw_gain = detail::filter::whole_power(Factor * Delay, Stages);
  using cell = detail::filter::cic_register<Sample, raw_gain>;
  using integer = typename cell::type;

 public:
  using input_type = Sample;
  using output_type = Sample;

  static constexpr double gain() noexcept {
    return static_cast<double>(raw_gain) / static_cast<double>(uint64_t{1} << cell::growth);
  }

  /// How many outputs the next `samples` give. Output i ends with sample Factor * (i + 1) - 1.
  constexpr size_t outputs(size_t samples) const noexcept { return (phase_ + samples) / Factor; }

  template <class In, class Out, detail::filter::if_misfit<cic_decimator, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<cic_decimator, In, Out>();
  }
  static constexpr bool fits(size_t in, size_t out) noexcept { return in <= Factor * out; }
  /// A block of any length; `out` has outputs(in.size()) elements or more, and may start where `in`
  /// starts. Returns the number of outputs.
  constexpr size_t process(span<const Sample> in, span<Sample> out) noexcept {
    MOTE_EXPECTS(out.size() >= outputs(in.size()),
                 "the output must have room for outputs(in.size()) samples");
    const Sample* from = in.data();
    Sample* to = out.data();
    for (size_t rest = in.size(); rest != 0;) {
      const size_t wanted = Factor - phase_;
      const size_t count = rest < wanted ? rest : wanted;
      integrate(from, count);
      from += count;
      rest -= count;
      phase_ += count;
      if (phase_ == Factor) {
        phase_ = 0;
        *to++ = cell::narrow(differences());
      }
    }
    return static_cast<size_t>(to - out.data());
  }

  /// Behaves as if newly built.
  constexpr void reset() noexcept { *this = cic_decimator{}; }
  /// As if the input had always been `x`.
  /// Time     that of Stages * Delay outputs
  constexpr void reset(Sample x) noexcept {
    reset();
    for (size_t output = 0; output < Stages * Delay; ++output) {
      for (size_t i = 0; i < Factor; ++i) integrate(&x, 1);
      differences();
    }
  }

 private:
  constexpr void integrate(const Sample* x, size_t count) noexcept {
    array<integer, Stages> sums = sums_;
    for (; count != 0; --count) {
      integer carry = static_cast<integer>(*x++);
      for (integer& sum : sums) carry = sum += carry;
    }
    sums_ = sums;
  }
  constexpr integer differences() noexcept {
    integer value = sums_[Stages - 1];
    for (array<integer, Delay>& past : past_) {
      const integer before = past[Delay - 1];
      for (size_t i = Delay - 1; i > 0; --i) past[i] = past[i - 1];
      past[0] = value;
      value -= before;
    }
    return value;
  }

  array<integer, Stages> sums_{};
  array<array<integer, Delay>, Stages> past_{};
  size_t phase_ = 0;
};

/// Factor outputs a sample: the same filter behind Factor - 1 zeros after each sample, times
/// Factor.
///
/// Sample   int8_t, int16_t, int32_t
/// Range    no sum overflows, as above; the gain is gain(), 1 where the raw gain is a power of 2
/// State    Stages * (1 + Delay) registers
/// Time     Stages subtractions a sample, Stages additions an output
/// Target   bit-exact
template <class Sample, size_t Stages, size_t Factor, size_t Delay = 1>
class cic_interpolator {
  static_assert(traits::takes_samples<cic_interpolator, Sample, traits::samples::whole>);
  static_assert(Stages > 0 && Factor > 0 && Delay > 0,
                "cic: use one stage or more, and a Factor and a Delay of at least 1");

  static constexpr uint64_t raw_gain = detail::filter::whole_power(Factor * Delay, Stages) / Factor;
  using cell = detail::filter::cic_register<Sample, raw_gain>;
  using integer = typename cell::type;

 public:
  using input_type = Sample;
  using output_type = Sample;

  static constexpr double gain() noexcept {
    return static_cast<double>(raw_gain) / static_cast<double>(uint64_t{1} << cell::growth);
  }

  static constexpr size_t outputs(size_t samples) noexcept { return Factor * samples; }

  template <class In, class Out, detail::filter::if_misfit<cic_interpolator, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<cic_interpolator, In, Out>();
  }
  static constexpr bool fits(size_t in, size_t out) noexcept { return Factor * in == out; }
  /// A block of any length; `out` has Factor * in.size() elements and does not overlap `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    MOTE_EXPECTS(out.size() == Factor * in.size(),
                 "the output must be Factor times as long as the input");
    Sample* to = out.data();
    for (const Sample x : in) {
      integer value = static_cast<integer>(x);
      for (array<integer, Delay>& past : past_) {
        const integer before = past[Delay - 1];
        for (size_t i = Delay - 1; i > 0; --i) past[i] = past[i - 1];
        past[0] = value;
        value -= before;
      }
      for (size_t i = 0; i < Factor; ++i) {
        integer carry = i == 0 ? value : 0;
        for (integer& sum : sums_) carry = sum += carry;
        *to++ = cell::narrow(carry);
      }
    }
  }

  /// Behaves as if newly built.
  constexpr void reset() noexcept { *this = cic_interpolator{}; }
  /// As if the input had always been `x`.
  /// Time     that of Stages * Delay samples
  constexpr void reset(Sample x) noexcept {
    reset();
    array<Sample, Factor> out{};
    for (size_t i = 0; i < Stages * Delay; ++i) process({&x, 1}, out);
  }

 private:
  array<integer, Stages> sums_{};
  array<array<integer, Delay>, Stages> past_{};
};

}  // namespace mote
