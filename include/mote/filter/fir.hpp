// fir.hpp - finite impulse response filters, by sample and by block. Floor 2.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/correlate/correlate.hpp"
#include "../kernel/row/in_flash.hpp"
#include "detail/delay_line.hpp"
#include "detail/lengths.hpp"
#include "taps/fir_taps.hpp"

namespace mote {

namespace detail::filter {
/// count outputs from the windows that start at x, x + 1, ...
template <class Sample, bool Narrow, class Taps, class Out, class Round>
constexpr void fir_rows(const Taps& taps, const fir_tap<Sample>* x, Out out, size_t count,
                        Round to_sample) noexcept {
  kernel::correlate<fir_sum<Sample, Narrow>, Taps::padded>(x, taps.taps.data(), out, count,
                                                           to_sample);
}

template <size_t Other>
constexpr void refuse_taps() noexcept {
  static_assert(Other == 0,
                "the design has another number of taps than the filter: declare it as "
                "fir<Sample, design.size()>");
}

/// With taps that are read at run time.
template <class Sample, size_t N, class Out>
constexpr void fir_run(const fir_taps<Sample, N>& taps, const fir_tap<Sample>* x, Out out,
                       size_t count) noexcept {
  if constexpr (traits::same<Sample, float>) {
    fir_rows<Sample, true>(taps, x, out, count, kernel::no_rounding{});
  } else if constexpr (sizeof(Sample) <= 2) {
    const kernel::rounding<Sample> to_sample{taps.bits};
    if (taps.narrow) {
      fir_rows<Sample, true>(taps, x, out, count, to_sample);
    } else {
      fir_rows<Sample, false>(taps, x, out, count, to_sample);
    }
  } else {
    fir_rows<Sample, false>(taps, x, out, count, kernel::rounding<Sample>{taps.bits});
  }
}

/// The row of constant taps, for kernel::in_flash.
template <const auto& Taps>
struct row_of {
  static constexpr const auto& values() noexcept { return Taps.taps; }
};
template <class Tap, size_t Padded>
struct taps_in_flash {
  static constexpr size_t padded = Padded;
  kernel::flash_row<Tap, Padded> taps;
};
/// Constant taps where they lie.
template <const auto& Taps>
MOTE_ALWAYS_INLINE constexpr decltype(auto) in_place() noexcept {
  if constexpr (kernel::flash_is_apart) {
    using type = traits::remove_cvref_t<decltype(Taps)>;
    return taps_in_flash<typename type::tap_type, type::padded>{{kernel::in_flash<row_of<Taps>>()}};
  } else {
    return (Taps);
  }
}

/// With taps that the compiler knows.
template <const auto& Taps, class Sample>
constexpr void fir_run(const fir_tap<Sample>* x, Sample* out, size_t count) noexcept {
  if constexpr (traits::same<Sample, float>) {
    fir_rows<Sample, true>(in_place<Taps>(), x, out, count, kernel::no_rounding{});
  } else {
    fir_rows<Sample, Taps.narrow>(in_place<Taps>(), x, out, count,
                                  kernel::rounding_by<Sample, Taps.bits>{});
  }
}

/// What both classes below share: a stream through a delay line. `Self` runs the kernel.
template <class Self, class Sample, size_t Window, size_t Block>
class fir_stream {
 public:
  using input_type = Sample;
  using output_type = Sample;

  /// One sample.
  constexpr Sample operator()(Sample x) noexcept {
    Sample y{};
    self().run(line_.push(x), &y, 1);
    return y;
  }

  template <class In, class Out, detail::filter::if_misfit<fir_stream, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<fir_stream, In, Out>();
  }
  /// A block of any length; `out` may be `in`.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    MOTE_EXPECTS(in.size() == out.size(), "the output must be as long as the input");
    const Sample* from = in.data();
    Sample* to = out.data();
    for (size_t rest = in.size(); rest != 0;) {
      line_.make_space();
      const size_t count = rest < line_.space() ? rest : line_.space();
      self().run(line_.append(from, count), to, count);
      from += count;
      to += count;
      rest -= count;
    }
  }

  /// The past is silence again; the taps stay.
  constexpr void reset() noexcept { line_.reset(); }
  /// As if the input had always been `x`: the output begins without a jump.
  constexpr void reset(Sample x) noexcept { line_.reset(x); }

 private:
  constexpr Self& self() noexcept { return static_cast<Self&>(*this); }

  delay_line<fir_tap<Sample>, Window, Block> line_{};
};
}  // namespace detail::filter

/// FIR filter with taps that can change at run time.
///
/// Sample   float, int8_t, int16_t, int32_t
/// Range    integers: the exact sum of products, rounded once, halves up, saturated
/// State    the taps, and Taps + Block samples (of two bytes for int8_t)
/// Time     by block about N products and N / 2 loads a sample; a larger Block moves samples less
/// Target   integers bit-exact; float within (N + 1) * 2^-24 of the sum of |tap * sample|
template <class Sample, size_t Taps, size_t Block = 32>
class fir : public detail::filter::fir_stream<fir<Sample, Taps, Block>, Sample,
                                              fir_taps<Sample, Taps>::padded, Block> {
 public:
  using taps_type = fir_taps<Sample, Taps>;

  constexpr explicit fir(const taps_type& taps) noexcept : taps_{taps} {}

  /// A design in scipy's order.
  constexpr explicit fir(const array<double, Taps>& b) noexcept : taps_{quantize<Sample>(b)} {}

  template <size_t Other>
  constexpr explicit fir(const array<double, Other>&) noexcept {
    detail::filter::refuse_taps<Other>();
  }

  /// Other taps, from the next sample on; the past samples stay.
  constexpr void set_taps(const taps_type& taps) noexcept { taps_ = taps; }
  constexpr const taps_type& taps() const noexcept { return taps_; }

 private:
  friend detail::filter::fir_stream<fir, Sample, taps_type::padded, Block>;
  constexpr void run(const detail::filter::fir_tap<Sample>* x, Sample* out, size_t count) noexcept {
    detail::filter::fir_run(taps_, x, out, count);
  }

  taps_type taps_;
};

/// FIR filter whose taps are a constant: they stay in flash, and shifts are known.
/// `Design` is a constexpr variable: array<double, N> in scipy's order, or fir_taps<Sample, N>.
template <const auto& Design, class Sample, size_t Block = 32>
class fixed_fir;

namespace detail::filter {
template <class Sample, size_t N>
constexpr fir_taps<Sample, N> as_taps(const array<double, N>& b) noexcept {
  return quantize<Sample>(b);
}
template <class Sample, size_t N>
constexpr fir_taps<Sample, N> as_taps(const fir_taps<Sample, N>& taps) noexcept {
  return taps;
}
template <const auto& Design, class Sample>
inline constexpr auto constant_taps = as_taps<Sample>(Design);
}  // namespace detail::filter

template <const auto& Design, class Sample, size_t Block>
class fixed_fir
    : public detail::filter::fir_stream<fixed_fir<Design, Sample, Block>, Sample,
                                        detail::filter::constant_taps<Design, Sample>.padded,
                                        Block> {
 public:
  static constexpr const auto& taps() noexcept {
    return detail::filter::constant_taps<Design, Sample>;
  }

 private:
  friend detail::filter::fir_stream<fixed_fir, Sample,
                                    detail::filter::constant_taps<Design, Sample>.padded, Block>;
  constexpr void run(const detail::filter::fir_tap<Sample>* x, Sample* out, size_t count) noexcept {
    detail::filter::fir_run<detail::filter::constant_taps<Design, Sample>, Sample>(x, out, count);
  }
};

}  // namespace mote
