// window_order.hpp - quantiles of a window, whose samples are put in order where it asks. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/numeric.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/number/long_product.hpp"
#include "../../kernel/rank/ranks.hpp"
#include "../../kernel/row/select.hpp"
#include "window_counts.hpp"
#include "window_number.hpp"

namespace mote::detail::feature {

/// Where a quantile lies between two ranks of N: numpy's linear method.
struct rank_between {
  size_t rank;
  uint32_t fraction;  // of the way to rank + 1, in units of 2^-32
};
constexpr rank_between rank_of(uint32_t millionths, size_t n) noexcept {
  const uint64_t place = uint64_t{millionths} * (n - 1);
  return {static_cast<size_t>(place / 1000000),
          static_cast<uint32_t>(((place % 1000000) << 32) / 1000000)};
}

template <size_t N, uint32_t Millionths>
inline constexpr rank_between rank_at = rank_of(Millionths, N);

/// A fraction of the way from x[0] to x[1], with 8 + finer bits below the point: within half a
/// unit.
template <class Sample>
constexpr int32_t between(const Sample* x, uint32_t fraction) noexcept {
  constexpr int bits = 8 + window_number<Sample>::finer;
  const int32_t low = x[0];
  if (fraction == 0) return low * (int32_t{1} << bits);
  const uint16_t apart = static_cast<uint16_t>(x[1] - low);
  const uint64_t half = uint64_t{1} << (31 - bits);
  const uint64_t part = kernel::long_product(fraction, apart) + half;
  return low * (int32_t{1} << bits) + static_cast<int32_t>(part >> (32 - bits));
}
constexpr float between(const float* x, uint32_t fraction) noexcept {
  const float low = x[0];
  if (fraction == 0) return low;
  return low + (x[1] - low) * (static_cast<float>(fraction) * 0x1p-32f);
}

/// One step on the way to some ranks: what is in order at x[first] to x[last - 1] but for them gets
/// what belongs at x[rank] there, and at x[rank + 1] if `both`.
struct order_step {
  size_t first, last, rank;
  bool both;
};
/// The steps to the ranks of Count quantiles, those in the middle first, so that the others are
/// looked for among fewer samples.
template <size_t Count>
struct order_steps {
  array<size_t, 2 * Count + 1> ranks{};  // rising
  array<order_step, 2 * Count + 1> steps{};
  size_t size = 0, wanted = 0;

  constexpr order_steps(const uint32_t* millionths, size_t n) noexcept {
    for (size_t i = 0; i < Count; ++i) want(millionths[i], n);
    find(0, n, 0, wanted);
  }
  constexpr size_t place_of(size_t rank) const noexcept {
    size_t place = 0;
    while (ranks[place] < rank) ++place;
    return place;
  }

 private:
  /// Quantiles rise: of their ranks only the last two can be there already.
  constexpr void want(uint32_t millionths, size_t n) noexcept {
    const rank_between at = rank_of(millionths, n);
    for (size_t rank = at.rank; rank <= at.rank + (at.fraction != 0 ? 1 : 0); ++rank) {
      if (wanted == 0 || ranks[wanted - 1] < rank) ranks[wanted++] = rank;
    }
  }
  constexpr void find(size_t first, size_t last, size_t from, size_t to) noexcept {
    if (from == to) return;
    size_t at = (from + to - 1) / 2;
    if (at > from && ranks[at - 1] + 1 == ranks[at]) --at;
    const size_t rank = ranks[at];
    const bool both = at + 1 < to && ranks[at + 1] == rank + 1;
    steps[size++] = {first, last, rank, both};
    find(first, rank, from, at);
    find(rank + (both ? 2 : 1), last, at + (both ? 2 : 1), to);
  }
};

/// The smallest of x[first] to x[last - 1] and x[first] change places.
template <class Sample>
MOTE_NOINLINE constexpr void bring_least(Sample* x, size_t first, size_t last) noexcept {
  size_t least = first;
  for (size_t i = first + 1; i < last; ++i) {
    if (x[i] < x[least]) least = i;
  }
  const Sample old = x[first];
  x[first] = x[least];
  x[least] = old;
}
template <class Sample>
constexpr void put_in_order(Sample* x, size_t first, size_t last, size_t rank, bool both) noexcept {
  kernel::select(x, first, last, rank);
  if (!both) return;
  if constexpr (target::word_registers) {
    bring_least(x, rank + 1, last);
  } else {
    kernel::select(x, rank + 1, last, rank + 1);  // flash is dear there
  }
}

/// Distances from the median, and what the median of those is. Twice the median of integers is a
/// whole number: distances are whole, or all of them are and a half, which is left off.
template <class Sample>
struct distances_from {
  int32_t floor, odd;

