// window.hpp - tables of window functions, made by the compiler, and their application. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/misfit.hpp"
#include "../core/expects.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../design/window_shape.hpp"
#include "../kernel/row/in_flash.hpp"
#include "../kernel/row/opaque.hpp"

namespace mote {

/// scipy's `fftbins`: `periodic` for spectra, `symmetric` for filter designs.
enum class window_ends : uint8_t { periodic, symmetric };

/// N points of a window function. Declare it constexpr, static or in a namespace: then it lies in
/// flash, and no chip computes it. Only one half is stored; `process` loads each weight once for
/// the two samples that share it, so the half table is also the faster one.
///
///   inline constexpr mote::window<int16_t, 512> taper{mote::windows::hann};
///
/// Sample   float; int16_t (Q15) or int32_t (Q31): 1.0 becomes the largest value, 1 - 2^-15 or
///          1 - 2^-31
/// Shape    N >= 1 points
/// `Row` is where the half lies: array, or kernel::flash_row.
/// State    periodic N / 2 + 1 weights, symmetric (N + 1) / 2
/// Target   integers: bit-exact where double has 64 bits; float tables: nearest to the exact curve
/// Source   scipy.signal.get_window, equal to 1e-12 before rounding
template <class Sample, size_t N, window_ends Ends = window_ends::periodic,
          template <class, size_t> class Row = array>
class window {
  static_assert(traits::takes_samples<window, Sample, traits::samples::wide>);
  static_assert(N > 0, "a window needs at least one point: use N >= 1");
  static constexpr bool periodic = Ends == window_ends::periodic;
  static constexpr size_t last = periodic ? N : N - 1;  // the mirror image of point 0
  static constexpr size_t stored = periodic ? N / 2 + 1 : (N + 1) / 2;

 public:
  using in_flash = window<Sample, N, Ends, kernel::flash_row>;

  constexpr explicit window(const window_shape& shape) noexcept : half_{} {
    for (size_t i = 0; i < half_.size(); ++i) {
      const double height = periodic ? shape.periodic(i, N) : shape.symmetric(i, N);
      half_[i] = numeric<Sample>::from_real(height);
    }
  }

  /// Of weights that are made.
  template <class Weight>
  constexpr explicit window(kernel::flash_row<Weight, stored> half) noexcept : half_{half} {}

  static constexpr size_t size() noexcept { return N; }
  constexpr const auto& weights() const noexcept { return half_; }

  constexpr Sample operator[](size_t i) const noexcept {
    MOTE_EXPECTS(i < N, "an index must be below the length");
    return half_[i <= last / 2 ? i : last - i];
  }

  /// out[i] = in[i] * window[i], rounded half up; in place is allowed.
  constexpr void process(span<const Sample, N> in, span<Sample, N> out) const noexcept {
    const Sample* from = in.data();
    Sample* to = out.data();
    if constexpr (periodic) to[0] = product(from[0], half_[0]);
    const Sample* from_end = from + N;
    Sample* to_end = to + N;
    for (size_t i = periodic ? 1 : 0; i < last - i; ++i) {
      const Sample weight = half_[i];
      from_end = kernel::opaque(from_end - 1);
      to_end = kernel::opaque(to_end - 1);
      const Sample mirrored = product(*from_end, weight);
      to[i] = product(from[i], weight);
      *to_end = mirrored;
    }
    if constexpr (last % 2 == 0) to[last / 2] = product(from[last / 2], half_[last / 2]);
  }
  template <class In, class Out,
            traits::if_misfit<traits::becomes_array<In, const Sample, N> &&
                              traits::becomes_array<Out, Sample, N>> = 0>
  constexpr void process(In&&, Out&&) const noexcept {
    traits::refuse_blocks<In, Out>();
  }

 private:
  /// Cannot overflow, and so need not saturate: a weight is never the lowest value.
  static constexpr Sample product(Sample x, Sample weight) noexcept {
    if constexpr (traits::same<Sample, float>) {
      return x * weight;
    } else {
      constexpr int bits = numeric<Sample>::fraction_bits;
      constexpr prod_t<Sample> half = prod_t<Sample>{1} << (bits - 1);
      return static_cast<Sample>((static_cast<prod_t<Sample>>(x) * weight + half) >> bits);
    }
  }

  Row<Sample, stored> half_;
};

namespace detail::transform {
/// The stored half of a window, for kernel::in_flash.
template <const auto& Taper>
struct weights_of {
  static constexpr const auto& values() noexcept { return Taper.weights(); }
};
}  // namespace detail::transform

/// A block times a window that is constexpr in a namespace or a static member, in place. On AVR its
/// weights are read from flash, where `process` would have them in RAM.
template <const auto& Taper, class Sample, size_t N>
constexpr void taper(span<Sample, N> block) noexcept {
  static_assert(Taper.size() == N, "taper: the window must have as many points as the block");
  if constexpr (kernel::flash_is_apart) {
    using in_flash = typename traits::remove_cvref_t<decltype(Taper)>::in_flash;
    using half = traits::remove_cvref_t<decltype(Taper.weights())>;
    const kernel::flash_row<Sample, half::size()> weights{
        kernel::in_flash<detail::transform::weights_of<Taper>>()};
    in_flash{weights}.process(block, block);
  } else {
    Taper.process(block, block);
  }
}

/// Hann's window of N points, periodic: what `stft` uses when it is given no other.
template <class Sample, size_t N>
inline constexpr window<Sample, N> hann_window{windows::hann};

}  // namespace mote
