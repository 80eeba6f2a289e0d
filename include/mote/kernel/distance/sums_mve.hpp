// sums_mve.hpp - sums of the differences of two rows in vectors of Helium. Floor 1.
// Empty on other cores.
#pragma once

#include "sums.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel {

namespace detail::distance {

// |x - y| as a number without a sign, which is exact, and what becomes of eight or sixteen.
MOTE_ALWAYS_INLINE uint32_t add(uint32_t sum, uint16x8_t apart, squares<uint32_t>) noexcept {
  return vmladavaq_u16(sum, apart, apart);
}
MOTE_ALWAYS_INLINE uint64_t add(uint64_t sum, uint16x8_t apart, squares<uint64_t>) noexcept {
  return vmlaldavaq_u16(sum, apart, apart);
}
MOTE_ALWAYS_INLINE uint32_t add(uint32_t sum, uint16x8_t apart, sizes_apart<uint32_t>) noexcept {
  return vaddvaq_u16(sum, apart);
}
MOTE_ALWAYS_INLINE uint32_t add(uint32_t sum, uint16x8_t apart, largest<uint32_t>) noexcept {
  return vmaxvq_u16(static_cast<uint16_t>(sum), apart);
}
MOTE_ALWAYS_INLINE uint32_t add(uint32_t sum, uint8x16_t apart, squares<uint32_t>) noexcept {
  return vmladavaq_u8(sum, apart, apart);
}
MOTE_ALWAYS_INLINE uint32_t add(uint32_t sum, uint8x16_t apart, sizes_apart<uint32_t>) noexcept {
  return vaddvaq_u8(sum, apart);
}
MOTE_ALWAYS_INLINE uint32_t add(uint32_t sum, uint8x16_t apart, largest<uint32_t>) noexcept {
  return vmaxvq_u8(static_cast<uint8_t>(sum), apart);
}
MOTE_ALWAYS_INLINE uint16x8_t lanes(const int16_t* x, const int16_t* y) noexcept {
  return vreinterpretq_u16_s16(vabdq_s16(vldrhq_s16(x), vldrhq_s16(y)));
}
MOTE_ALWAYS_INLINE uint8x16_t lanes(const int8_t* x, const int8_t* y) noexcept {
  return vreinterpretq_u8_s8(vabdq_s8(vldrbq_s8(x), vldrbq_s8(y)));
}
/// The first `count`; zeros behind them.
MOTE_ALWAYS_INLINE uint16x8_t lanes(const int16_t* x, const int16_t* y, uint32_t count) noexcept {
  const mve_pred16_t first = vctp16q(count);
  return vreinterpretq_u16_s16(vabdq_s16(vldrhq_z_s16(x, first), vldrhq_z_s16(y, first)));
}
MOTE_ALWAYS_INLINE uint8x16_t lanes(const int8_t* x, const int8_t* y, uint32_t count) noexcept {
  const mve_pred16_t first = vctp8q(count);
  return vreinterpretq_u8_s8(vabdq_s8(vldrbq_z_s8(x, first), vldrbq_z_s8(y, first)));
}
template <class By, size_t Lanes, class T, size_t... At>
MOTE_ALWAYS_INLINE typename By::sum add_lanes(typename By::sum sum, const T* x, const T* y,
                                              traits::indices<At...>) noexcept {
  ((sum = add(sum, lanes(x + Lanes * At, y + Lanes * At), By{})), ...);
  return sum;
}

}  // namespace detail::distance

template <size_t N, class By, class T>
MOTE_ALWAYS_INLINE typename By::sum distance(const T* x, const T* y, typename By::sum limit, By,
                                             target::mve) noexcept {
  constexpr size_t wide = 16 / sizeof(T), at_once = 4 * wide;
  typename By::sum sum = 0;
  for (size_t left = N / at_once; left != 0; --left) {
    sum = detail::distance::add_lanes<By, wide>(sum, x, y, traits::indices_to<4>{});
    if (N > at_once && sum >= limit) return sum;
    x += at_once;
    y += at_once;
  }
  constexpr size_t rest = N % at_once / wide, last = N % wide;
  if constexpr (rest != 0) {
    sum = detail::distance::add_lanes<By, wide>(sum, x, y, traits::indices_to<rest>{});
  }
  if constexpr (last != 0) {
    const auto apart = detail::distance::lanes(x + rest * wide, y + rest * wide, last);
    sum = detail::distance::add(sum, apart, By{});
  }
  return sum;
}

