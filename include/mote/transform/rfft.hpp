// rfft.hpp - discrete Fourier transform of real samples, forward and inverse, in place. Floor 2.
// N real samples are N/2 complex ones to a transform of half the length; a last pass separates
// the spectra of the even and the odd samples.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/complex.hpp"
#include "../core/expects.hpp"
#include "../core/log2.hpp"
#include "../core/scaled.hpp"
#include "../core/span.hpp"
#include "../core/target.hpp"
#include "../core/traits.hpp"
#include "../kernel/best.hpp"
#include "../kernel/fourier/split.hpp"
#include "../kernel/fourier/split_mve.hpp"
#include "../kernel/row/in_flash.hpp"
#include "fft.hpp"
#include "detail/twiddle.hpp"

namespace mote {

/// The bins 0 to N/2 of a block that `rfft` has transformed: block[0] and block[1] are the real
/// bins 0 and N/2; bin k is block[2k] + j block[2k + 1].
///
/// Shape    N / 2 + 1 bins, as numpy's rfft
/// Unit     bin * 2^exponent()
/// State    that of the block
/// Errors   an index that is not < size() traps where MOTE_CHECKED is 1
template <class T, size_t N>
class bins {
 public:
  constexpr explicit bins(scaled<const T, N> transformed) noexcept : block_{transformed} {}

  static constexpr size_t size() noexcept { return N / 2 + 1; }
  constexpr int exponent() const noexcept { return block_.exponent(); }
  constexpr complex<T> operator[](size_t k) const noexcept {
    MOTE_EXPECTS(k < size(), "an index must be below the length");
    if (k == 0) return {block_[0], T{}};
    if (k == N / 2) return {block_[1], T{}};
    return {block_[2 * k], block_[2 * k + 1]};
  }

 private:
  scaled<const T, N> block_;
};
template <class T, size_t N, bool Real>
bins(scaled<T, N, Real>) -> bins<traits::remove_cvref_t<T>, N>;
template <class Array>
bins(const Array&)
    -> bins<typename traits::remove_cvref<typename traits::viewed<Array>::element>::type,
            traits::viewed<Array>::length>;

namespace detail::transform {

template <bool Backward, size_t N, class T, class Tag>
constexpr void part_spectra(block<T, Tag>& b) noexcept {
  const auto w = kernel::in_flash<row_of<split_twiddles<T, N>>>();
  if constexpr (traits::same<T, float>) {
    fourier::split<Backward>(b.x, b.size, w, 2.0f / static_cast<float>(N), Tag{});
  } else {
    if constexpr (Backward) b.make_space();
    if (fourier::split_largest(b.x, b.size, Tag{}) >= fourier::full_size) {
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
    if constexpr (!traits::same<T, float>) b.largest = fourier::largest(x, N / 2, tag);
    part_spectra<true, N>(b);
    constexpr int halvings = traits::same<T, float> ? 0 : ceil_log2(N / 2);
    return b.exponent + transform<N / 2>(x, tag).exponent - halvings;
  } else {
    block<T, Tag> b = transform<N / 2>(x, tag);
    part_spectra<false, N>(b);
    return b.exponent;
  }
}

template <bool Inverse, size_t N, class T>
constexpr int run_rfft(T* x) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) return run_rfft<Inverse, N>(x, kernel::definition{});
  return run_rfft<Inverse, N>(x, kernel::best<T>{});
}

template <bool Inverse, class Array>
constexpr auto checked_rfft(Array& x) noexcept {
  using view = in_place<traits::remove_cvref_t<Array>>;
  using sample = typename view::element;
  constexpr bool is_real = traits::same<typename sample_of_complex<sample>::type, void>;
  static_assert(view::is_array,
                "rfft: pass an array of known length (C array, mote::array, std::array, "
                "span<T, N>)");
  static_assert(is_real, "rfft takes real samples: use fft for complex ones");
  static_assert(!view::is_array || !is_real || can_transform<sample>,
                "rfft: samples are float, int16_t or int32_t: widen int8_t to int16_t");
  static_assert(!view::is_array || !Inverse || view::has_exponent,
                "irfft: integers without their exponent: pass what rfft returned, or "
                "mote::scaled(values, exponent)");
  if constexpr (can_transform<sample>) {
    constexpr size_t n = view::length;
    constexpr bool right = fits_a_transform(n);
    constexpr bool writes = traits::same<decltype(view::values(x)), sample*>;
    static_assert(right, "rfft: the length must be a power of two from 8 to 8192: pad with zeros");
    static_assert(writes, "rfft works in place: pass an array that is not const");
    if constexpr (right && writes) {
      sample* const values = view::values(x);
      return scaled<sample, n>(span<sample, n>{values},
                               view::exponent(x) + run_rfft<Inverse, n>(values));
    }
  }
}

}  // namespace detail::transform

/// Discrete Fourier transform of real samples, in place; the bins 0 to N/2 as numpy's rfft, read
/// with `bins`.
///
/// Sample   float, int16_t, int32_t
/// Shape    N samples, N a power of two from 8 to 8192: an array of known length, or a `scaled`
///          block of an exponent of its own. Returns scaled<T, N>
/// Range    every input; integers never wrap: the block is scaled by powers of two as it grows
/// State    tables in flash, nothing in RAM
/// Unit     of the block returned, bins(block)[k] * 2^block.exponent()
/// Time     N/2 log2 N; docs/reference/transform.md has the figures
/// Target   float: error below 3e-7 * log2 N of the largest bin. Integers: bit-exact
template <class Array>
constexpr auto rfft(Array&& x) noexcept {
  return detail::transform::checked_rfft<false>(x);
}

/// Inverse of `rfft`, divided by N as numpy's irfft.
///
/// Shape    what `rfft` returned, or scaled(values, exponent); of float an array will do
template <class Array>
constexpr auto irfft(Array&& x) noexcept {
  return detail::transform::checked_rfft<true>(x);
}

}  // namespace mote
