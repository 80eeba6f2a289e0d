// fft.hpp - discrete Fourier transform of complex samples, forward and inverse, in place. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/complex.hpp"
#include "../core/log2.hpp"
#include "../core/scaled.hpp"
#include "../core/span.hpp"
#include "../core/target.hpp"
#include "../core/traits.hpp"
#include "../kernel/best.hpp"
#include "../kernel/fourier/butterfly.hpp"
#include "../kernel/fourier/butterfly_mve.hpp"
#include "../kernel/row/in_flash.hpp"
#include "detail/in_place.hpp"
#include "detail/twiddle.hpp"

namespace mote {

namespace detail::transform {
namespace fourier = kernel::fourier;

/// A block on its way through the stages. Its numbers times 2^exponent are the transform so far.
template <class T, class Tag>
struct block {
  T* x;
  size_t size;  // complex numbers
  int exponent = 0;
  uint32_t largest = 0;

  /// Below full_size, so that nothing of the next stage can wrap.
  constexpr void make_space() noexcept {
    if (largest >= fourier::full_size) {
      fourier::halve(x, size, Tag{});
      largest = fourier::half_size;
      exponent += 1;
    }
  }
  /// Not so far below that bits are lost.
  constexpr void fill() noexcept {
    if (largest >= fourier::quarter_size) return;
    int bits = 0;
    if (largest < fourier::points<T, kernel::definition>::quiet_size) {
      bits = fourier::spare_bits(x, size);
      if (bits == 0) return;
      largest = fourier::half_size;
    }
    for (; largest < fourier::half_size; largest <<= 2) ++bits;
    fourier::enlarge(x, size, bits, Tag{});
    exponent -= bits;
  }
};

/// Two numbers at a time.
template <class T, class Tag>
constexpr void stage_of_2(block<T, Tag>& b) noexcept {
  if constexpr (traits::same<T, float>) {
    fourier::radix2<0>(b.x, b.size, Tag{});
  } else if (b.largest >= fourier::full_size) {
    b.largest = fourier::radix2<2>(b.x, b.size, Tag{});
    b.exponent += 2;
  } else if (b.largest >= fourier::half_size) {
    b.largest = fourier::radix2<1>(b.x, b.size, Tag{});
    b.exponent += 1;
  } else {
    b.largest = fourier::radix2<0>(b.x, b.size, Tag{});
  }
}

template <class T, class Tag>
MOTE_NOINLINE constexpr void stage(block<T, Tag>& b, size_t groups, size_t span,
                                   kernel::flash_pointer<T> w) noexcept {
  if constexpr (traits::same<T, float>) {
    fourier::radix4<0>(b.x, groups, span, w, Tag{});
  } else if (span == 1 && b.largest >= fourier::full_size) {
    b.largest = fourier::radix4_loud(b.x, groups, Tag{});
    b.exponent += 3;
  } else {
    b.make_space();
    b.fill();
    if (b.largest >= fourier::half_size) {
      b.largest = fourier::radix4<2>(b.x, groups, span, w, Tag{});
      b.exponent += 2;
    } else {
      b.largest = fourier::radix4<1>(b.x, groups, span, w, Tag{});
      b.exponent += 1;
    }
  }
}

template <size_t N, size_t Span, class T, class Tag>
constexpr void stages_from(block<T, Tag>& b) noexcept {
  if constexpr (Span < N) {
    if constexpr (Span == 1) {
      stage(b, N / 4, 1, kernel::flash_pointer<T>{nullptr});
    } else if constexpr (fourier::uses_vectors<T, Tag>(N, Span)) {
      stage(b, N / (4 * Span), Span, vector_twiddles<T, Span>.data());
    } else {
      stage(b, N / (4 * Span), Span, kernel::in_flash<row_of<stage_twiddles<T, Span>>>());
    }
    stages_from<N, 4 * Span>(b);
  }
}

/// Forward, of N complex numbers: pairs of re and im.
template <size_t N, class T, class Tag>
constexpr block<T, Tag> transform(T* x, Tag tag) noexcept {
  constexpr int bits = ceil_log2(N);
  block<T, Tag> b{x, N};
  b.largest = fourier::permute<bits>(x, kernel::in_flash<row_of<reversals<bits / 2>>>(), tag);
  if constexpr (bits % 2 != 0) stage_of_2(b);
  stages_from<N, (bits % 2 != 0 ? 2 : 1)>(b);
  return b;
}

/// x[k] becomes x[N - k], times `scale` where T is float: what makes a forward transform inverse.
template <size_t N, class T>
constexpr void reverse(T* x, float scale) noexcept {
  const auto scaled = [scale](T value) {
    if constexpr (traits::same<T, float>) {
      return value * scale;
    } else {
      static_cast<void>(scale);
      return value;
    }
  };
  const auto swap = [x, scaled](size_t a, size_t b) {
    const complex<T> one{x[a], x[a + 1]};
    x[a] = scaled(x[b]);
    x[a + 1] = scaled(x[b + 1]);
    x[b] = scaled(one.re);
    x[b + 1] = scaled(one.im);
  };
  for (size_t k = 2; k < N; k += 2) swap(k, 2 * N - k);
  if constexpr (traits::same<T, float>) {
    for (size_t k = 0; k <= N; k += N) {
      x[k] *= scale;
      x[k + 1] *= scale;
    }
  }
}

template <bool Inverse, size_t N, class T, class Tag>
constexpr int run_fft(T* x, Tag tag) noexcept {
  const int exponent = transform<N>(x, tag).exponent;
  if constexpr (Inverse) reverse<N>(x, 1.0f / static_cast<float>(N));
  constexpr int halvings = Inverse && !traits::same<T, float> ? ceil_log2(N) : 0;
  return exponent - halvings;
}

/// Where it runs decides on the instructions; the compiler itself sees pairs as one array.
template <bool Inverse, size_t N, class T>
constexpr int run_fft(complex<T>* x) noexcept {
  if (!MOTE_CONSTANT_EVALUATED()) return run_fft<Inverse, N>(&x->re, kernel::best<T>{});
  array<T, 2 * N> pairs{};
  for (size_t i = 0; i < N; ++i) {
    pairs[2 * i] = x[i].re;
    pairs[2 * i + 1] = x[i].im;
  }
  const int exponent = run_fft<Inverse, N>(pairs.data(), kernel::definition{});
  for (size_t i = 0; i < N; ++i) x[i] = {pairs[2 * i], pairs[2 * i + 1]};
  return exponent;
}

template <bool Inverse, class Array>
constexpr auto checked_fft(Array& x) noexcept {
  using view = in_place<traits::remove_cvref_t<Array>>;
  using sample = typename sample_of_complex<typename view::element>::type;
  constexpr bool is_complex = !traits::same<sample, void>;
  static_assert(view::is_array,
                "fft: pass an array of known length (C array, mote::array, std::array, "
                "span<T, N>)");
  static_assert(!view::is_array || is_complex, "fft takes complex samples: use rfft for real ones");
  static_assert(!is_complex || can_transform<sample>,
                "fft: samples are float, int16_t or int32_t: widen int8_t to int16_t");
  static_assert(!is_complex || !Inverse || view::has_exponent,
                "ifft: integers without their exponent: pass what fft returned, or "
                "mote::scaled(values, exponent)");
  if constexpr (can_transform<sample>) {
    constexpr bool right = fits_a_transform(view::length);
    constexpr bool writes = traits::same<decltype(view::values(x)), complex<sample>*>;
    static_assert(right, "fft: the length must be a power of two from 8 to 8192: pad with zeros");
    static_assert(writes, "fft works in place: pass an array that is not const");
    if constexpr (right && writes) {
      constexpr size_t n = view::length;
      complex<sample>* const values = view::values(x);
      return scaled<complex<sample>, n>(span<complex<sample>, n>{values},
                                        view::exponent(x) + run_fft<Inverse, n>(values));
    }
  }
}

}  // namespace detail::transform

/// Discrete Fourier transform, in place: X[k] = sum of x[i] e^(-2 pi j i k / N), as numpy's fft.
///
/// Sample   complex<float>, complex<int16_t>, complex<int32_t>
/// Shape    N samples in, N bins out, N a power of two from 8 to 8192: an array of known length, or
///          a `scaled` block of an exponent of its own. Returns scaled<complex<T>, N>
/// Range    every input; integers never wrap: the block is scaled by powers of two as it grows
/// State    tables in flash, nothing in RAM
/// Unit     of the block returned, X[k] = block[k] * 2^block.exponent()
/// Time     N log2 N; docs/reference/transform.md has the figures
/// Target   float: error below 3e-7 * log2 N of the largest bin. Integers: bit-exact
/// Source   J. W. Cooley, J. W. Tukey, Math. Comp. 19, 1965; radix 4, block floating point
template <class Array>
constexpr auto fft(Array&& x) noexcept {
  return detail::transform::checked_fft<false>(x);
}

/// Inverse of `fft`, divided by N as numpy's ifft.
///
/// Shape    what `fft` returned, or scaled(values, exponent); of complex<float> an array will do
template <class Array>
constexpr auto ifft(Array&& x) noexcept {
  return detail::transform::checked_fft<true>(x);
}

}  // namespace mote
