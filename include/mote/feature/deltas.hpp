// deltas.hpp - how features of a stream of frames change: deltas of MFCCs. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/misfit.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../kernel/number/clip.hpp"

namespace mote {

/// The slope of each coefficient over Width frames (Order 1), or its curvature (Order 2), by least
/// squares: what is pushed is answered `delay` frames later.
///
///   mote::deltas<int16_t, 13> change;
///   if (change.push(coefficients)) classify(change.frame());  // of the frame 4 frames before
///
/// Sample   float, int16_t; integers in the unit of the coefficients, a frame (a frame squared)
/// Shape    frames of N coefficients; Width odd, 3 to 31; Order 1 or 2
/// Range    every input; integers saturate
/// State    Width + 1 frames and 2 bytes; push takes 4 bytes of stack a coefficient
/// Time     Width / 2 products a coefficient, one more where Order is 2
/// Target   integers bit-exact, to nearest; float within 1e-6 of the largest coefficient
/// Source   librosa.feature.delta(mfcc, width=Width, order=Order): its frames 0 to delay are the
///          first answer, its last delay frames the last one
template <class Sample, size_t N, size_t Width = 9, int Order = 1>
class deltas {
  static_assert(traits::takes_samples<deltas, Sample, traits::samples::narrow>);
  static_assert(N > 0 && Width % 2 == 1 && Width >= 3 && Width <= 31 && (Order == 1 || Order == 2),
                "deltas are of order 1 or 2, over an odd number of frames from 3 to 31");
  static constexpr int32_t half = static_cast<int32_t>(Width / 2);

 public:
  using input_type = Sample;
  using output_type = Sample;

  static constexpr size_t delay = Width / 2;

  /// A frame of N coefficients. True from the Width-th one on: `frame` has an answer.
  constexpr bool push(span<const Sample, N> coefficients) noexcept {
    for (size_t i = 0; i < N; ++i) frames_[newest_][i] = coefficients[i];
    newest_ = static_cast<uint8_t>(newest_ + 1u == Width ? 0 : newest_ + 1u);
    if (filled_ < Width) ++filled_;
    if (filled_ < Width) return false;
    answer();
    return true;
  }
  template <class Block, traits::if_misfit<traits::becomes<Block, span<const Sample, N>>> = 0>
  constexpr bool push(Block&&) noexcept {
    traits::refuse_blocks<Block>();
    return false;
  }
  constexpr span<const Sample, N> frame() const noexcept { return answer_; }

  /// Forgets all frames: behaves as if newly built.
  constexpr void reset() noexcept { newest_ = filled_ = 0; }

 private:
  using number = traits::choose_t<traits::same<Sample, float>, float, int32_t>;

  /// Of the frame k before or behind the middle: k, or 3 k^2 less what makes their sum 0.
  static constexpr int32_t weight(int32_t k) noexcept {
    return Order == 1 ? k : 3 * k * k - half * (half + 1);
  }
  /// The sum of squares of the weights; of order 2 a sixth of it.
  static constexpr int32_t divisor = [] {
    int32_t sum = 0;
    for (int32_t k = -half; k <= half; ++k) sum += weight(k) * weight(k);
    return Order == 1 ? sum : sum / 6;
  }();

  constexpr void answer() noexcept {
    array<number, N> sums{};
    size_t oldest = newest_, newest = newest_;  // the two that are as far from the middle
    for (int32_t k = half; k > 0; --k) {
      newest = (newest == 0 ? Width : newest) - 1;
      const number w = static_cast<number>(weight(k));
      for (size_t i = 0; i < N; ++i) {
        const number before = frames_[oldest][i], behind = frames_[newest][i];
        sums[i] += w * (Order == 1 ? behind - before : behind + before);
      }
      if (++oldest == Width) oldest = 0;
    }
    for (size_t i = 0; i < N; ++i) {
      number sum = sums[i];
      if constexpr (Order == 2) sum += static_cast<number>(weight(0)) * frames_[oldest][i];
      if constexpr (traits::same<Sample, float>) {
        answer_[i] = sum * (1.0f / static_cast<float>(divisor));
      } else {
        const int32_t nearest = (sum + (sum < 0 ? -(divisor / 2) : divisor / 2)) / divisor;
        answer_[i] = kernel::clipped<int16_t>(nearest);
      }
    }
  }

  array<array<Sample, N>, Width> frames_{};
  array<Sample, N> answer_{};
  uint8_t newest_ = 0;
  uint8_t filled_ = 0;
};

}  // namespace mote
