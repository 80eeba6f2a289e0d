// rfft.hpp - discrete Fourier transform of real samples, forward and inverse, in place. Floor 2.
// N real samples are N/2 complex ones to a transform of half the length; a last pass parts the
// spectra of the even and the odd samples.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/complex.hpp"
#include "../core/expects.hpp"
#include "../core/log2.hpp"
#include "../core/span.hpp"
#include "../core/target.hpp"
#include "../core/traits.hpp"
#include "../kernel/best.hpp"
#include "../kernel/fourier/split.hpp"
#include "../kernel/fourier/split_mve.hpp"
#include "fft.hpp"
#include "detail/twiddle.hpp"

namespace mote {

/// The bins 0 to N/2 in an array that `rfft` has transformed: array[0] and array[1] are the real
/// bins 0 and N/2; bin k is array[2k] + j array[2k + 1].
///
/// Shape    N / 2 + 1 bins, as numpy's rfft
/// State    one pointer
/// Errors   an index that is not < size() traps where MOTE_CHECKED is 1
template <class T, size_t N>
class bins {
 public:
  constexpr explicit bins(span<const T, N> transformed) noexcept : data_{transformed.data()} {}

  static constexpr size_t size() noexcept { return N / 2 + 1; }
  constexpr complex<T> operator[](size_t k) const noexcept {
    MOTE_EXPECTS(k < size());
    if (k == 0) return {data_[0], T{}};
    if (k == N / 2) return {data_[1], T{}};
    return {data_[2 * k], data_[2 * k + 1]};
  }

 private:
  const T* data_;
};
template <class Array>
bins(const Array&)
    -> bins<typename traits::remove_cvref<typename traits::viewed<Array>::element>::type,
            traits::viewed<Array>::length>;

namespace detail::transform {

template <bool Backward, size_t N, class T, class Tag>
constexpr void part_spectra(block<T, Tag>& b) noexcept {
  const T* const w = split_twiddles<T, N>.data();
  if constexpr (traits::same<T, float>) {
    fourier::split<Backward>(b.x, b.size, w, 2.0f / static_cast<float>(N), Tag{});
  } else {
    if constexpr (Backward) b.make_room();
    if (fourier::split_level(b.x, b.size, Tag{}) >= fourier::full_level) {
      fourier::split<true, Backward>(b.x, b.size, w, Tag{});
      b.exponent += 1;
    } else {
      fourier::split<false, Backward>(b.x, b.size, w, Tag{});
    }
  }
}

template <bool Inverse, size_t N, class T, class Tag>
constexpr int run_rfft(T* x, Tag tag) noexcept {
  if constexpr (Inverse) {
    block<T, Tag> b{x, N / 2};
    if constexpr (!traits::same<T, float>) b.level = fourier::level(x, N / 2, tag);
    part_spectra<true, N>(b);
    constexpr int halvings = traits::same<T, float> ? 0 : ceil_log2(N / 2);
    return b.exponent + transform<N / 2>(x, tag).exponent - halvings;
  } else {
    block<T, Tag> b = transform<N / 2>(x, tag);
    part_spectra<false, N>(b);
    return b.exponent;
  }
}

template <bool Inverse, class Array>
constexpr int checked_rfft(Array& x) noexcept {
  using view = in_place<Array>;
  using sample = typename view::element;
  constexpr bool is_real = traits::same<typename sample_of_complex<sample>::type, void>;
  static_assert(view::is_array,
                "rfft: pass an array of known length (C array, mote::array, std::array, "
                "span<T, N>)");
  static_assert(is_real, "rfft takes real samples: use fft for complex ones");
  static_assert(!view::is_array || !is_real || can_transform<sample>,
                "rfft: samples are float, int16_t or int32_t: widen int8_t to int16_t");
  if constexpr (can_transform<sample>) {
    constexpr size_t n = view::length;
    constexpr bool right = fits_a_transform(n);
    constexpr bool writes = traits::same<decltype(traits::first_of(x)), sample*>;
    static_assert(right, "rfft: the length must be a power of two from 8 to 8192: pad with zeros");
    static_assert(writes, "rfft works in place: pass an array that is not const");
    if constexpr (right && writes) {
      if (MOTE_CONSTANT_EVALUATED())
        return run_rfft<Inverse, n>(traits::first_of(x), kernel::definition{});
      return run_rfft<Inverse, n>(traits::first_of(x), kernel::best<sample>{});
    }
  }
  return 0;
}

}  // namespace detail::transform

/// Discrete Fourier transform of real samples, in place; the bins 0 to N/2 as numpy's rfft, read
/// with `bins`.
///
/// Sample   float, int16_t, int32_t
/// Shape    N samples, N a power of two from 8 to 8192: an array of known length
/// Range    every input; integers never wrap: the block is scaled by powers of two as it grows
/// State    tables in flash, nothing in RAM
/// Unit     X = x * 2^e with the returned e; of float e is 0
/// Time     N/2 log2 N; docs/reference/transform.md has the figures
/// Target   float: error below 3e-7 * log2 N of the largest bin. Integers: bit-exact
template <class Array>
constexpr int rfft(Array&& x) noexcept {
  return detail::transform::checked_rfft<false>(x);
}

/// Inverse of `rfft`, divided by N as numpy's irfft.
///
/// Unit     x * 2^exponent before, x * 2^e after, with the returned e
template <class Array>
constexpr int irfft(Array&& x, int exponent = 0) noexcept {
  return exponent + detail::transform::checked_rfft<true>(x);
}

}  // namespace mote
