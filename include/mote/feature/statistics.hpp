// statistics.hpp - mean, variance and root mean square of samples, in one pass. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/block/misfit.hpp"
#include "../core/expects.hpp"
#include "../core/number/compensated_sum.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../kernel/number/sqrt.hpp"
#include "../kernel/row/reduce.hpp"

namespace mote {

namespace detail::feature {
/// To within an ulp. Not the compiler's conversion: libgcc takes 4 kB of double arithmetic for it.
constexpr float float_of(uint64_t v) noexcept {
  float unit = 1;
  for (; (v >> 32) != 0; v >>= 8) unit *= 256;
  return static_cast<float>(static_cast<uint32_t>(v)) * unit;
}
constexpr float float_of(int64_t v) noexcept {
  return v < 0 ? -float_of(0 - static_cast<uint64_t>(v)) : float_of(static_cast<uint64_t>(v));
}
}  // namespace detail::feature

/// Mean, variance and root mean square of all samples since the start.
///
/// Sample   int8_t, int16_t, int32_t, uint8_t, uint16_t, as whole numbers; float in a
///          specialisation below
/// Range    up to 2^30 samples, more trap where MOTE_CHECKED is 1: reset() before; at least one
///          before a result is asked for
/// State    28 bytes and their padding
/// Time     two or three instructions a sample on Cortex-M4 (int16_t); results are computed when
///          asked for: no float is linked where only sum() and sum_of_squares() are used
/// Target   the sums are bit-exact; results within 1e-6 of themselves: nothing cancels, as the
///          squares are taken about a whole number next to the mean, in integers
template <class Sample>
class statistics {
  static_assert(traits::takes_samples<statistics, Sample, traits::samples::with_unsigned>);

 public:
  using input_type = Sample;

  constexpr void add(Sample x) noexcept {
    expect_space(1);
    kernel::reduce_one(x, sums_);
    ++count_;
  }
  constexpr void add(span<const Sample> in) noexcept {
    expect_space(in.size());
    kernel::reduce(in.data(), in.size(), sums_);
    count_ += static_cast<uint32_t>(in.size());
  }
  template <class Block, traits::if_no_samples<Block, Sample> = 0>
  constexpr void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }
  constexpr void reset() noexcept { *this = statistics{}; }

  constexpr uint32_t count() const noexcept { return count_; }
  constexpr int64_t sum() const noexcept { return sums_.sum; }

  /// Exact for samples of 8 and 16 bits; of int32_t it would need 96 bits.
  constexpr uint64_t sum_of_squares() const noexcept {
    static_assert(sizeof(Sample) <= 2, "squares of int32_t need 96 bits: use rms() or variance()");
    return sums_.squares;
  }

  /// Rounded to the nearest, halves up. One division of 64 bits, no float.
  constexpr Sample mean_rounded() const noexcept {
    MOTE_EXPECTS(count_ != 0, "add a sample before a result is asked for");
    const int64_t doubled = 2 * sums_.sum + count_;
    const int64_t divisor = 2 * int64_t{count_};
    const int64_t quotient = doubled / divisor;
    return static_cast<Sample>(quotient - (doubled % divisor < 0 ? 1 : 0));
  }

  float mean() const noexcept {
    const about centre = about_mean();
    return static_cast<float>(centre.pivot) + centre.rest;
  }

  /// numpy's var: the mean squared distance from the mean. freedom = 1 divides by count - 1.
  float variance(uint32_t freedom = 0) const noexcept {
    MOTE_EXPECTS(count_ > freedom, "add more samples before a result is asked for");
    const about centre = about_mean();
    const float n = static_cast<float>(count_);
    const float population = squares_about(centre.pivot) / n - centre.rest * centre.rest;
    return freedom == 0 ? population : population * (n / static_cast<float>(count_ - freedom));
  }
  float deviation(uint32_t freedom = 0) const noexcept { return sqrt(variance(freedom)); }

  /// Square root of the mean of the squares.
  float rms() const noexcept {
    MOTE_EXPECTS(count_ != 0, "add a sample before a result is asked for");
    return sqrt(squares_about(0) / static_cast<float>(count_));
  }

