// goertzel.hpp - the spectrum at one frequency. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/block/misfit.hpp"
#include "../core/complex.hpp"
#include "../core/expects.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "detail/goertzel_format.hpp"
#include "detail/twiddle.hpp"

namespace mote {

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
/// Target   the frequency is rounded, and its phase runs away over the block: within 1e-5 N of the
///          sum of |x| for int8_t and int16_t, 1e-8 N for int32_t, 1.2e-7 N (at least 1e-6) for
///          float. Integers: bit-exact, they cannot overflow; 8 sqrt(N) places more
/// Source   the recursion of Goertzel 1958 in the variables s[n] - s[n-1] and 2 sin(w/2) s[n],
///          which keeps both bounded where the classical one grows as 1 / sin w; above a quarter of
///          the rate with alternating signs
template <class Sample, size_t N>
class goertzel_bin {
  static_assert(traits::takes_samples<goertzel_bin, Sample>);
  static_assert(N > 0 && N <= 0x10000, "goertzel takes 1 to 65536 samples: use a shorter block");
  using format = detail::transform::goertzel_format<Sample, N>;

 public:
  using word = typename format::word;
  using power_type = typename format::power;
  static constexpr int fraction_bits = format::fraction_bits;

  /// The two numbers that the recursion keeps.
  struct state {
    word step{};
    word turned{};
  };
  template <class Block>
  using if_no_block = traits::if_misfit<traits::becomes<Block, state> ||
                                        traits::becomes_array<Block, const Sample, N>>;

  /// In integers from here on: the same on every compiler if both numbers are exact in float.
  constexpr goertzel_bin(double frequency, double rate) noexcept {
    MOTE_EXPECTS(rate > 0 && frequency >= 0 && frequency <= rate / 2,
                 "a frequency must lie between 0 and half the sample rate");
    double scale = 1;
    while (rate * scale < 67108864.0) scale *= 2;
    while (rate * scale >= 134217728.0) scale /= 2;
    const uint32_t whole = 2 * static_cast<uint32_t>(rate * scale);  // a turn: 2^27 to 2^28
    const uint32_t share = (static_cast<uint32_t>(4 * frequency * scale) + 1) / 2;
    alternate_ = share > whole / 4;
    const uint32_t from_end = alternate_ ? whole / 2 - share : share;

    // X = a * step + b * turned with a = e^(-i w N) and b = a i e^(i w/2); with alternating signs
    // it is a = -e^(-i w N) and b = a -i e^(-i (pi - w)/2). Q31
    const complex<int64_t> half = detail::transform::eighth_turn(4 * from_end, whole);
    const uint64_t turned = static_cast<uint64_t>(share) * N % whole;
    complex<int64_t> a = detail::transform::root(static_cast<uint32_t>(turned), whole);
    if (alternate_) a = {-a.re, -a.im};
    const complex<int64_t> turn{-half.im, alternate_ ? -half.re : half.re};
    const complex<int64_t> b{(a.re * turn.re - a.im * turn.im) >> 31,
                             (a.re * turn.im + a.im * turn.re) >> 31};

    const int64_t k = half.im;  // 2 sin(w/2) in Q30
    factors_ = format::make_factors(k);
    const int64_t stretch = format::stretch(k, factors_.up);
    stretch_ = format::make_rotation(stretch);
    product_ = format::make_rotation(k);
    step_re_ = format::make_rotation(a.re >> 1);
    step_im_ = format::make_rotation(a.im >> 1);
    turned_re_ = format::make_rotation((b.re * stretch) >> 31);
    turned_im_ = format::make_rotation((b.im * stretch) >> 31);
  }

  /// One sample more; `goertzel` counts them.
  constexpr void add(state& s, Sample x) const noexcept {
    alternate_ ? add_signed<true>(s, x) : add_signed<false>(s, x);
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

  constexpr complex<word> value(span<const Sample, N> block) const noexcept {
    return value(run(block));
  }
  constexpr power_type power(span<const Sample, N> block) const noexcept {
    return power(run(block));
  }
  template <class Block, if_no_block<Block> = 0>
  constexpr complex<word> value(Block&&) const noexcept {
    traits::refuse_blocks<Block>();
    return {};
  }
  template <class Block, if_no_block<Block> = 0>
  constexpr power_type power(Block&&) const noexcept {
    traits::refuse_blocks<Block>();
    return {};
  }

 private:
  template <bool Alternate>
  constexpr void add_signed(state& s, Sample x) const noexcept {
    const word step = s.step - format::times(s.turned, factors_.down);
    s.step = (Alternate ? -step : step) + format::widen(x);
    s.turned = (Alternate ? -s.turned : s.turned) + format::times(s.step, factors_.up);
  }
  template <bool Alternate>
  constexpr state run_signed(const Sample* x) const noexcept {
    state s;
    for (size_t i = 0; i < N; ++i) add_signed<Alternate>(s, x[i]);
    return s;
  }
  constexpr state run(span<const Sample, N> block) const noexcept {
    return alternate_ ? run_signed<true>(block.data()) : run_signed<false>(block.data());
  }

  detail::transform::goertzel_factors<typename format::factor> factors_{};
  bool alternate_{};
  word stretch_{}, product_{}, step_re_{}, step_im_{}, turned_re_{}, turned_im_{};
};

/// A goertzel_bin that is fed sample by sample, without a buffer.
///
/// Shape    after N samples value() and power() hold; call reset() before the next block
/// State    two words and the address of the bin, which must live as long
/// Errors   a value before N samples, and a sample after them, traps where MOTE_CHECKED is 1
template <class Sample, size_t N>
class goertzel {
  static_assert(traits::takes_samples<goertzel, Sample>);

 public:
  using input_type = Sample;
  using bin_type = goertzel_bin<Sample, N>;

  constexpr explicit goertzel(const bin_type& bin) noexcept : bin_{&bin} {}

  /// One sample, or up to N: no more than the block still lacks.
  constexpr void add(Sample x) noexcept {
    MOTE_EXPECTS(count_ < N, "a block is complete: ask for its value, then reset");
    bin_->add(state_, x);
    ++count_;
  }
  constexpr void add(span<const Sample> in) noexcept {
    for (const Sample x : in) add(x);
  }
  template <class Block, traits::if_no_samples<Block, Sample> = 0>
  constexpr void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }
  /// True after the last sample of a block.
  constexpr bool complete() const noexcept { return count_ == N; }
  constexpr complex<typename bin_type::word> value() const noexcept {
    MOTE_EXPECTS(count_ == N,
                 "a block is not complete: add N samples before its value is asked for");
    return bin_->value(state_);
  }
  constexpr typename bin_type::power_type power() const noexcept {
    MOTE_EXPECTS(count_ == N,
                 "a block is not complete: add N samples before its value is asked for");
    return bin_->power(state_);
  }
  constexpr void reset() noexcept {
    state_ = {};
    count_ = 0;
  }

 private:
  const bin_type* bin_;
  typename bin_type::state state_{};
  traits::smallest_unsigned<N> count_ = 0;
};

}  // namespace mote
