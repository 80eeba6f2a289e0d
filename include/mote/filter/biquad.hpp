// biquad.hpp - cascades of second-order sections: taps changeable, or part of the program. Floor 2.
#pragma once

#include <stddef.h>

#include "../core/expects.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../kernel/second_order/cascade.hpp"
#include "../kernel/second_order/float_cascade.hpp"
#include "detail/biquad_sections.hpp"
#include "detail/lengths.hpp"

namespace mote {

/// Sections in series, whose taps can be changed at run time.
///
/// Sample   float; int8_t, int16_t, int32_t as fractions of full scale, output in the same unit.
///          24-bit audio in int32_t: in the upper bits, as I2S delivers it
/// Range    integers saturate at the output; inside every input fits
/// State    integers 20 bytes a section and the taps, 20 more; float 8 and 20, and 4 for all
/// Target   integers: bit-exact, whatever the length of the blocks; int16_t and int8_t stay within
///          1 LSB of exact arithmetic, int32_t and float within 1e-5 of full scale: a design that
///          would not is refused by quantize
template <class Sample, size_t Sections>
class biquad_cascade {
  static_assert(traits::takes_samples<biquad_cascade, Sample>);

 public:
  using input_type = Sample;
  using output_type = Sample;
  using taps_type = biquad_taps<Sample, Sections>;

  constexpr explicit biquad_cascade(const taps_type& taps) noexcept : taps_{taps} {
    MOTE_EXPECTS(taps.valid(),
                 "these taps are not valid(): quantize refused the design, or they are damaged");
  }
  /// For constant expressions and the host: on a chip it needs double at run time.
  constexpr explicit biquad_cascade(const sos<Sections>& design) noexcept
      : biquad_cascade{quantize<Sample>(design)} {}  // traps where that refuses the design
  template <size_t Other>
  constexpr explicit biquad_cascade(const sos<Other>&) noexcept {
    static_assert(Other == Sections && traits::never<Sample>,
                  "the design has another number of sections than the filter: declare it as "
                  "biquad_cascade<Sample, design.size()>");
  }

  /// What the sections remember is kept. Integers: reset() as well, unless the taps change little.
  constexpr void set_taps(const taps_type& taps) noexcept {
    MOTE_EXPECTS(taps.valid(),
                 "these taps are not valid(): quantize refused the design, or they are damaged");
    if constexpr (traits::same<Sample, float>) {
      if (taps.sign != taps_.taps.sign) state_.change_sign();
    }
    taps_.taps = taps;
  }
  constexpr const taps_type& taps() const noexcept { return taps_.taps; }

  constexpr Sample operator()(Sample x) noexcept { return state_.step(taps_, x); }
  template <class In, class Out, detail::filter::if_misfit<biquad_cascade, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<biquad_cascade, In, Out>();
  }
  /// A block, which may be filtered in place: `out` is `in`, or does not overlap it.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    MOTE_EXPECTS(in.size() == out.size(), "the output must be as long as the input");
    state_.run(taps_, in.data(), out.data(), in.size());
  }
  /// Forgets all samples: behaves as if newly built.
  constexpr void reset() noexcept { state_ = {}; }
  /// As if the input had always been `x`: scipy's sosfilt_zi(sos) * x.
  /// Time     integers 32 steps of shift and subtract a section, float a division
  /// Errors   a pole at 0 Hz, which float may have, never settles
  constexpr void reset(Sample x) noexcept { state_.settle(taps_, x); }

 private:
  detail::biquad::taps_in_memory<Sample, Sections> taps_;
  kernel::cascade<Sample, Sections> state_{};
};

/// The same filter with its design compiled in: `Design` is a constexpr sos of static storage, or
/// what quantize<Sample> made of one. Integers give the bits of biquad_cascade.
///
/// State    integers 20 bytes a section; float 8
template <const auto& Design, class Sample>
class fixed_biquad_cascade {
  using design = detail::biquad::design_taps<Sample, Design>;

 public:
  using input_type = Sample;
  using output_type = Sample;

  constexpr Sample operator()(Sample x) noexcept { return state_.step(taps{}, x); }
  template <class In, class Out, detail::filter::if_misfit<fixed_biquad_cascade, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<fixed_biquad_cascade, In, Out>();
  }
  /// A block, which may be filtered in place: `out` is `in`, or does not overlap it.
  constexpr void process(span<const Sample> in, span<Sample> out) noexcept {
    MOTE_EXPECTS(in.size() == out.size(), "the output must be as long as the input");
    state_.run(taps{}, in.data(), out.data(), in.size());
  }
  /// Forgets all samples: behaves as if newly built.
  constexpr void reset() noexcept { state_ = {}; }
  /// As if the input had always been `x`: scipy's sosfilt_zi(sos) * x.
  /// Time     a product a section
  constexpr void reset(Sample x) noexcept { state_.settle(taps{}, x); }

 private:
  using taps = detail::biquad::taps_in_code<design::taps>;
  kernel::cascade<Sample, Design.size()> state_{};
};

}  // namespace mote
