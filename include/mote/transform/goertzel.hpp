// goertzel.hpp - the spectrum at one frequency. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/complex.hpp"
#include "../core/constant.hpp"
#include "../core/expects.hpp"
#include "../core/numeric.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"

namespace mote {

namespace detail {

/// step -= down * turned and turned += up * step: a turn by w where down * up = 4 sin^2(w/2).
template <class Factor>
struct goertzel_factors {
  Factor down, up;
};

/// What the recursion of a sample type keeps: `word` holds `fraction_bits` more than a sample, so
/// that N of them fit at every frequency.
template <class Sample, size_t N>
struct goertzel_format {
  using word = int32_t;
  using power = uint64_t;
  // 16 bits serve samples of 16 bits by two short products; 32 need the long one.
  static constexpr bool exact = sizeof(Sample) > 2;
  using factor = choose_t<exact, int32_t, uint16_t>;
  static constexpr int factor_bits = exact ? 30 : 15;

  static constexpr int log2_length() noexcept {
    int bits = 0;
    while ((uint64_t{1} << bits) < N) ++bits;
    return bits;
  }
  static constexpr int fraction_bits = 29 - numeric<Sample>::fraction_bits - log2_length();

  static constexpr word widen(Sample x) noexcept {
    if constexpr (fraction_bits >= 0) {
      return static_cast<word>(x) * (word{1} << fraction_bits);
    } else {
      return static_cast<word>((static_cast<int64_t>(x) + (int64_t{1} << (-fraction_bits - 1))) >>
                               -fraction_bits);
    }
  }
  static constexpr word times(word v, factor k) noexcept {
    if constexpr (exact) {
      return rotated(v, k, 0, 0);  // products with 0 are free
    } else {
      const uint32_t low = (static_cast<uint32_t>(v) & 0xffffu) * k + 0x4000u;
      return (v >> 16) * static_cast<word>(k) * 2 + static_cast<word>(low >> 15);
    }
  }
  /// a * x + b * y, with factors of 30 fraction bits.
  static constexpr word rotated(word a, int32_t x, word b, int32_t y) noexcept {
    const int64_t sum = static_cast<int64_t>(a) * x + static_cast<int64_t>(b) * y;
    return static_cast<word>((sum + (int64_t{1} << 29)) >> 30);
  }
  /// Both near k with a product near k * k: that decides the frequency, k alone only a scale. Of
  /// the pairs of 16-bit factors up to 3 % apart the best is taken: 50 times as exact as rounding.
  static constexpr goertzel_factors<factor> make_factors(double k) noexcept {
    const double one = static_cast<double>(uint32_t{1} << factor_bits);
    const factor rounded = static_cast<factor>(k * one + 0.5);
    goertzel_factors<factor> best{rounded, rounded};
    if constexpr (!exact) {
      const double product = k * one * (k * one);
      double least = constant::abs(static_cast<double>(rounded) * rounded - product);
      const int32_t most = rounded / 32 < 250 ? rounded / 32 : 250;
      for (int32_t more = 1; more <= most; ++more) {
        const factor b = static_cast<factor>(rounded + more);
        const factor a = static_cast<factor>(product / b + 0.5);
        const double error = constant::abs(static_cast<double>(a) * b - product);
        if (error < least) {
          least = error;
          best = {a, b};
        }
      }
    }
    return best;
  }
  static constexpr double real(factor k) noexcept {
    return static_cast<double>(k) / static_cast<double>(uint32_t{1} << factor_bits);
  }
  static constexpr int32_t make_rotation(double v) noexcept {
    return numeric<int32_t>::from_real(v, 30);
  }
  static constexpr power energy(word d, word r, word k_d) noexcept {
    const int64_t sum =
        static_cast<int64_t>(d) * d + static_cast<int64_t>(r) * r - static_cast<int64_t>(k_d) * r;
    return sum > 0 ? static_cast<power>(sum) : 0;
  }
};

template <size_t N>
struct goertzel_format<float, N> {
  using word = float;
  using power = float;
  using factor = float;
  static constexpr int fraction_bits = 0;
  static constexpr float widen(float x) noexcept { return x; }
  static constexpr float times(float v, float k) noexcept { return v * k; }
  static constexpr float rotated(float a, float x, float b, float y) noexcept {
    return a * x + b * y;
  }
  static constexpr goertzel_factors<float> make_factors(double k) noexcept {
    return {static_cast<float>(k), static_cast<float>(k)};
  }
  static constexpr double real(float k) noexcept { return static_cast<double>(k); }
  static constexpr float make_rotation(double v) noexcept { return static_cast<float>(v); }
  static constexpr float energy(float d, float r, float k_d) noexcept {
    return d * d + r * (r - k_d);
  }
};

}  // namespace detail

/// One bin of the discrete Fourier transform of N samples, at any frequency: constants only, so
/// that many bins can look at the same block. Declare it constexpr, static or in a namespace.
///
///   constexpr mote::goertzel_bin<int16_t, 205> dtmf_697{697.0, 8000.0};
///   const uint64_t power = dtmf_697.power(block);
///
/// Sample   float, int8_t, int16_t, int32_t
/// Unit     the sum of x[n] e^(-i w n); integers: in LSB of the sample * 2^-fraction_bits
/// Range    0 <= frequency <= rate / 2, whole bins or not
/// State    none; 28 bytes of flash
/// Time     two products and three sums a sample. Integers need no 64-bit product a sample, except
///          for int32_t
/// Target   integers: bit-exact where double has 64 bits, they cannot overflow; within
///          2e-5 + 2e-7 N of the sum of |x|, int32_t 2e-8, plus 3 sqrt(N) places; their frequency
///          is that of a factor of 16 bits, within 3e-6 of the rate. float: within 6e-7 of the sum
/// Source   the recursion of Goertzel 1958 in the variables s[n] - s[n-1] and 2 sin(w/2) s[n],
///          which keeps both bounded where the classical one grows as 1 / sin w; above a quarter of
///          the rate with alternating signs
template <class Sample, size_t N>
class goertzel_bin {
  static_assert(N > 0 && N <= 0x10000, "goertzel takes 1 to 65536 samples: use a shorter block");
  using format = detail::goertzel_format<Sample, N>;

