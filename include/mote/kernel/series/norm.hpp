// norm.hpp - the L1 norm and the squared L2 norm of three axes, sample by sample. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../best.hpp"
#include "../row/word.hpp"
#include "extent.hpp"
#include "pairs.hpp"
#if MOTE_HAS_MVE
#include <arm_mve.h>
#endif

namespace mote::kernel {

/// What is known of a row of 32-bit numbers without another pass.
struct wide_spread {
  extent<int32_t> ends;
  int64_t sum;
};

#if MOTE_HAS_DSP
struct two_norms {
  uint32_t first, second;
};
#endif

namespace detail::series {
#if MOTE_HAS_THUMB == 1
inline uint32_t magnitude_now(int32_t x) noexcept {
  uint32_t sign;  // GCC would cut the result to 16 bits, which costs one more
  __asm__(".syntax unified\n\tasrs %1, %0, #31\n\tadds %0, %1\n\teors %0, %1"
          : "+l"(x), "=&l"(sign)
          :
          : "cc");
  return static_cast<uint32_t>(x);
}
#endif
MOTE_ALWAYS_INLINE constexpr uint32_t magnitude_of_sample(int32_t x) noexcept {
#if MOTE_HAS_THUMB == 1
  if (!MOTE_CONSTANT_EVALUATED()) return magnitude_now(x);
#endif
  return static_cast<uint32_t>(x < 0 ? -x : x);
}
}  // namespace detail::series

/// |x| + |y| + |z|: at most 98,304.
struct l1_norm {
  static constexpr bool saturates = false;
  static constexpr bool summed_by_axes = false;
  static MOTE_ALWAYS_INLINE constexpr uint32_t of(int32_t x, int32_t y, int32_t z) noexcept {
    return detail::series::magnitude_of_sample(x) + detail::series::magnitude_of_sample(y) +
           detail::series::magnitude_of_sample(z);
  }
#if MOTE_HAS_DSP
  static MOTE_ALWAYS_INLINE two_norms of_pairs(uint32_t x, uint32_t y, uint32_t z) noexcept {
    const uint32_t a = magnitudes(x), b = magnitudes(y), c = magnitudes(z);
    return {(a & 0xffffu) + (b & 0xffffu) + (c & 0xffffu), (a >> 16) + (b >> 16) + (c >> 16)};
  }
#endif
#if MOTE_HAS_MVE
  static MOTE_ALWAYS_INLINE uint32x4_t of_four(int32x4_t x, int32x4_t y, int32x4_t z) noexcept {
    return vreinterpretq_u32_s32(vaddq_s32(vaddq_s32(vabsq_s32(x), vabsq_s32(y)), vabsq_s32(z)));
  }
#endif
};

/// x^2 + y^2 + z^2: at most 3,221,225,472, of which 2,147,483,647 are kept.
struct squared_norm {
  static constexpr bool saturates = true;
  static constexpr bool summed_by_axes = true;  // their sums of squares are known
  static MOTE_ALWAYS_INLINE constexpr uint32_t of(int32_t x, int32_t y, int32_t z) noexcept {
    return static_cast<uint32_t>(x * x) + static_cast<uint32_t>(y * y) +
           static_cast<uint32_t>(z * z);
  }
#if MOTE_HAS_DSP
  static MOTE_ALWAYS_INLINE two_norms of_pairs(uint32_t x, uint32_t y, uint32_t z) noexcept {
    return {of(first_of(x), first_of(y), first_of(z)),
            of(second_of(x), second_of(y), second_of(z))};
  }
#endif
#if MOTE_HAS_MVE
  static MOTE_ALWAYS_INLINE uint32x4_t of_four(int32x4_t x, int32x4_t y, int32x4_t z) noexcept {
    return vreinterpretq_u32_s32(
        vaddq_s32(vaddq_s32(vmulq_s32(x, x), vmulq_s32(y, y)), vmulq_s32(z, z)));
  }
#endif
};

namespace detail::series {
/// What is above 2^31 - 1 becomes that: seldom needed.
constexpr wide_spread saturate(int32_t* x, size_t size, uint32_t low) noexcept {
  uint64_t sum = 0;
  for (size_t i = 0; i < size; ++i) {
    if (x[i] < 0) x[i] = 0x7fffffff;
    sum += static_cast<uint32_t>(x[i]);
  }
  const int32_t least = low > 0x7fffffffu ? 0x7fffffff : static_cast<int32_t>(low);
  return {{least, 0x7fffffff}, static_cast<int64_t>(sum)};
}
template <class Norm>
constexpr wide_spread finish(int32_t* x, size_t size, const growing_extent<uint32_t>& ends,
                             uint64_t sum) noexcept {
  if (Norm::saturates && ends.high() > 0x7fffffffu) return saturate(x, size, ends.low());
  return {{static_cast<int32_t>(ends.low()), static_cast<int32_t>(ends.high())},
          static_cast<int64_t>(sum)};
}
}  // namespace detail::series

/// to[i] = the norm of (x[i], x[Stride + i], x[2 * Stride + i]); `squares` is the sum of the
/// squares of all three axes.
///
/// Range    1 <= size <= 255
/// Target   bit-exact
template <class Norm, size_t Stride>
constexpr wide_spread norms_of(const int16_t* x, size_t size, int32_t* to, uint64_t squares,
                               target::scalar) noexcept {
  growing_extent<uint32_t> ends{Norm::of(x[0], x[Stride], x[2 * Stride])};
  uint32_t sum = 0;
  int32_t* const start = to;
  for (const int16_t* const end = x + size; x != end; ++x) {
    const uint32_t v = Norm::of(x[0], x[Stride], x[2 * Stride]);
    *to++ = static_cast<int32_t>(v);
    if constexpr (!Norm::summed_by_axes) sum += v;
    ends.add(v);
  }
  return detail::series::finish<Norm>(start, size, ends, Norm::summed_by_axes ? squares : sum);
}
#if MOTE_HAS_DSP
/// Two samples a turn.
template <class Norm, size_t Stride>
wide_spread norms_of(const int16_t* x, size_t size, int32_t* to, uint64_t squares,
                     target::dsp) noexcept {
  growing_extent<uint32_t> ends{Norm::of(x[0], x[Stride], x[2 * Stride])};
  uint32_t sum = 0;
  int32_t* const start = to;
  const auto put = [&](uint32_t v) {
    *to++ = static_cast<int32_t>(v);
    if constexpr (!Norm::summed_by_axes) sum += v;
    ends.add(v);
  };
  for (const int16_t* const end = x + (size & ~size_t{1}); x != end; x += 2) {
    const two_norms v = Norm::of_pairs(word_at(x), word_at(x + Stride), word_at(x + 2 * Stride));
    put(v.first);
    put(v.second);
  }
  if (size % 2 != 0) put(Norm::of(x[0], x[Stride], x[2 * Stride]));
  return detail::series::finish<Norm>(start, size, ends, Norm::summed_by_axes ? squares : sum);
}
#endif
#if MOTE_HAS_MVE
/// Four samples a turn.
template <class Norm, size_t Stride>
wide_spread norms_of(const int16_t* x, size_t size, int32_t* to, uint64_t squares,
                     target::mve) noexcept {
  const int16_t* y = x + Stride;
  const int16_t* z = y + Stride;
  uint32x4_t low = vdupq_n_u32(0xffffffffu);
  uint32x4_t high = vdupq_n_u32(0);
  uint32_t sum = 0;
  uint32_t* out = reinterpret_cast<uint32_t*>(to);
  size_t rest = size;
  for (; rest >= 4; rest -= 4, x += 4, y += 4, z += 4, out += 4) {
    const uint32x4_t v = Norm::of_four(vldrhq_s32(x), vldrhq_s32(y), vldrhq_s32(z));
    vst1q_u32(out, v);
    if constexpr (!Norm::summed_by_axes) sum = vaddvaq_u32(sum, v);
    low = vminq_u32(low, v);
    high = vmaxq_u32(high, v);
  }
  if (rest != 0) {
    const mve_pred16_t p = vctp32q(rest);
    const uint32x4_t v = Norm::of_four(vldrhq_z_s32(x, p), vldrhq_z_s32(y, p), vldrhq_z_s32(z, p));
    vst1q_p_u32(out, v, p);
    if constexpr (!Norm::summed_by_axes) sum = vaddvaq_p_u32(sum, v, p);
    low = vminq_m_u32(low, low, v, p);
    high = vmaxq_m_u32(high, high, v, p);
  }
  growing_extent<uint32_t> ends{vminvq_u32(0xffffffffu, low)};
  ends.add(vmaxvq_u32(0, high));
  return detail::series::finish<Norm>(to, size, ends, Norm::summed_by_axes ? squares : sum);
}
#endif
template <class Norm, size_t Stride>
MOTE_NOINLINE constexpr wide_spread norms_of(const int16_t* x, size_t size, int32_t* to,
                                             uint64_t squares) noexcept {
  return MOTE_CONSTANT_EVALUATED() ? norms_of<Norm, Stride>(x, size, to, squares, definition{})
                                   : norms_of<Norm, Stride>(x, size, to, squares, best<int16_t>{});
}

}  // namespace mote::kernel
