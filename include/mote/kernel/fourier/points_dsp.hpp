// points_dsp.hpp - a complex number of int16_t as one word: Cortex-M with DSP. Floor 1.
#pragma once

#include <stdint.h>

#include "points.hpp"
#include "../row/word.hpp"

#if MOTE_HAS_DSP
#include <arm_acle.h>

namespace mote::kernel::fourier {

/// re in the lower half of a word, im in the upper one.
template <>
struct points<int16_t, target::dsp> {
  using point = int16x2_t;
  using twiddle = int16x2_t;

  static point load(const int16_t* x) noexcept { return pair(word_at(x)); }
  static void store(int16_t* x, point y) noexcept { store_word(x, static_cast<uint32_t>(y)); }
  static twiddle load_twiddle(const int16_t* w) noexcept { return load(w); }

  /// GCC loads as early as it can, more than there are registers for; not past this.
  static void keep_order() noexcept { __asm__ volatile("" ::: "memory"); }

  static point by_one(point x) noexcept { return __shadd16(x, 0x00010001); }
  static point by_root(point x, twiddle w) noexcept {
    return upper_halves(__smlsd(x, w, 0x8000), __smladx(x, w, 0x8000));
  }
  template <bool Halve>
  static point sum(point a, point b) noexcept {
    return Halve ? __shadd16(a, b) : __sadd16(a, b);
  }
  template <bool Halve>
  static point difference(point a, point b) noexcept {
    return Halve ? __shsub16(a, b) : __ssub16(a, b);
  }
  template <bool Halve>
  static point sum_turned(point a, point b) noexcept {
    return Halve ? __shsax(a, b) : __ssax(a, b);
  }
  template <bool Halve>
  static point difference_turned(point a, point b) noexcept {
    return Halve ? __shasx(a, b) : __sasx(a, b);
  }
  static point halved(point x) noexcept { return __shadd16(x, 0); }
  static point multiplied(point x, int16_t factor) noexcept {
    return pair(firsts(static_cast<uint32_t>(static_cast<int16_t>(x) * factor),
                       static_cast<uint32_t>((x >> 16) * factor)));
  }
  static uint32_t add_square(point x, uint32_t sum) noexcept {
    return static_cast<uint32_t>(__smlad(x, x, static_cast<int32_t>(sum)));
  }
  static uint32_t largest_of(point x) noexcept { return add_square(x, 0x10001); }

  static point upper_halves(int32_t re, int32_t im) noexcept {
    return pair(seconds(static_cast<uint32_t>(re), static_cast<uint32_t>(im)));
  }
  static point conjugate(point x) noexcept {
    point turned;
    __asm__("pkhbt %0, %1, %2" : "=r"(turned) : "r"(x), "r"(__ssub16(0, x)));
    return turned;
  }

 private:
  static point pair(uint32_t word) noexcept { return static_cast<point>(word); }
};

template <>
struct points<int16_t, target::mve> : points<int16_t, target::dsp> {};

}  // namespace mote::kernel::fourier
#endif
