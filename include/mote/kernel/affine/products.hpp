// products.hpp - W x + b in portable C++: what every core answers alike. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../number/soft_float.hpp"
#include "../row/in_flash.hpp"

namespace mote::kernel {

/// What products of samples are added up in: float, and 32 bits of integers of 8 and 16 bits.
template <class T>
using short_sum = traits::choose_t<traits::same<T, float>, float, int32_t>;

namespace detail::affine {
constexpr float product(float a, float b) noexcept { return a * b; }
constexpr int32_t product(int16_t a, int16_t b) noexcept { return int32_t{a} * b; }
constexpr int32_t product(int8_t a, int8_t b) noexcept { return int{a} * b; }

/// sum += x * weight.
template <class Sum, class T>
MOTE_ALWAYS_INLINE constexpr void add(Sum& sum, T x, T weight) noexcept {
#if MOTE_HAS_THUMB == 1
  if constexpr (traits::same<T, float>) {
    add_product(sum, weight, x);
    return;
  }
#endif
  sum += product(x, weight);
}

template <class T>
constexpr T take(const T*& p) noexcept {
  return *p++;
}
#if MOTE_HAS_FLASH_SPACE
template <class T>
constexpr T take(flash_pointer<T>& p) noexcept {
  return p.next();
}
#endif
}  // namespace detail::affine

/// out[k] = start[k] + w[k * Count] * x[0] + ... + w[k * Count + Count - 1] * x[Count - 1] for each
/// of the Rows; gives where w ends.
///
/// Sample   float, int8_t, int16_t; start and out are short_sum<T>. `w` and `start` are pointers,
///          or flash_pointers where flash is apart
/// Shape    weights of int8_t begin at a word
/// Range    integers: the caller knows that |start| and all |w x| of a row add up to less than 2^31
/// Target   integers bit-exact; float: order of the sum and fused products differ between cores
template <size_t Rows, size_t Count, class T, class Weights, class Start>
constexpr Weights affine(const T* x, Weights w, Start start, short_sum<T>* out,
                         target::scalar) noexcept {
  for (size_t k = Rows; k != 0; --k) {
    short_sum<T> sum = detail::affine::take(start);
    const T* sample = x;
    for (size_t n = Count / 4; n != 0; --n) {
      detail::affine::add(sum, sample[0], detail::affine::take(w));
      detail::affine::add(sum, sample[1], detail::affine::take(w));
      detail::affine::add(sum, sample[2], detail::affine::take(w));
      detail::affine::add(sum, sample[3], detail::affine::take(w));
      sample += 4;
    }
    for (size_t n = Count % 4; n != 0; --n)
      detail::affine::add(sum, *sample++, detail::affine::take(w));
    *out++ = sum;
  }
  return w;
}

}  // namespace mote::kernel
