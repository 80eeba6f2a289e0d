// class_curve.hpp - the normal curve of one feature in the samples of one class. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/log2.hpp"
#include "../../core/math.hpp"
#include "../../core/number/division.hpp"
#include "../../kernel/number/whole_root.hpp"

namespace mote::detail::model {

/// Distances in deviations are Q12, and end at this: 8 deviations.
inline constexpr int32_t most_deviations = int32_t{8} * 4096;

/// Of integers: sums, so that every core has the same bits.
///
/// Range    up to 2^16 - 1 samples; the caller keeps their number
template <class Sample>
class class_curve {
 public:
  void add(Sample x, uint32_t) noexcept {
    const auto value = static_cast<int32_t>(x);
    sum_ = static_cast<int32_t>(static_cast<uint32_t>(sum_) + static_cast<uint32_t>(value));
    set(squares() + static_cast<uint32_t>(value * value));
  }
  /// Leaves half of `count` samples, one more where that is odd taken out at the mean.
  void halve(uint32_t count) noexcept {
    if (count % 2 != 0) {
      sum_ -= sum_ / static_cast<int32_t>(count);
      set(squares() - quotient_of<48>(squares(), count));
    }
    sum_ /= 2;
    set(squares() / 2);
  }

  /// What is asked of a curve, worked out once; the deviation has that of a rounded number in it.
  class shape {
   public:
    shape() noexcept = default;
    shape(const class_curve& of, uint32_t count, Sample, Sample) noexcept
        : count_{static_cast<int32_t>(count)}, sum_{of.sum_} {
      const uint32_t size = magnitude(of.sum_, 0);
      uint64_t square = count * of.squares() - uint64_t{size} * size + count * count / 12;
      square |= 1;
      int shift = 0;
      for (; (square >> 50) != 0; square >>= 2) ++shift;
      deviation_ = kernel::floor_root_of_50_bits(square) << shift;
    }
    /// From the mean to x + `part` / 2, in deviations.
    int32_t distance(Sample x, int32_t part) const noexcept {
      const int32_t at = static_cast<int32_t>(x) * count_ + part * (count_ / 2);
      uint32_t size = magnitude(at, sum_), unit = deviation_;
      int32_t result = most_deviations;
      if (size / 8 < unit) {
        for (; (unit >> 16) != 0; unit >>= 1) size >>= 1;
        const uint32_t quotient = (size << 12) / unit;
        if (quotient < static_cast<uint32_t>(most_deviations)) {
          result = static_cast<int32_t>(quotient);
        }
      }
      return at < sum_ ? -result : result;
    }
    /// log2 of the deviation, Q12, and of what it is multiplied with.
    int32_t log_deviation() const noexcept { return log2_q16(deviation_) / 16; }
    static int32_t log_unit(uint32_t count) noexcept { return log2_q16(count) / 16; }

   private:
    static uint32_t magnitude(int32_t one, int32_t other) noexcept {
      const uint32_t difference = static_cast<uint32_t>(one) - static_cast<uint32_t>(other);
      return one < other ? 0u - difference : difference;
    }
    int32_t count_ = 0, sum_ = 0;
    uint32_t deviation_ = 1;  // times count_, as the mean is
  };

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(sum_, squares_);
  }

 private:
  static constexpr bool is_long = sizeof(Sample) > 1;
  uint64_t squares() const noexcept {
    if constexpr (is_long) return uint64_t{squares_[1]} << 32 | squares_[0];
    return squares_[0];
  }
  void set(uint64_t squares) noexcept {
    squares_[0] = static_cast<uint32_t>(squares & 0xFFFFFFFFu);
    if constexpr (is_long) squares_[1] = static_cast<uint32_t>(squares >> 32);
  }
  int32_t sum_ = 0;
  array<uint32_t, is_long ? 2 : 1> squares_{};
};

/// Of floats: mean and squared distances from it.
///
/// Source   B. P. Welford, Technometrics 4 (1962)
template <>
class class_curve<float> {
 public:
  /// `count` with this sample.
  void add(float x, uint32_t count) noexcept {
    const float distance = x - mean_;
    const float step = distance / static_cast<float>(count);
    mean_ += step;
    spread_ += distance * (distance - step);
  }
  void halve(uint32_t count) noexcept {
    const uint32_t left = count / 2;
    spread_ *= static_cast<float>(left) / static_cast<float>(count);
  }

  /// The deviation has a thousandth of the range in it.
  class shape {
   public:
    shape() noexcept = default;
    shape(const class_curve& of, uint32_t count, float lowest, float highest) noexcept
        : mean_{of.mean_} {
      const float variance = of.spread_ / static_cast<float>(count);
      deviation_ = (highest - lowest) * 0.001f + (variance > 0 ? sqrt(variance) : 0.0f);
      if (!(deviation_ > 1e-30f)) deviation_ = 1e-30f;
      if (deviation_ > 1e30f) deviation_ = 1e30f;
    }
    int32_t distance(float x, int32_t) const noexcept {
      const float distance = (x - mean_) / deviation_ * 4096.0f;
      constexpr auto most = static_cast<float>(most_deviations);
      return distance >= most    ? most_deviations
             : distance >= -most ? static_cast<int32_t>(distance)
                                 : -most_deviations;
    }
    int32_t log_deviation() const noexcept {
      return static_cast<int32_t>(log2(deviation_) * 4096.0f);
    }
    static int32_t log_unit(uint32_t) noexcept { return 0; }

   private:
    float mean_ = 0, deviation_ = 1;
  };

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(mean_, spread_);
  }

 private:
  float mean_ = 0, spread_ = 0;
};

/// The share of a normal curve below a distance from its mean, Q15.
///
/// Target   within 2e-4; the same bits on every core
/// Source   S. Bowling et al., J. Industrial Eng. Manag. 2 (2009): 1 / (1 + exp(-(1.5976 z +
///          0.07056 z^3)))
constexpr uint32_t share_below(int32_t distance) noexcept {
  const auto size = static_cast<uint32_t>(distance < 0 ? -distance : distance);
  const uint32_t factor = 9441 + ((((size * size) >> 12) * 417) >> 12);
  const uint32_t odds = exp2_q15((size * factor) >> 8);
  const uint32_t beyond = (odds << 15) / (0x8000u + odds);
  return distance < 0 ? beyond : 0x8000u - beyond;
}

}  // namespace mote::detail::model
