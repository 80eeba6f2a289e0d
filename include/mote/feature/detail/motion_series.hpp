// motion_series.hpp - the statistics of one series of a window, those that are wanted. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../../kernel/rank/entropy.hpp"
#include "../../kernel/rank/ranks.hpp"
#include "../../kernel/series/moments.hpp"
#include "../../kernel/series/norm.hpp"
#include "../../kernel/series/spread.hpp"
#include "../chosen/motion_set.hpp"

namespace mote::detail::feature {

/// Statistics as a set of bits.
using statistics_set = uint16_t;
constexpr statistics_set bit_of(motion::statistic s) noexcept {
  return static_cast<statistics_set>(1u << static_cast<unsigned>(s));
}
template <class... Some>
constexpr bool has_any(statistics_set set, Some... some) noexcept {
  return (set & (bit_of(some) | ...)) != 0;
}

/// A set with all that comes with it for nothing, so that sets that differ little share code.
constexpr statistics_set with_the_free(statistics_set set) noexcept {
  using s = motion::statistic;
  if (has_any(set, s::iqr))
    set = static_cast<statistics_set>(set | bit_of(s::q25) | bit_of(s::q75));
  if (has_any(set, s::q25) && has_any(set, s::q75))
    set = static_cast<statistics_set>(set | bit_of(s::iqr));
  return static_cast<statistics_set>(set | bit_of(s::min) | bit_of(s::max));
}

/// Statistics of a series, those of a set; others are not touched.
struct described {
  int32_t value[motion::statistic_count];

  constexpr int32_t& operator[](motion::statistic s) noexcept {
    return value[static_cast<size_t>(s)];
  }
};

/// Which numbers of the sorted series a set asks for.
struct quartiles {
  bool q25, median, q75;

  constexpr explicit quartiles(statistics_set set) noexcept
      : q25{has_any(set, motion::statistic::q25, motion::statistic::iqr)},
        median{has_any(set, motion::statistic::median)},
        q75{has_any(set, motion::statistic::q75, motion::statistic::iqr)} {}
  constexpr kernel::rank_list<3> of(size_t n) const noexcept {
    kernel::rank_list<3> list{};
    if (q25) list.rank[list.size++] = static_cast<uint8_t>(n / 4);
    if (median) list.rank[list.size++] = static_cast<uint8_t>(n / 2);
    if (q75) list.rank[list.size++] = static_cast<uint8_t>(3 * n / 4);
    return list;
  }
};

template <statistics_set Set, size_t N>
inline constexpr kernel::rank_list<3> ranks_of = quartiles{Set}.of(N);

/// Saturated: between numbers of a jerk of magnitude_squared there can be more than 2^31 - 1.
constexpr int32_t difference(int32_t high, int32_t low) noexcept {
  const uint32_t d = static_cast<uint32_t>(high) - static_cast<uint32_t>(low);
  return d > 0x7fffffffu ? 0x7fffffff : static_cast<int32_t>(d);
}

/// Order and entropy.
template <statistics_set Set, size_t N, class T, size_t Most>
MOTE_ALWAYS_INLINE void describe_order(const T* x, const kernel::extent<T>& ends,
                                       kernel::chains<Most>& bins, described& to) noexcept {
  using s = motion::statistic;
  if constexpr (has_any(Set, s::max)) to[s::max] = ends.high;
  if constexpr (has_any(Set, s::min)) to[s::min] = ends.low;
  constexpr bool entropy = has_any(Set, s::entropy);
  constexpr quartiles asked{Set};
  if constexpr (entropy || asked.q25 || asked.median || asked.q75) {
    T found[3];
    const uint32_t sum =
        kernel::find_ranks<entropy>(x, N, ends.low, ends.high, ranks_of<Set, N>, found, bins);
    if constexpr (entropy) to[s::entropy] = kernel::entropy_q12<N, Most>(sum);
    const T* next = found;
    if constexpr (asked.q25) to[s::q25] = *next++;
    if constexpr (asked.median) to[s::median] = *next++;
    if constexpr (asked.q75) to[s::q75] = *next;
    if constexpr (has_any(Set, s::iqr)) to[s::iqr] = difference(to[s::q75], to[s::q25]);
  }
}

/// Of int16_t: an axis, or its jerk where that fits.
template <statistics_set Set, size_t N, size_t Most>
MOTE_NOINLINE void describe(const int16_t* x, const kernel::narrow_spread& spread,
                            kernel::chains<Most>& bins, described& to) noexcept {
  using s = motion::statistic;
  if constexpr (has_any(Set, s::mean)) to[s::mean] = kernel::mean_of_narrow<N>(spread.sum);
  const kernel::narrow_moments<N> moments{spread};
  if constexpr (has_any(Set, s::energy)) to[s::energy] = moments.energy();
  if constexpr (has_any(Set, s::std)) to[s::std] = moments.deviation();
  describe_order<Set, N>(x, spread.ends, bins, to);
}

/// A function of its own, so that its room on the stack is free again when the order is found.
template <statistics_set Set, size_t N>
MOTE_NOINLINE void roots(const int32_t* x, const kernel::wide_spread& spread,
                         described& to) noexcept {
  using s = motion::statistic;
  const kernel::wide_moments<N> moments{x, spread};
  if constexpr (has_any(Set, s::energy)) to[s::energy] = moments.energy();
  if constexpr (has_any(Set, s::std)) to[s::std] = moments.deviation();
}

/// Of 32 bits: a norm, its jerk, or the jerk of an axis that fills its range.
template <statistics_set Set, size_t N, size_t Most>
MOTE_NOINLINE void describe(const int32_t* x, const kernel::wide_spread& spread,
                            kernel::chains<Most>& bins, described& to) noexcept {
  using s = motion::statistic;
  if constexpr (has_any(Set, s::mean)) to[s::mean] = kernel::mean_of<N>(spread.sum);
  if constexpr (has_any(Set, s::energy, s::std)) {
    roots<Set, N>(x, spread, to);
  }
  describe_order<Set, N>(x, spread.ends, bins, to);
}

}  // namespace mote::detail::feature
