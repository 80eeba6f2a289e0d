// start.hpp - centres to begin with, far apart: k-means++. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/number/compensated_sum.hpp"

namespace mote::detail::model {

/// Numbers in [0, 1), the same on every core.
/// Source   G. Marsaglia, Xorshift RNGs, J. Stat. Software 8 (2003)
struct cluster_noise {
  uint32_t bits;

  explicit constexpr cluster_noise(uint32_t seed) noexcept : bits{seed == 0 ? 0x6D6F7465u : seed} {}
  constexpr float operator()() noexcept {
    bits ^= bits << 13;
    bits ^= bits >> 17;
    bits ^= bits << 5;
    return static_cast<float>(bits >> 8) * 0x1p-24f;
  }
};

/// weight(row) of all rows.
template <class Rows, class Weight>
float weights_of(const Rows& rows, Weight weight) noexcept {
  compensated_sum sum;
  for (const auto& row : rows) sum.add(weight(&row.x[0]));
  return sum.value();
}
/// The row with which weights, added one by one, come to `share` of their sum, `whole`.
template <size_t Features, class Rows, class Weight>
array<float, Features> row_by_weight(const Rows& rows, float share, float whole,
                                     Weight weight) noexcept {
  array<float, Features> chosen{};
  compensated_sum sum;
  for (const auto& row : rows) {
    const float one = weight(&row.x[0]);
    if (!(one > 0)) continue;
    for (size_t i = 0; i < Features; ++i) chosen[i] = row.x[i];
    sum.add(one);
    if (sum.value() > share * whole) break;
  }
  return chosen;
}

/// The first centre is a row, each as likely. Each other one is the best of a few rows, each as
/// likely as its squared distance from the centres so far: the one that leaves the least sum of
/// those. Fewer centres where no row is apart from them.
template <class Found, class Rows>
void start_clusters(Found& found, const Rows& rows, cluster_noise& draw) noexcept {
  constexpr size_t features = Found::features;
  found.clear();
  const auto count = static_cast<float>(rows.size());
  found.add(row_by_weight<features>(rows, draw(), count, [](const float*) { return 1.0f; }).data(),
            0);
  int trials = 2;
  for (size_t left = Found::most; left > 1; left /= 2) ++trials;
  const auto distance = [&found](const float* row) { return found.distance(row); };
  while (found.size() < Found::most) {
    const float whole = weights_of(rows, distance);
    if (!(whole > 0)) return;
    array<float, features> best{};
    float least = -1;
    for (int i = 0; i < trials; ++i) {
      const auto one = row_by_weight<features>(rows, draw(), whole, distance);
      const float left = weights_of(rows, [&](const float* row) {
        const float known = found.distance(row);
        const float fresh = Found::search::between(row, one.data(), known);
        return fresh < known ? fresh : known;
      });
      if (least < 0 || left < least) {
        best = one;
        least = left;
      }
    }
    found.add(best.data(), 0);
  }
}

}  // namespace mote::detail::model
