// points_mve.hpp - several complex numbers in a Helium vector. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/traits.hpp"
#include "points.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel::fourier {

/// As `points`, for four numbers of int16_t or two of float.
template <class T>
struct vector_points;

/// Numbers that do not lie side by side: they begin at `offsets` from x on.
template <class T>
struct apart {
  T* x;
  typename vector_points<traits::remove_cvref_t<T>>::offsets_type offsets;
};

template <>
struct vector_points<int16_t> {
  using point = int16x8_t;
  using offsets_type = uint16x8_t;
  using offset_type = uint16_t;
  static constexpr size_t width = 4;

  static point load(const int16_t* x) noexcept { return vldrhq_s16(x); }
  static void store(int16_t* x, point y) noexcept { vstrhq_s16(x, y); }
  template <class T>
  static point load(apart<T> place) noexcept {
    return vldrhq_gather_shifted_offset_s16(place.x, place.offsets);
  }
  template <class T>
  static void store(apart<T> place, point y) noexcept {
    vstrhq_scatter_shifted_offset_s16(place.x, place.offsets, y);
  }
  /// The offsets 0, 1, step, step + 1, 2 * step, ...
  static offsets_type every(uint16_t step) noexcept {
    const uint16x8_t place = vidupq_n_u16(0, 1);
    return vmlaq_n_u16(vandq_u16(place, vdupq_n_u16(1)), vshrq_n_u16(place, 1), step);
  }
  /// Of the numbers 0 to 3 with their bits reversed, below `rows`.
  static offsets_type reversed_of(size_t rows) noexcept {
    const uint16_t row = static_cast<uint16_t>(rows);
    const uint16x8_t place = vidupq_n_u16(0, 1);
    const uint16x8_t one = vdupq_n_u16(1);
    const uint16x8_t odd = vandq_u16(vshrq_n_u16(place, 1), one);
    const uint16x8_t upper = vandq_u16(vshrq_n_u16(place, 2), one);
    return vmlaq_n_u16(vmlaq_n_u16(vandq_u16(place, one), odd, row), upper, row / 2);
  }
  /// The last number first.
  static offsets_type backwards() noexcept { return veorq_u16(vidupq_n_u16(0, 1), vdupq_n_u16(6)); }
  static void keep_order() noexcept { __asm__ volatile("" ::: "memory"); }

  static point by_one(point x) noexcept { return vhaddq_n_s16(x, 1); }
  /// w in Q14: the instructions double the product.
  /// The intrinsics take what the other lanes shall hold, and GCC copies that.
  static point by_root(point x, point w) noexcept {
    point turned;
    __asm__("vqrdmlsdh.s16 %q0, %q1, %q2\n\tvqrdmladhx.s16 %q0, %q1, %q2"
            : "=&w"(turned)
            : "w"(x), "w"(w));
    return turned;
  }
  template <bool Halve>
  static point sum(point a, point b) noexcept {
    return Halve ? vhaddq_s16(a, b) : vaddq_s16(a, b);
  }
  template <bool Halve>
  static point difference(point a, point b) noexcept {
    return Halve ? vhsubq_s16(a, b) : vsubq_s16(a, b);
  }
  template <bool Halve>
  static point sum_turned(point a, point b) noexcept {
    return Halve ? vhcaddq_rot270_s16(a, b) : vcaddq_rot270_s16(a, b);
  }
  template <bool Halve>
  static point difference_turned(point a, point b) noexcept {
    return Halve ? vhcaddq_rot90_s16(a, b) : vcaddq_rot90_s16(a, b);
  }

  /// Squares of lengths in units of 2^15, in the even lanes; those above 2^30 saturate.
  struct largest {
    int16x8_t squares;
    friend largest operator|(largest a, largest b) noexcept {
      return {vmaxq_s16(a.squares, b.squares)};
    }
    /// With the same highest bit as that of the scalar definition: no square is 3 modulo 4, so none
    /// lies between the two margins.
    uint32_t highest() const noexcept {
      const int32x4_t even = vmovlbq_s16(squares);
      return (static_cast<uint32_t>(vmaxvq_s32(0, even)) + 2) << 15;
    }
  };
  static largest none_yet() noexcept { return {vdupq_n_s16(0)}; }
  static largest largest_of(point y) noexcept {
    largest found;
    __asm__("vqdmladh.s16 %q0, %q1, %q1" : "=w"(found.squares) : "w"(y));
    return found;
  }
};

#if MOTE_HAS_MVE_FLOAT
template <>
struct vector_points<float> {
  using point = float32x4_t;
  using offsets_type = uint32x4_t;
  using offset_type = uint32_t;
  static constexpr size_t width = 2;

  static point load(const float* x) noexcept { return vldrwq_f32(x); }
  static void store(float* x, point y) noexcept { vstrwq_f32(x, y); }
  template <class T>
  static point load(apart<T> place) noexcept {
    return vldrwq_gather_shifted_offset_f32(place.x, place.offsets);
  }
  template <class T>
  static void store(apart<T> place, point y) noexcept {
    vstrwq_scatter_shifted_offset_f32(place.x, place.offsets, y);
  }
  static offsets_type every(uint32_t step) noexcept {
    const uint32x4_t place = vidupq_n_u32(0, 1);
    return vmlaq_n_u32(vandq_u32(place, vdupq_n_u32(1)), vshrq_n_u32(place, 1), step);
  }
  static offsets_type reversed_of(size_t rows) noexcept { return every(rows); }
  static offsets_type backwards() noexcept { return veorq_u32(vidupq_n_u32(0, 1), vdupq_n_u32(2)); }
  static void keep_order() noexcept { __asm__ volatile("" ::: "memory"); }

  static point by_one(point x) noexcept { return x; }
  static point by_root(point x, point w) noexcept {
    return vcmlaq_rot90_f32(vcmulq_f32(w, x), w, x);
  }
  template <bool>
  static point sum(point a, point b) noexcept {
    return vaddq_f32(a, b);
  }
  template <bool>
  static point difference(point a, point b) noexcept {
    return vsubq_f32(a, b);
  }
  template <bool>
  static point sum_turned(point a, point b) noexcept {
    return vcaddq_rot270_f32(a, b);
  }
  template <bool>
  static point difference_turned(point a, point b) noexcept {
    return vcaddq_rot90_f32(a, b);
  }

  struct largest {
    friend largest operator|(largest, largest) noexcept { return {}; }
    uint32_t highest() const noexcept { return 0; }
  };
  static largest none_yet() noexcept { return {}; }
  static largest largest_of(point) noexcept { return {}; }
};
#endif

}  // namespace mote::kernel::fourier
#endif