  constexpr distances_from(Sample a, Sample b) noexcept
      : floor{(int32_t{a} + b) >> 1}, odd{(int32_t{a} + b) & 1} {}  // int has 16 bits on AVR
  constexpr Sample operator()(Sample x) const noexcept {
    const int32_t above = int32_t{x} - floor;
    return static_cast<Sample>((above > 0 ? above - odd : -above) + numeric<Sample>::lowest);
  }
  constexpr int32_t median(Sample a, Sample b) const noexcept {
    const int32_t sum = int32_t{a} + b - 2 * int32_t{numeric<Sample>::lowest};
    return (sum + odd) * (int32_t{1} << (7 + window_number<Sample>::finer));
  }
};
template <>
struct distances_from<float> {
  float centre;

  constexpr distances_from(float a, float b) noexcept : centre{median(a, b)} {}
  constexpr float operator()(float x) const noexcept {
    return x < centre ? centre - x : x - centre;
  }
  static constexpr float median(float a, float b) noexcept { return a + (b - a) * 0.5f; }
};

/// True where bins pay for their 256 + N bytes: from 4 ranks on, as of an IQR, samples in place
/// take 1.5 to 1.9 times as long; for a median and its deviation 1.2 to 1.4 times, and below 48
/// samples about the same.
template <class Sample, size_t N, class Choice>
inline constexpr bool by_bins =
    target::word_registers&& traits::same<Sample, int16_t>&& N >= 48 && N <= 255 &&
    order_steps<Choice::quantiles>{Choice::sorted.data(), N}.wanted >= 4;

/// The samples of the ranks that the quantiles of a window need: where they are in order, or by
/// bins, in a list.
template <class Sample, size_t N, class Choice>
class window_ranks {
  static constexpr order_steps<Choice::quantiles> order{Choice::sorted.data(), N};
  static constexpr size_t count = order.wanted;
  static constexpr bool binned = by_bins<Sample, N, Choice>;
  using list = kernel::rank_list<binned ? count : 1>;

 public:
  template <class Scratch>
  constexpr void find(Scratch& s, [[maybe_unused]] const window_extent<Sample>& ends) noexcept {
    Sample* const x = s.series.data();
    if constexpr (binned) {
      if (!MOTE_CONSTANT_EVALUATED()) {
        kernel::find_ranks<false>(x, N, ends.low, ends.high, every_rank, found_.data(), s.chains);
        return;
      }
    }
    in_place(x, traits::indices_to<order.size>{});
    if constexpr (binned) {
      for (size_t i = 0; i < count; ++i) found_[i] = x[order.ranks[i]];
    }
  }

  template <uint32_t Millionths, class Scratch>
  constexpr auto quantile(const Scratch& s) const noexcept {
    constexpr rank_between at = rank_at<N, Millionths>;
    return between(from<at.rank>(s), at.fraction);
  }

  /// The samples are used up.
  template <class Scratch>
  constexpr auto median_deviation(
      Scratch& s, [[maybe_unused]] const window_extent<Sample>& ends) const noexcept {
    constexpr size_t low = (N - 1) / 2, high = N / 2;
    Sample* const x = s.series.data();
    const distances_from<Sample> away{*from<low>(s), *from<high>(s)};
    for (size_t i = 0; i < N; ++i) x[i] = away(x[i]);
    if constexpr (binned) {
      if (!MOTE_CONSTANT_EVALUATED()) {
        const Sample a = away(ends.low), b = away(ends.high);
        array<Sample, count> middle{};
        kernel::find_ranks<false>(x, N, numeric<Sample>::lowest, a < b ? b : a, middle_ranks,
                                  middle.data(), s.chains);
        return away.median(middle[0], middle[high - low]);
      }
    }
    put_in_order(x, 0, N, low, high != low);
    return away.median(x[low], x[high]);
  }

 private:
  template <size_t... I>
  static constexpr void in_place(Sample* x, traits::indices<I...>) noexcept {
    (put_in_order(x, order.steps[I].first, order.steps[I].last, order.steps[I].rank,
                  order.steps[I].both),
     ...);
  }
  template <size_t Rank, class Scratch>
  constexpr const Sample* from(const Scratch& s) const noexcept {
    constexpr size_t place = order.place_of(Rank);
    return binned ? found_.data() + (binned ? place : 0) : s.series.data() + Rank;
  }

  static constexpr list every_rank = [] {
    list ranks{};
    for (size_t i = 0; i < (binned ? count : 0); ++i) {
      ranks.rank[ranks.size++] = static_cast<uint8_t>(order.ranks[i]);
    }
    return ranks;
  }();
  /// As long as the other, so that one function finds both.
  static constexpr list middle_ranks = [] {
    list ranks{};
    for (size_t rank = (N - 1) / 2; rank <= (binned ? N / 2 : 0); ++rank) {
      ranks.rank[ranks.size++] = static_cast<uint8_t>(rank);
    }
    return ranks;
  }();

  array<Sample, binned ? count : 1> found_{};
};

}  // namespace mote::detail::feature