/// A row of N numbers that stays in two or four registers, while many others are compared with it.
template <class T, size_t N>
struct held_row {
  static constexpr size_t wide = 16 / sizeof(T), count = N / wide;
  using vector = traits::choose_t<sizeof(T) == 2, int16x8_t, int8x16_t>;
  vector lanes[count];

  MOTE_ALWAYS_INLINE explicit held_row(const T* x) noexcept {
    for (size_t i = 0; i < count; ++i) lanes[i] = load(x + i * wide);
  }
  MOTE_ALWAYS_INLINE static int16x8_t load(const int16_t* x) noexcept { return vldrhq_s16(x); }
  MOTE_ALWAYS_INLINE static int8x16_t load(const int8_t* x) noexcept { return vldrbq_s8(x); }
  MOTE_ALWAYS_INLINE auto apart(size_t i, const T* y) const noexcept {
    if constexpr (sizeof(T) == 2) {
      return vreinterpretq_u16_s16(vabdq_s16(lanes[i], load(y + i * wide)));
    } else {
      return vreinterpretq_u8_s8(vabdq_s8(lanes[i], load(y + i * wide)));
    }
  }
};
template <size_t N, class By, class T>
MOTE_ALWAYS_INLINE typename By::sum distance(const held_row<T, N>& x, const T* y, typename By::sum,
                                             By) noexcept {
  typename By::sum sum = 0;
  for (size_t i = 0; i < x.count; ++i) sum = detail::distance::add(sum, x.apart(i, y), By{});
  return sum;
}

#if MOTE_HAS_MVE_FLOAT
namespace detail::distance {
template <size_t... At>
MOTE_ALWAYS_INLINE float32x4_t add_lanes(float32x4_t sums, const float* x, const float* y,
                                         traits::indices<At...>) noexcept {
  const auto add = [&sums](float32x4_t apart) { sums = vfmaq_f32(sums, apart, apart); };
  (add(vsubq_f32(vldrwq_f32(x + 4 * At), vldrwq_f32(y + 4 * At))), ...);
  return sums;
}
MOTE_ALWAYS_INLINE float sum_of(float32x4_t sums) noexcept {
  return (vgetq_lane_f32(sums, 0) + vgetq_lane_f32(sums, 1)) +
         (vgetq_lane_f32(sums, 2) + vgetq_lane_f32(sums, 3));
}
}  // namespace detail::distance

template <size_t N>
MOTE_ALWAYS_INLINE float distance(const float* x, const float* y, float limit, squares<float>,
                                  target::mve_float) noexcept {
  constexpr size_t at_once = 16;
  float32x4_t sums = vdupq_n_f32(0.0f);
  for (size_t left = N / at_once; left != 0; --left) {
    sums = detail::distance::add_lanes(sums, x, y, traits::indices_to<at_once / 4>{});
    if (N > at_once) {
      const float sum = detail::distance::sum_of(sums);
      if (sum >= limit) return sum;
    }
    x += at_once;
    y += at_once;
  }
  constexpr size_t rest = N % at_once / 4, last = N % 4;
  if constexpr (rest != 0) {
    sums = detail::distance::add_lanes(sums, x, y, traits::indices_to<rest>{});
  }
  if constexpr (last != 0) {
    const mve_pred16_t first = vctp32q(last);
    const float32x4_t apart =
        vsubq_f32(vldrwq_z_f32(x + 4 * rest, first), vldrwq_z_f32(y + 4 * rest, first));
    sums = vfmaq_f32(sums, apart, apart);
  }
  return detail::distance::sum_of(sums);
}
#endif

}  // namespace mote::kernel
#endif
