// ranks.hpp - numbers of given ranks of a row, and the counts of 16 equal bins. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/target.hpp"
#include "../row/opaque.hpp"
#include "chains.hpp"
#include "entropy.hpp"
#include "rank_list.hpp"
#include "ranks_mve.hpp"
#include "refine.hpp"
#include "select.hpp"

namespace mote::kernel {

namespace detail::rank {

/// Finds the chains of the ranks first..end; where Entropy asks for it, adds up the logarithms of
/// the counts of the 16 bins.
template <bool Entropy, size_t N>
MOTE_NOINLINE uint32_t locate(const chains<N>& bins, place* first, const place* end) noexcept {
  uint32_t sum = 0;
  uint32_t before = 0;
  uint32_t wanted = first == end ? 0xffffu : first->rank;  // for the entropy alone
  const half* group = bins.bins();
  for (const uint32_t* w = bins.words.begin(); w != bins.words.end(); w += 4, group += 8) {
    const uint32_t count = count_of_words(w);
    if constexpr (Entropy) sum += count_logarithms<N>[static_cast<size_t>(count)];
    before += count;
    if (before <= wanted) continue;
    const half* bin = group;
    uint32_t reached = before - count;
    do {
      uint32_t cell;
      do {
        cell = *bin++;
        reached += cell >> 8;
      } while (reached <= wanted);
      const uint32_t below = reached - (cell >> 8);
      do {  // all ranks that are in this chain
        *first = {static_cast<uint8_t>(cell), static_cast<uint8_t>(cell >> 8),
                  static_cast<uint8_t>(wanted - below), first->parted};
        ++first;
        wanted = first == end ? 0xffffu : first->rank;
      } while (reached > wanted);
    } while (before > wanted);
    if constexpr (!Entropy) {
      if (first == end) break;
    }
  }
  return sum;
}

/// The numbers of the ranks first..end, all in one chain, from a list of it in the words of the
/// bins, which are not needed any more. False: see select.
template <class T, size_t N>
bool select_in_list(const T* x, chains<N>& bins, const place* first, const place* end,
                    T* found) noexcept {
  const size_t size = first->count;
  if (size > bins.words.size()) return false;
  int32_t* const list = reinterpret_cast<int32_t*>(bins.words.data());
  int32_t* const stop = list + size;
  const uint8_t* const next = opaque(bins.next.data());
  size_t at = first->last;
  for (int32_t* to = list; to != stop; at = next[at]) *to++ = x[at];
  int32_t* from = list;
  for (; first != end; ++first, ++found) {
    int32_t* const want = list + first->rank;
    if (!select(from, stop - 1, want)) return false;
    from = want;  // what is before it is not larger
    *found = static_cast<T>(*want);
  }
  return true;
}

template <bool Entropy, class T, size_t N, size_t Most, size_t... Rank>
MOTE_ALWAYS_INLINE uint32_t find_by_chains(const T* x, size_t size, const bin_scale& scale,
                                           const rank_list<Most>& ranks, T* found, chains<N>& bins,
                                           traits::indices<Rank...>) noexcept {
  place places[Most] = {{0, 0, ranks.rank[Rank], 0}...};
  place* const end = places + ranks.size;
  chain(x, size, scale, bins);
  const uint32_t sum = locate<Entropy>(bins, places, end);
  for (place* first = places; first != end;) {
    if (first->count == 1) {
      *found++ = x[first++->last];
      continue;
    }
    place* last = first + 1;
    while (last != end && last->last == first->last) ++last;
    if (!select_in_list(x, bins, first, last, found)) {
      const bool parted = refine(x, scale, bins, first, last);
      locate<false>(bins, first, last);
      if (!parted) continue;
      for (ptrdiff_t i = 0; i < last - first; ++i) found[i] = x[first[i].last];
    }
    found += last - first;
    first = last;
  }
  return sum;
}

}  // namespace detail::rank

/// found[i] is the number of rank ranks.rank[i] of `size` numbers, of which none is below `low` and
/// none above `high`. Returns the sum of c ln c over the counts c of 16 bins of equal width
/// from low to high, see bin_scale and entropy_q12, where Entropy asks for it.
///
/// Sample   int16_t, int32_t
/// Range    1 <= size <= N; every rank < size
/// Time     Cortex-M4, 128 random int16_t and three ranks: about 2,200 instructions; a chain that
///          is long, or was parted 6 times in vain, is cut into 128 bins again: no data take more
///          than 5 rounds (int16_t 3) for each rank. Helium halves ranges instead for up to 3
///          ranks: a pass for each bit of a bin
/// Target   bit-exact
template <bool Entropy, class T, size_t N, size_t Most>
MOTE_NOINLINE uint32_t find_ranks(const T* x, size_t size, T low, T high,
                                  const rank_list<Most>& ranks, T* found,
                                  chains<N>& bins) noexcept {
  if (low == high) {
    for (size_t i = 0; i < ranks.size; ++i) found[i] = low;
    if constexpr (Entropy) {
      return count_logarithms<N>[size];
    } else {
      return 0;
    }
  }
  const bin_scale scale{low, high};
#if MOTE_HAS_MVE
  if constexpr (Most <= detail::rank::most_searches) {
    return detail::rank::find_by_bytes<Entropy>(x, size, scale, high, ranks, found, bins);
  } else
#endif
  {
    return detail::rank::find_by_chains<Entropy>(x, size, scale, ranks, found, bins,
                                                 traits::indices_to<Most>{});
  }
}

/// The same by definition, in constant expressions and in tests.
template <bool Entropy, size_t N, class T, size_t Most>
constexpr uint32_t find_ranks(const T* x, size_t size, T low, T high, const rank_list<Most>& ranks,
                              T* found, target::scalar) noexcept {
  for (size_t i = 0; i < ranks.size; ++i) {
    for (const T* v = x; v != x + size; ++v) {
      size_t below = 0;
      size_t equal = 0;
      for (const T* other = x; other != x + size; ++other) {
        below += *other < *v ? 1 : 0;
        equal += *other == *v ? 1 : 0;
      }
      if (below <= ranks.rank[i] && ranks.rank[i] < below + equal) found[i] = *v;
    }
  }
  uint32_t sum = 0;
  if constexpr (Entropy) {
    array<size_t, 16> counts{};
    const bin_scale scale{low, high};
    for (const T* v = x; v != x + size; ++v) ++counts[scale(*v) / 8];
    for (const size_t count : counts) sum += count_logarithms<N>[count];
  }
  return sum;
}

}  // namespace mote::kernel
