// butterfly_dsp.hpp - stages of a Fourier transform of int16_t, a complex number a word. Floor 1.
// Empty on cores without the DSP extension.
#pragma once

#include "butterfly.hpp"
#include "split.hpp"
#include "word.hpp"

#if MOTE_HAS_DSP
#include <arm_acle.h>

namespace mote::kernel::fourier {

namespace detail {

MOTE_ALWAYS_INLINE int16x2_t point_at(const int16_t* p) noexcept {
  return static_cast<int16x2_t>(word_at(p));
}
MOTE_ALWAYS_INLINE void set_point(int16_t* p, int16x2_t point) noexcept {
  __builtin_memcpy(p, &point, sizeof point);
}
/// The upper halves of two words.
MOTE_ALWAYS_INLINE int16x2_t uppers(int32_t low, int32_t high) noexcept {
  int16x2_t pair;
  __asm__("pkhtb %0, %1, %2, asr #16" : "=r"(pair) : "r"(high), "r"(low));
  return pair;
}
MOTE_ALWAYS_INLINE int16x2_t conjugate(int16x2_t x) noexcept {
  int16x2_t pair;
  __asm__("pkhbt %0, %1, %2" : "=r"(pair) : "r"(x), "r"(__ssub16(0, x)));
  return pair;
}
MOTE_ALWAYS_INLINE uint32_t level_of_point(int16x2_t x) noexcept {
  return static_cast<uint32_t>(__smlad(x, x, 0x40000));
}

struct packed_one {
  MOTE_ALWAYS_INLINE int16x2_t operator()(int16x2_t x) const noexcept {
    return __shadd16(x, 0x00010001);
  }
};
struct packed_root {
  int16x2_t w;
  MOTE_ALWAYS_INLINE int16x2_t operator()(int16x2_t x) const noexcept {
    return uppers(__smlsd(x, w, 0x8000), __smladx(x, w, 0x8000));
  }
};

template <bool Halve, class Factor>
MOTE_ALWAYS_INLINE uint32_t packed_butterfly(int16_t* x, size_t gap, Factor w2, Factor w1,
                                             Factor w3) noexcept {
  const int16x2_t t0 = packed_one{}(point_at(x));
  const int16x2_t t2 = w2(point_at(x + gap));
  const int16x2_t t1 = w1(point_at(x + 2 * gap));
  const int16x2_t t3 = w3(point_at(x + 3 * gap));
  const int16x2_t a = __sadd16(t0, t2);
  const int16x2_t b = __ssub16(t0, t2);
  const int16x2_t c = __sadd16(t1, t3);
  const int16x2_t d = __ssub16(t1, t3);
  const int16x2_t y0 = Halve ? __shadd16(a, c) : __sadd16(a, c);
  const int16x2_t y1 = Halve ? __shsax(b, d) : __ssax(b, d);
  const int16x2_t y2 = Halve ? __shsub16(a, c) : __ssub16(a, c);
  const int16x2_t y3 = Halve ? __shasx(b, d) : __sasx(b, d);
  set_point(x, y0);
  set_point(x + gap, y1);
  set_point(x + 2 * gap, y2);
  set_point(x + 3 * gap, y3);
  return level_of_point(y0) | level_of_point(y1) | level_of_point(y2) | level_of_point(y3);
}

}  // namespace detail

template <bool Halve>
MOTE_NOINLINE uint32_t radix4_packed(int16_t* x, size_t points_in_block, size_t span,
                                     const int16_t* w) noexcept {
  uint32_t found = 0;
  const size_t gap = 2 * span;
  int16_t* const end = x + 2 * points_in_block;
  for (int16_t* p = x; p < end; p += 4 * gap) {
    constexpr detail::packed_one one{};
    found |= detail::packed_butterfly<Halve>(p, gap, one, one, one);
  }
  for (int16_t* first = x + 2; first != x + gap; first += 2) {
    w += 2;
    const detail::packed_root w2{detail::point_at(w)};
    const detail::packed_root w1{detail::point_at(w + gap)};
    const detail::packed_root w3{detail::point_at(w + 2 * gap)};
    for (int16_t* p = first; p < end; p += 4 * gap) {
      found |= detail::packed_butterfly<Halve>(p, gap, w2, w1, w3);
    }
  }
  return found;
}
template <bool Halve>
constexpr uint32_t radix4(int16_t* x, size_t points_in_block, size_t span, const int16_t* w,
                          target::dsp) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) {
    return radix4<Halve>(x, points_in_block, span, w, target::scalar{});
  }
  return radix4_packed<Halve>(x, points_in_block, span, w);
}

template <bool Halve, bool Backward>
MOTE_NOINLINE void split_packed(int16_t* x, size_t points_in_block, const int16_t* w) noexcept {
  detail::split_ends<Halve, Backward>(x);
  int16_t* low = x + 2;
  int16_t* high = x + 2 * points_in_block - 2;
  for (; low != high; low += 2, high -= 2, w += 2) {
    int16x2_t a = detail::point_at(Backward ? high : low);
    const int16x2_t b = detail::point_at(Backward ? low : high);
    int16x2_t c = detail::point_at(w);
    int16x2_t other = detail::conjugate(b);
    const int16x2_t minus = __ssub16(0, other);
    if constexpr (Halve) {
      other = __shadd16(other, 0x00010001);
    } else {
      c = __sadd16(c, c);
    }
    const int16x2_t t = detail::uppers(__smlsd(a, c, __smlsd(minus, c, 0x8000)),
                                       __smladx(a, c, __smladx(minus, c, 0x8000)));
    if constexpr (Halve) a = __shadd16(a, 0x00010001);
    detail::set_point(low, __sadd16(other, t));
    detail::set_point(high, detail::conjugate(__ssub16(a, t)));
  }
  const int32_t shift = Halve ? 1 : 0;
  store(low, {low[0] >> shift, (-low[1]) >> shift});
}
template <bool Halve, bool Backward>
constexpr void split(int16_t* x, size_t points_in_block, const int16_t* w, target::dsp) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) {
    return split<Halve, Backward>(x, points_in_block, w, target::scalar{});
  }
  split_packed<Halve, Backward>(x, points_in_block, w);
}

}  // namespace mote::kernel::fourier
#endif
