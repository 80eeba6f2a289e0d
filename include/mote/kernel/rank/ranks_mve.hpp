// ranks_mve.hpp - numbers of given ranks by bins in bytes, counted by comparison: Helium. Floor 1.
// Empty on other cores.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "bin_scale.hpp"
#include "by_halves_mve.hpp"
#include "chains.hpp"
#include "entropy.hpp"
#include "rank_list.hpp"
#include "select.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel::detail::rank {

/// A bit for each byte of v that is t; VMRS of P0 leaves 0 above.
MOTE_ALWAYS_INLINE uint32_t equal_bytes(uint8x16_t v, uint32_t t) noexcept {
  uint32_t mask;
  mve_pred16_t flags;
  __asm__("vcmp.i8 eq, %q2, %3\n\tvmrs %0, p0" : "=r"(mask), "=Up"(flags) : "w"(v), "r"(t));
  return mask;
}

/// The bin of each number, in bytes; what fills the last two vectors up is 255.
template <class T>
MOTE_ALWAYS_INLINE void bins_of(const T* x, size_t size, const bin_scale& scale,
                                uint8_t* to) noexcept {
  const uint32x4_t low = vdupq_n_u32(scale.lowest);
  const uint32_t factor = scale.factor;  // a byte that is stored could be a part of the scale
  const int32_t coarse = -scale.coarse;
  const auto bins = [low, factor, coarse](int32x4_t x4) {
    uint32x4_t v = vsubq_u32(vreinterpretq_u32_s32(x4), low);
    if constexpr (sizeof(T) == 4) v = vshlq_r_u32(v, coarse);
    return vshrq_n_u32(vmulq_n_u32(v, factor), bin_scale::to_bin);
  };
  const auto load = [](const T* from, mve_pred16_t p) {
    if constexpr (sizeof(T) == 2) {
      return vldrhq_z_s32(from, p);
    } else {
      return vldrwq_z_s32(from, p);
    }
  };
  size_t rest = size;
  for (; rest >= 4; rest -= 4, x += 4, to += 4) {
    if constexpr (sizeof(T) == 2) {
      vstrbq_u32(to, bins(vldrhq_s32(x)));
    } else {
      vstrbq_u32(to, bins(vld1q_s32(x)));
    }
  }
  const size_t padded = (size + 31) & ~size_t{31};
  for (size_t done = size & ~size_t{3}; done < padded; done += 4, to += 4, rest = 0) {
    const mve_pred16_t p = vctp32q(rest);
    vstrbq_u32(to, vpselq_u32(bins(load(x, p)), vdupq_n_u32(255), p));
  }
}

/// counts[k] = how many bytes are at least 8 * (First + k), for five of them at once.
template <uint32_t First>
MOTE_ALWAYS_INLINE void count_groups(const uint8_t* p, size_t vectors, uint32_t pads,
                                     uint32_t* counts) noexcept {
  const uint8x16_t ones = vdupq_n_u8(1);
  uint32_t a = 0, b = 0, c = 0, d = 0, e = 0;
  for (; vectors != 0; --vectors, p += 16) {
    const uint8x16_t v = vld1q_u8(p);
    a = add_at_least(a, v, 8 * First, ones);
    b = add_at_least(b, v, 8 * First + 8, ones);
    c = add_at_least(c, v, 8 * First + 16, ones);
    d = add_at_least(d, v, 8 * First + 24, ones);
    e = add_at_least(e, v, 8 * First + 32, ones);
  }
  counts[First] = a - pads;
  counts[First + 1] = b - pads;
  counts[First + 2] = c - pads;
  counts[First + 3] = d - pads;
  counts[First + 4] = e - pads;
}

/// One rank's bin, as it is narrowed down: the last from which on `wanted` numbers are, or more.
struct bin_search {
  uint32_t wanted;  // numbers that are not below that of the rank
  uint32_t bin;
  uint32_t from;   // numbers in it and above
  uint32_t above;  // numbers above all that may be it

  MOTE_ALWAYS_INLINE void take(uint32_t count, uint32_t step) noexcept {
    if (count < wanted) {
      above = count;
    } else {
      bin += step;
      from = count;
    }
  }
};

/// More numbers of one bin are not listed: a vector fits behind them in the words of the bins.
inline constexpr uint32_t most_listed = 48;
inline constexpr uint32_t most_bytes = 240;

/// For more ranks chains take less time.
inline constexpr size_t most_searches = 3;

/// From groups of 8 to a bin each, all three at once.
MOTE_ALWAYS_INLINE void search_bins(const uint8_t* bins, size_t vectors, uint32_t pads,
                                    bin_search* search) noexcept {
  const uint8x16_t ones = vdupq_n_u8(1);
  bin_search first = search[0], second = search[1], third = search[2];
  for (uint32_t step = 4; step != 0; step >>= 1) {
    uint32_t a = 0u - pads, b = 0u - pads, c = 0u - pads;
    const uint8_t* p = bins;
    for (size_t left = vectors; left != 0; --left, p += 16) {
      const uint8x16_t v = vld1q_u8(p);
      a = add_at_least(a, v, first.bin + step, ones);
      b = add_at_least(b, v, second.bin + step, ones);
      c = add_at_least(c, v, third.bin + step, ones);
    }
    first.take(a, step);
    second.take(b, step);
    third.take(c, step);
  }
  search[0] = first;
  search[1] = second;
  search[2] = third;
}

