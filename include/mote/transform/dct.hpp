// dct.hpp - the discrete cosine transform DCT-II of short blocks, and its inverse. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/block/misfit.hpp"
#include "../core/span.hpp"
#include "../kernel/row/opaque.hpp"
#include "dct_table.hpp"

namespace mote {

/// The first M coefficients of the DCT-II of N samples, and back (DCT-III). Everything is constant:
/// an object holds nothing. Meant for short blocks, as the bands of a mel spectrum are.
///
/// Sample   float, int16_t. Integers come out divided by 2^exponent, so that no input saturates
/// Shape    N samples in, M <= N coefficients out; `inverse` takes the others for 0
/// State    none; a table of M * (N + 1) / 2 samples in flash, 2N words on the stack
/// Time     M * N / 2 products; integers are summed exactly in 64 bits and rounded once
/// Target   int16_t: bit-exact where double has 64 bits, `process` within 1 LSB of exact arithmetic
///          for N <= 64; `inverse` within 0.51 LSB and 3.1e-5 of the sum of |coefficient| times
///          sqrt(2 / N), or 1 / N without ortho. float: within 1e-6 of the largest coefficient
/// Source   scipy.fft.dct(x, type=2), scipy.fft.idct(y, type=2)
template <class Sample, size_t N, size_t M = N, dct_norm Norm = dct_norm::ortho>
class dct {
  using table = dct_table<Sample, N, M, dct_gain<N, Norm>>;

 public:
  /// A coefficient is out * 2^exponent; 0 for float.
  static constexpr int exponent = table::exponent;

  /// In place is allowed.
  constexpr void process(span<const Sample, N> in, span<Sample, M> out) const noexcept {
    table::forward(in.data(), out.data());
  }
  template <class In, class Out,
            traits::if_misfit<traits::becomes_array<In, const Sample, N> &&
                              traits::becomes_array<Out, Sample, M>> = 0>
  constexpr void process(In&&, Out&&) const noexcept {
    traits::refuse_blocks<In, Out>();
  }

  /// Takes what `process` gives; saturates. `in` and `out` must not overlap.
  constexpr void inverse(span<const Sample, M> in, span<Sample, N> out) const noexcept {
    auto weight = table::row(0);
    Sample* image = out.data() + N;
    for (size_t n = 0; n < table::half; ++n) {
      typename table::sum even = product(in[0], *weight);
      if constexpr (Norm == dct_norm::none) even /= 2;  // exact: the weight is even
      typename table::sum odd{};
      if constexpr (M > 1) odd = column<1>(in.data(), weight);
      if constexpr (M > 2) even += column<2>(in.data(), weight);
      image = kernel::opaque(image - 1);
      *image = finish(even - odd);
      out[n] = finish(even + odd);
      weight = kernel::opaque(weight + 1);
    }
  }
  template <class In, class Out,
            traits::if_misfit<traits::becomes_array<In, const Sample, M> &&
                              traits::becomes_array<Out, Sample, N>> = 0>
  constexpr void inverse(In&&, Out&&) const noexcept {
    traits::refuse_blocks<In, Out>();
  }

 private:
  static constexpr typename table::sum product(Sample x, Sample weight) noexcept {
    return static_cast<typename table::folded>(x) * weight;
  }
  /// One sample of the rows First, First + 2, ..., of which row 0 has the weight `weight`.
  template <size_t First>
  static constexpr typename table::sum column(const Sample* in,
                                              kernel::flash_pointer<Sample> weight) noexcept {
    weight += First * table::half;
    typename table::sum total = product(in[First], *weight);
    for (size_t k = First + 2; k < M; k += 2) {
      weight = kernel::opaque(weight + 2 * table::half);
      total += product(in[k], *weight);
    }
    return total;
  }
  static constexpr Sample finish(typename table::sum total) noexcept {
    if constexpr (Norm == dct_norm::ortho) {
      return table::narrow(total, table::bits - exponent);
    } else if constexpr (!table::integer) {
      return total * static_cast<float>(0.5 / N);
    } else {
      // total * 2^exponent / 2N, where 2^exponent / 2N is in [1, 2)
      constexpr int64_t factor = ((int64_t{1} << (29 + exponent)) + N) / (2 * N);
      return table::narrow((total >> exponent) * factor, table::bits - exponent + 29);
    }
  }
};

}  // namespace mote
