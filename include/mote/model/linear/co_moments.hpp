// co_moments.hpp - means of features and target, and the products of their distances. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/number/compensated_sum.hpp"

namespace mote::detail::model {

/// 1e12: sums of 2^32 squares of it are floats.
inline constexpr float most_of_sums = 1e12f;

/// Of Size numbers, the last of them the target.
///
/// Source   B. P. Welford, Technometrics 4 (1962), for pairs
template <size_t Size>
struct co_moments {
  uint32_t count = 0;
  array<compensated_sum, Size> mean{};
  array<compensated_sum, Size*(Size + 1) / 2> products{};  // row j has columns 0 to j

  static constexpr size_t place(size_t i, size_t j) noexcept {
    return i > j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i;
  }
  float operator()(size_t i, size_t j) const noexcept { return products[place(i, j)].value(); }

  void add(const float* x, float y) noexcept {
    if (count == 0xFFFFFFFFu) return;
    const float share = 1.0f / static_cast<float>(++count);
    array<float, Size> distance{};
    for (size_t i = 0; i < Size; ++i) {
      distance[i] = ((i + 1 < Size ? x[i] : y) - mean[i].value()) - mean[i].rest();
      mean[i].add(distance[i] * share);
    }
    size_t at = 0;
    for (size_t i = 0; i < Size; ++i) {
      const float rest = distance[i] * (1.0f - share);
      for (size_t j = 0; j <= i; ++j) products[at++].add(rest * distance[j]);
    }
  }
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(count, mean, products);
  }
};

}  // namespace mote::detail::model
