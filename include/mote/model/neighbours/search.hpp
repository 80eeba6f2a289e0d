// search.hpp - the K nearest of some rows by a metric. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/distance/distance.hpp"
#include "../../kernel/distance/nearest.hpp"
#include "../../kernel/number/sqrt.hpp"

namespace mote {

/// How far two samples are apart: the root of the sum of squares, the sum of sizes or the largest
/// of their differences; or 1 - the cosine of the angle between them.
enum class knn_metric : uint8_t { euclidean, manhattan, chebyshev, cosine };
/// What a neighbour counts: each the same, or the reciprocal of its distance; those at distance 0
/// then count alone.
enum class knn_weights : uint8_t { uniform, distance };

/// The K nearest rows: their distances, nearest first, in the units of the search.
template <class Distance, class Place, size_t K>
struct knn_neighbours {
  array<Distance, K> distances;  // euclidean: squares; cosine: twice the distance
  array<Place, K> places;        // of the rows
  size_t count;                  // of them; less than K only where there are fewer rows
};

namespace detail::model {

/// What a file calls it.
constexpr const char* metric_name(knn_metric metric) noexcept {
  switch (metric) {
    case knn_metric::euclidean:
      return "euclidean";
    case knn_metric::manhattan:
      return "manhattan";
    case knn_metric::chebyshev:
      return "chebyshev";
    case knn_metric::cosine:
      break;
  }
  return "cosine";
}

/// The search, and what its distances are in real numbers.
template <class Sample, size_t Features, size_t N, size_t K, knn_metric Metric>
struct knn_search {
  static_assert(traits::same<Sample, float> || traits::same<Sample, int16_t> ||
                    traits::same<Sample, int8_t>,
                "neighbours are searched among float, int16_t or int8_t: convert all others");
  static_assert(K > 0 && K <= N,
                "at least one neighbour is asked, and no more than there are rows: use K from 1 to "
                "N");
  static_assert(Metric != knn_metric::cosine || traits::same<Sample, float>,
                "the cosine of an angle is a fraction: use float, or another metric");
  static_assert(Features <= 65536, "neighbours have at most 65536 features: choose among them");

  static constexpr bool exact = !traits::same<Sample, float>;
  static constexpr bool is_angle = Metric == knn_metric::cosine;
  static constexpr bool squared = Metric == knn_metric::euclidean || is_angle;
  static constexpr bool has_reach = traits::same<Sample, int16_t> && squared;
  static constexpr float highest = 3.40282347e+38f;

  using distance_type =
      traits::choose_t<exact, traits::choose_t<has_reach, uint64_t, uint32_t>, float>;
  using found_type = knn_neighbours<distance_type, traits::smallest_unsigned<N>, K>;

  static constexpr bool is_finite([[maybe_unused]] Sample x) noexcept {
    if constexpr (exact) {
      return true;
    } else {
      return x >= -highest && x <= highest;
    }
  }
  /// A value of a row that is finite, and of int16_t not beyond `reach`.
  static constexpr bool is_sound(Sample x, [[maybe_unused]] uint16_t reach) noexcept {
    if constexpr (has_reach) {
      return x <= int32_t{reach} && -int32_t{x} <= int32_t{reach};
    } else {
      return is_finite(x);
    }
  }
  /// Above every distance.
  static constexpr distance_type none() noexcept {
    if constexpr (exact) {
      return static_cast<distance_type>(~distance_type{0});
    } else {
      return __builtin_inff();
    }
  }
  /// Of two rows, in the units of the search; once it is not below `limit`, some distance that is
  /// not either.
  static constexpr distance_type between(const Sample* x, const Sample* y,
                                         distance_type limit) noexcept {
    if constexpr (exact) {
      return kernel::distance<Features>(x, y, limit, any_sum{});
    } else {
      return limited(kernel::distance<Features>(x, y, limit, any_sum{}));
    }
  }

  template <class Sum>
  using sum_of = traits::choose_t<squared, kernel::squares<Sum>,
                                  traits::choose_t<Metric == knn_metric::manhattan,
                                                   kernel::sizes_apart<Sum>, kernel::largest<Sum>>>;
  using any_sum = sum_of<distance_type>;

  /// The K nearest of `rows`, of which no value of int16_t is beyond `reach`.
  template <class Rows>
  static constexpr found_type nearest(const Rows& rows, [[maybe_unused]] uint16_t reach,
                                      const Sample* x) noexcept {
    if constexpr (is_angle) {
      // 1 - the cosine is half the square of the distance of the rows divided by their norms.
      float sum = 0;
      for (size_t i = 0; i < Features; ++i) sum += x[i] * x[i];
      const float norm = sqrt(sum);
      array<float, Features> unit{};
      for (size_t i = 0; i < Features; ++i) unit[i] = norm > 0 ? x[i] / norm : 0.0f;
      return by<any_sum>(rows, unit.data(), none());
    } else if constexpr (has_reach) {
      // Where no difference is too large, sums of 32 bits are exact.
      constexpr uint32_t apart = short_apart();
      if (reach <= apart && kernel::reach<Features>(x) <= apart - reach) {
        return by<kernel::squares<uint32_t>>(rows, x, ~uint32_t{0});
      }
      return by<any_sum>(rows, x, none());
    } else {
      return by<any_sum>(rows, x, none());
    }
  }
  static constexpr float real(distance_type distance) noexcept {
    const auto held = static_cast<float>(distance);
    return is_angle ? 0.5f * held : squared ? sqrt(held) : held;
  }
  /// What each neighbour counts by distance: a share of what the nearest counts, so that none is
  /// beyond float.
  static constexpr array<float, K> shares(const found_type& found) noexcept {
    array<float, K> out{};
    const float first = real(found.distances[0]);
    for (size_t i = 0; i < found.count; ++i) {
      const float apart = real(found.distances[i]);
      out[i] = first > 0 ? first / apart : (apart > 0 ? 0.0f : 1.0f);
    }
    return out;
  }

 private:
  /// Differences up to here have 16 bits, and their squares a sum below 2^32 - 1.
  static constexpr uint32_t short_apart() noexcept {
    uint32_t apart = 32767;
    while (uint64_t{Features} * apart * apart >= 0xFFFFFFFFu) {
      --apart;
    }
    return apart;
  }

  /// NaN too becomes the highest.
  static constexpr float limited(float apart) noexcept { return apart < highest ? apart : highest; }

  template <class By, class Rows>
  static constexpr found_type by(const Rows& rows, const Sample* x,
                                 typename By::sum none) noexcept {
    if (MOTE_CONSTANT_EVALUATED()) return along<By>(rows, x, none);
    return along<By>(rows, kernel::held<Features>(x), none);
  }
  template <class By, class Rows, class X>
  MOTE_ALWAYS_INLINE static constexpr found_type along(const Rows& rows, const X& x,
                                                       typename By::sum none) noexcept {
    kernel::nearest<typename By::sum, traits::smallest_unsigned<N>, K> best{none};
    const size_t known = rows.size();
    for (size_t i = 0; i < known; ++i) {
      auto apart = kernel::distance<Features>(x, rows[i].data(), best.limit, By{});
      if constexpr (!exact) apart = limited(apart);
      best.add(apart, i);
    }
    found_type found{};
    for (size_t i = 0; i < K; ++i) {
      found.distances[i] = best.distances[i];
      found.places[i] = best.places[i];
    }
    found.count = known < K ? known : K;
    return found;
  }
};

}  // namespace detail::model
}  // namespace mote
