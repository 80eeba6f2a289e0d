// dot.hpp - the sum of products of two rows of numbers. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/numeric.hpp"
#include "../../core/target.hpp"
#include "../best.hpp"
#include "word.hpp"
#if MOTE_HAS_MVE
#include <arm_mve.h>
#endif

namespace mote::kernel {

/// a[0] * b[0] + ... + a[count - 1] * b[count - 1].
///
/// Sample   float, int8_t, int16_t, int32_t; the sum is acc_t<T>
/// Range    the sums of numeric.hpp: of int32_t, the caller knows that sum |a| |b| < 2^63
/// Target   integers bit-exact; float: order of the sum and fused products differ between cores
template <class T>
constexpr acc_t<T> dot(const T* a, const T* b, size_t count, target::scalar) noexcept {
  acc_t<T> sum = 0;
  for (; count >= 4; count -= 4) {
    sum += static_cast<prod_t<T>>(a[0]) * static_cast<prod_t<T>>(b[0]);
    sum += static_cast<prod_t<T>>(a[1]) * static_cast<prod_t<T>>(b[1]);
    sum += static_cast<prod_t<T>>(a[2]) * static_cast<prod_t<T>>(b[2]);
    sum += static_cast<prod_t<T>>(a[3]) * static_cast<prod_t<T>>(b[3]);
    a += 4;
    b += 4;
  }
  for (; count != 0; --count) sum += static_cast<prod_t<T>>(*a++) * static_cast<prod_t<T>>(*b++);
  return sum;
}

#if MOTE_HAS_DSP
inline int64_t dot(const int16_t* a, const int16_t* b, size_t count, target::dsp) noexcept {
  wide_sum sum{0, 0};
  for (; count >= 4; count -= 4) {
    sum.add_pairs(word_at(a), word_at(b));
    sum.add_pairs(word_at(a + 2), word_at(b + 2));
    a += 4;
    b += 4;
  }
  int64_t total = sum.value();
  for (; count != 0; --count) total += int32_t{*a++} * int32_t{*b++};
  return total;
}
#endif

#if MOTE_HAS_MVE
inline int64_t dot(const int16_t* a, const int16_t* b, size_t count, target::mve) noexcept {
  int64_t sum = 0;
  for (; count >= 8; count -= 8) {
    sum = vmlaldavaq_s16(sum, vldrhq_s16(a), vldrhq_s16(b));
    a += 8;
    b += 8;
  }
  const mve_pred16_t some = vctp16q(static_cast<uint32_t>(count));
  return vmlaldavaq_p_s16(sum, vldrhq_z_s16(a, some), vldrhq_z_s16(b, some), some);
}

inline int32_t dot(const int8_t* a, const int8_t* b, size_t count, target::mve) noexcept {
  int32_t sum = 0;
  for (; count >= 16; count -= 16) {
    sum = vmladavaq_s8(sum, vldrbq_s8(a), vldrbq_s8(b));
    a += 16;
    b += 16;
  }
  const mve_pred16_t some = vctp8q(static_cast<uint32_t>(count));
  return vmladavaq_p_s8(sum, vldrbq_z_s8(a, some), vldrbq_z_s8(b, some), some);
}
#endif

template <class T>
constexpr acc_t<T> dot(const T* a, const T* b, size_t count) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return dot(a, b, count, definition{});
  return dot(a, b, count, best<T>{});
}

}  // namespace mote::kernel
