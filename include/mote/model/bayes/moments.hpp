// moments.hpp - running mean and variance of each feature of a class. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/number/compensated_sum.hpp"

namespace mote::detail::model {

/// Source   B. P. Welford, Technometrics 4 (1962)
template <size_t Features>
struct moments {
  uint32_t count = 0;
  array<compensated_sum, Features> mean{};
  array<compensated_sum, Features> spread{};  // sum of the squared distances from the mean

  void add(const float* x) noexcept {
    if (count == 0xFFFFFFFFu) return;
    const float share = 1.0f / static_cast<float>(++count);
    for (size_t i = 0; i < Features; ++i) {
      const float distance = (x[i] - mean[i].value()) - mean[i].rest();
      const float step = distance * share;
      mean[i].add(step);
      spread[i].add(distance * (distance - step));
    }
  }
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(count, mean, spread);
  }
};

}  // namespace mote::detail::model
