// refine.hpp - the numbers of a crowded bin in 128 bins of their own. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../../core/log2.hpp"
#include "../row/opaque.hpp"
#include "bin_scale.hpp"
#include "chains.hpp"

namespace mote::kernel::detail::rank {

/// Where the number of a rank is: in a chain of `count` numbers, of which `last` is the place of
/// the last, and it is the one of rank `rank` among them; by `parted` bits they were parted again.
struct place {
  uint8_t last, count, rank, parted;
};

/// Where places are counted from: on Cortex-M0 one pointer serves the cells and what lies behind.
inline constexpr uint32_t origin = MOTE_HAS_THUMB == 1 ? 256 : 0;

/// The bits in which the numbers of a chain differ, taken from `low` on.
template <class T>
#if MOTE_HAS_THUMB == 1
MOTE_NOINLINE  // its registers do not hold all of refine
#else
MOTE_ALWAYS_INLINE
#endif
    uint32_t
    differences(const T* x, const uint8_t* next, const place& of, uint32_t low) noexcept {
  uint32_t at = of.last;
  const uint32_t first = static_cast<uint32_t>(x[at]) - low;
  uint32_t differ = 0;
  for (uint32_t left = of.count; --left != 0;) {
    at = next[at];
    differ |= (static_cast<uint32_t>(x[at]) - low) ^ first;
  }
  return differ;
}

/// Chains the numbers of a chain again, into empty cells: by the highest 7 bits of x * factor +
/// offset.
template <class T, size_t N>
MOTE_ALWAYS_INLINE void chain_again(const T* x, uint32_t factor, uint32_t offset, chains<N>& bins,
                                    const place& of) noexcept {
  bins.clear();
  half* const cells = bins.bins();
  const T* const from = opaque(x - origin);
  uint32_t at = origin + of.last;
#if MOTE_HAS_THUMB == 1
  const uint8_t* const links = reinterpret_cast<const uint8_t*>(cells);
  for (uint32_t left = of.count; left != 0; --left) {
    const uint32_t following = origin + links[at];
    add_behind(static_cast<uint32_t>(from[at]), factor, offset, cells, at);
#else
  uint8_t* const links = bins.next.data();
  for (uint32_t left = of.count; left != 0; --left) {
    const uint32_t following = origin + links[at];
    add_at<0>(static_cast<uint32_t>(from[at]), factor, offset, cells, links + at,
              MOTE_HAS_THUMB == 2 ? at : 256 + at);
#endif
    at = following;
  }
}

/// The numbers of a chain in 128 bins once more: the next 7 bits of their products with the factor
/// of the scale. Returns whether each bin holds one number, however often.
template <size_t N>
MOTE_NOINLINE bool refine(const int16_t* x, const bin_scale& scale, chains<N>& bins, place* first,
                          place* end) noexcept {
  const int parted = first->parted + 7;
  const uint32_t factor = scale.factor << parted;
  chain_again(x, factor, 0u - scale.lowest * factor, bins, *first);
  for (place* p = first; p != end; ++p) p->parted = static_cast<uint8_t>(parted);
  return (scale.factor >> (bin_scale::to_bin - parted)) != 0;
}
/// Of 32 bits, where such products have too few: the next 7 bits of the distance from where the
/// bin begins, if two passes are enough, else the highest 7 bits that differ.
template <size_t N>
MOTE_NOINLINE bool refine(const int32_t* x, const bin_scale& scale, chains<N>& bins, place* first,
                          place* end) noexcept {
  uint32_t low = scale.lowest;
  int parted = first->parted;
  const int wide =
      bin_scale::to_bin + 1 - highest_bit(scale.factor) + scale.coarse;  // bits of a bin
  if (wide <= 14) {
    low = static_cast<uint32_t>(scale.first_of(static_cast<uint32_t>(scale(x[first->last]))));
    if (parted == 0) parted = wide < 7 ? bin_scale::to_bin : 32 - wide;
  } else if (parted < bin_scale::to_bin) {
    const uint32_t differ = differences(x, bins.next.data(), *first, low);
    parted = differ < bin_scale::bins ? bin_scale::to_bin : 31 - highest_bit(differ);
  }
  const uint32_t factor = uint32_t{1} << parted;
  chain_again(x, factor, 0u - low * factor, bins, *first);
  for (place* p = first; p != end; ++p) p->parted = static_cast<uint8_t>(parted + 7);
  return parted >= bin_scale::to_bin;
}

}  // namespace mote::kernel::detail::rank