 private:
  constexpr void expect_space(size_t more) const noexcept {
    MOTE_EXPECTS(more <= (uint32_t{1} << 30) - count_,
                 "statistics takes 2^30 samples: reset() before there are more");
  }
  /// mean = pivot + rest, |rest| <= 1/2 and a little.
  struct about {
    int32_t pivot;
    float rest;
  };
  about about_mean() const noexcept {
    MOTE_EXPECTS(count_ != 0, "add a sample before a result is asked for");
    const float n = static_cast<float>(count_);
    int32_t pivot = 0;
    float rest = detail::feature::float_of(sums_.sum) / n;
    for (int step = 0; step < 2; ++step) {  // the second corrects what float cannot tell apart
      pivot += nearest(rest);
      rest = detail::feature::float_of(sums_.sum - int64_t{count_} * pivot) / n;
    }
    return {pivot, rest};
  }
  static int32_t nearest(float x) noexcept {
    if (x >= 2147483520.0f) return 2147483520;
    const float half = x < 0 ? -0.5f : 0.5f;
    return static_cast<int32_t>(x + half);
  }

  /// The sum of (x - pivot)^2 = squares - 2 pivot sum + count pivot^2.
  float squares_about(int32_t pivot) const noexcept {
    const int64_t middle = 2 * sums_.sum - int64_t{count_} * pivot;
    if constexpr (sizeof(Sample) <= 2) {
      return detail::feature::float_of(sums_.squares - static_cast<uint64_t>(pivot * middle));
    } else {
      // In words of 32 bits: pivot * middle has up to 96.
      const int64_t low = int64_t{pivot} * static_cast<int64_t>(middle & 0xffffffff);
      const int64_t high = int64_t{pivot} * (middle >> 32);
      int64_t above = static_cast<int64_t>(sums_.squares_above) - high - (low >> 32);
      const int64_t below = static_cast<int64_t>(sums_.squares) - (low & 0xffffffff);
      above += below >> 32;
      return detail::feature::float_of(above) * 4294967296.0f +
             static_cast<float>(static_cast<uint32_t>(below & 0xffffffff));
    }
  }

  kernel::power_sums sums_{};
  uint32_t count_ = 0;
};

/// The same of float: sums about the mean of what came before, 128 samples at a time, put together
/// by the formulas of Chan, so that a large mean does not swallow the variance; mean and squares
/// keep what each addition loses, so that a long run is as exact as a short one.
///
/// State    20 bytes
/// Range    up to 2^32 - 1 samples, more trap where MOTE_CHECKED is 1; count * x^2 up to 1e38, or
///          the sum of squares is beyond float, and variance and rms are no numbers
/// Target   mean within 1e-6 of itself and the deviation; variance within 1e-5 of itself where the
///          deviation is at least a thousandth of the mean
/// Source   T. Chan, G. Golub, R. LeVeque, Updating formulae, Stanford STAN-CS-79-773, 1979
template <>
class statistics<float> {
 public:
  using input_type = float;

  constexpr void add(float x) noexcept { add(span<const float>{&x, 1}); }
  constexpr void add(span<const float> in) noexcept {
    MOTE_EXPECTS(in.size() <= 0xffffffffu - count_,
                 "statistics takes 2^32 - 1 samples: reset() before there are more");
    const float* x = in.data();
    for (size_t rest = in.size(); rest != 0;) {
      const size_t some = rest < 128 ? rest : 128;
      add_some(x, some);
      x += some;
      rest -= some;
    }
  }
  template <class Block, traits::if_no_samples<Block, float> = 0>
  constexpr void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }
  constexpr void reset() noexcept { *this = statistics{}; }

  constexpr uint32_t count() const noexcept { return count_; }
  constexpr float mean() const noexcept { return mean_.value(); }
  constexpr float variance(uint32_t freedom = 0) const noexcept {
    MOTE_EXPECTS(count_ > freedom, "add more samples before a result is asked for");
    return squares_.value() / static_cast<float>(count_ - freedom);
  }
  MOTE_BIT_CONSTEXPR float deviation(uint32_t freedom = 0) const noexcept {
    return sqrt(variance(freedom));
  }
  MOTE_BIT_CONSTEXPR float rms() const noexcept { return sqrt(variance() + mean() * mean()); }

 private:
  /// A few samples.
  constexpr void add_some(const float* x, size_t size) noexcept {
    if (count_ == 0) mean_ = x[0];
    const kernel::distance_sums sums = kernel::distances(x, size, mean_.value());
    // The block's mean is mean_.value() + shift.
    const float n = static_cast<float>(size);
    const float shift = sums.sum / n;
    const float step = shift - mean_.rest();
    const float before = static_cast<float>(count_);
    count_ += static_cast<uint32_t>(size);
    const float share = n / static_cast<float>(count_);
    mean_.add(step * share);
    const float own = sums.squares - sums.sum * shift;
    squares_.add((own > 0 ? own : 0) + step * step * before * share);
  }

  compensated_sum mean_;
  compensated_sum squares_;  // of distances from the mean
  uint32_t count_ = 0;
};

}  // namespace mote