 public:
  using word = typename format::word;
  using power_type = typename format::power;
  static constexpr int fraction_bits = format::fraction_bits;

  /// The two numbers that the recursion keeps.
  struct state {
    word step{};
    word turned{};
  };

  constexpr goertzel_bin(double frequency, double rate) noexcept {
    MOTE_EXPECTS(rate > 0 && frequency >= 0 && frequency <= rate / 2);
    const double turns = frequency / rate;  // a sample
    alternate_ = turns > 0.25;
    const double w = 2 * constant::pi * (alternate_ ? 0.5 - turns : turns);
    const double all = turns * static_cast<double>(N);
    const double phase = 2 * constant::pi * (all - static_cast<double>(static_cast<int32_t>(all)));
    const double sign = alternate_ ? -1 : 1;
    const double k = 2 * constant::sin(w / 2);
    factors_ = format::make_factors(k);
    const double up = format::real(factors_.up);
    const double stretch = up > 0 ? k / up : 1;
    stretch_ = format::make_rotation(stretch);
    product_ = format::make_rotation(k);
    // X = a * step + b * turned, a = sign e^(-i phase), b = a i e^(i w/2), mirrored: a -i e^(-i
    // w/2)
    step_re_ = format::make_rotation(sign * constant::cos(phase));
    step_im_ = format::make_rotation(-sign * constant::sin(phase));
    const double turn = sign * (w / 2 + constant::pi / 2) - phase;
    turned_re_ = format::make_rotation(stretch * sign * constant::cos(turn));
    turned_im_ = format::make_rotation(stretch * sign * constant::sin(turn));
  }

  /// One sample more; `goertzel` counts them.
  constexpr void push(state& s, Sample x) const noexcept {
    alternate_ ? push_signed<true>(s, x) : push_signed<false>(s, x);
  }

  /// X of a state that has seen N samples.
  constexpr complex<word> value(const state& s) const noexcept {
    return {format::rotated(s.step, step_re_, s.turned, turned_re_),
            format::rotated(s.step, step_im_, s.turned, turned_im_)};
  }
  /// |X|^2 of a state; integers: in units of 2^(-2 fraction_bits).
  constexpr power_type power(const state& s) const noexcept {
    const word turned = format::rotated(s.turned, stretch_, 0, 0);
    return format::energy(s.step, turned, format::rotated(s.step, product_, 0, 0));
  }

  constexpr complex<word> operator()(span<const Sample, N> block) const noexcept {
    return value(run(block));
  }
  constexpr power_type power(span<const Sample, N> block) const noexcept {
    return power(run(block));
  }

 private:
  template <bool Alternate>
  constexpr void push_signed(state& s, Sample x) const noexcept {
    const word step = s.step - format::times(s.turned, factors_.down);
    s.step = (Alternate ? -step : step) + format::widen(x);
    s.turned = (Alternate ? -s.turned : s.turned) + format::times(s.step, factors_.up);
  }
  template <bool Alternate>
  constexpr state run_signed(const Sample* x) const noexcept {
    state s;
    for (size_t i = 0; i < N; ++i) push_signed<Alternate>(s, x[i]);
    return s;
  }
  constexpr state run(span<const Sample, N> block) const noexcept {
    return alternate_ ? run_signed<true>(block.data()) : run_signed<false>(block.data());
  }

  detail::goertzel_factors<typename format::factor> factors_{};
  bool alternate_{};
  word stretch_{}, product_{}, step_re_{}, step_im_{}, turned_re_{}, turned_im_{};
};

/// A goertzel_bin that is fed sample by sample, without a buffer.
///
/// Shape    after N samples value() and power() hold; call reset() before the next block
/// State    two words and the address of the bin, which must live as long
/// Errors   a value before or after N samples traps where MOTE_CHECKED is 1
template <class Sample, size_t N>
class goertzel {
 public:
  using bin_type = goertzel_bin<Sample, N>;

  constexpr explicit goertzel(const bin_type& bin) noexcept : bin_{&bin} {}

  /// True with the last sample of a block.
  constexpr bool operator()(Sample x) noexcept {
    MOTE_EXPECTS(count_ < N);
    bin_->push(state_, x);
    return ++count_ == N;
  }
  constexpr complex<typename bin_type::word> value() const noexcept {
    MOTE_EXPECTS(count_ == N);
    return bin_->value(state_);
  }
  constexpr typename bin_type::power_type power() const noexcept {
    MOTE_EXPECTS(count_ == N);
    return bin_->power(state_);
  }
  constexpr void reset() noexcept {
    state_ = {};
    count_ = 0;
  }

 private:
  const bin_type* bin_;
  typename bin_type::state state_{};
  detail::smallest_unsigned<N> count_ = 0;
};

}  // namespace mote