/// The numbers of a bin, as many as there are, or their lowest bytes.
template <class T, class U>
MOTE_ALWAYS_INLINE void gather(const T* x, const uint8_t* bins, uint32_t bin, U* to,
                               const U* end) noexcept {
  for (;; bins += 32, x += 32) {
    uint32_t mask = equal_bytes(vld1q_u8(bins), bin) | equal_bytes(vld1q_u8(bins + 16), bin) << 16;
    if (mask == 0) continue;
    do {
      *to++ = static_cast<U>(x[__builtin_ctz(mask)]);
      mask &= mask - 1;
    } while (mask != 0);
    if (to == end) return;
  }
}

/// The numbers of some ranks by their bins; returns the sum over the counts of 16 bins.
template <bool Entropy, class T, size_t N, size_t Most>
MOTE_ALWAYS_INLINE uint32_t find_by_bytes(const T* x, size_t size, const bin_scale& scale, T high,
                                          const rank_list<Most>& ranks, T* found,
                                          chains<N>& room) noexcept {
  uint8_t* const bins = room.next.data();
  bins_of(x, size, scale, bins);
  const size_t vectors = (size + 31) / 32 * 2;
  const uint32_t pads = static_cast<uint32_t>(16 * vectors - size);

  uint32_t at_least[17];  // in the groups from k on
  at_least[0] = static_cast<uint32_t>(size);
  at_least[16] = 0;
  count_groups<1>(bins, vectors, pads, at_least);
  count_groups<6>(bins, vectors, pads, at_least);
  count_groups<11>(bins, vectors, pads, at_least);
  uint32_t sum = 0;
  if constexpr (Entropy) {
    for (size_t k = 0; k < 16; k += 4) {
      const uint32x4_t counts = vsubq_u32(vld1q_u32(at_least + k), vld1q_u32(at_least + k + 1));
      sum = vaddvaq_u32(sum, vldrwq_gather_shifted_offset_u32(count_logarithms<N>.data(), counts));
    }
  }
  if (ranks.size == 0) return sum;

  bin_search search[most_searches];
  const uint32_t* group = at_least;
  for (size_t i = 0; i < most_searches; ++i) {
    const uint32_t wanted =
        static_cast<uint32_t>(size) - ranks.rank[i < ranks.size ? i : ranks.size - 1];
    while (group[1] >= wanted) ++group;
    search[i] = {wanted, 8 * static_cast<uint32_t>(group - at_least), group[0], group[1]};
  }
  search_bins(bins, vectors, pads, search);

  int32_t* const list = reinterpret_cast<int32_t*>(room.words.data());
  for (size_t i = 0; i < ranks.size;) {
    const bin_search first = search[i];
    const uint32_t count = first.from - first.above;
    if (count <= 8) {
      gather(x, bins, first.bin, list, list + count);
      sort_few(list, list + count - 1);
      do {
        found[i] = static_cast<T>(list[first.from - search[i].wanted]);
      } while (++i < ranks.size && search[i].bin == first.bin);
      continue;
    }
    const int32_t low = scale.first_of(first.bin);
    const int32_t last = first.bin + 1 == bin_scale::bins ? high : scale.last_of(first.bin);
    const uint32_t range = static_cast<uint32_t>(last) - static_cast<uint32_t>(low);
    uint8_t* const bytes = reinterpret_cast<uint8_t*>(list);
    const bool in_bytes = range < 256 && count <= most_bytes;
    if (in_bytes) {
      gather(x, bins, first.bin, bytes, bytes + count);
      const uint8x16_t lowest = vdupq_n_u8(static_cast<uint8_t>(low));
      vst1q_u8(bytes + count, lowest);
      for (uint32_t done = 0; done < count; done += 16) {
        vst1q_u8(bytes + done, vsubq_u8(vld1q_u8(bytes + done), lowest));
      }
    } else if (count <= most_listed) {
      gather(x, bins, first.bin, list, list + count);
      vst1q_s32(list + count, vdupq_n_s32(static_cast<int32_t>(scale.lowest)));
    }
    do {
      const uint32_t wanted = search[i].wanted - first.above;
      if (in_bytes) {
        found[i] = static_cast<T>(low + number_of_rank(bytes, (count + 15) & ~15u, wanted, 0,
                                                       static_cast<int32_t>(range)));
      } else if (count <= most_listed) {
        found[i] = static_cast<T>(number_of_rank(list, (count + 3) & ~3u, wanted, low, last));
      } else {
        found[i] = number_of_rank(x, size, search[i].wanted, low, last);
      }
    } while (++i < ranks.size && search[i].bin == first.bin);
  }
  return sum;
}

}  // namespace mote::kernel::detail::rank
#endif
