// biquad_sections.hpp - where a cascade's taps are: in memory, or part of the program. Floor 2.
#pragma once

#include "../taps/biquad_taps.hpp"
#include "biquad_settled.hpp"

namespace mote::detail::biquad {

/// Taps that are numbers in memory.
template <class Sample, size_t Sections>
struct taps_in_memory {
  static constexpr bool shared = true;  // by functions for all sections
  biquad_taps<Sample, Sections> taps;

  template <size_t K>
  constexpr const array<int32_t, 5>& of() const noexcept {
    return taps.sections[K];
  }
  constexpr int shift() const noexcept { return taps.shift; }
  constexpr array<int32_t, Sections> gains() const noexcept { return gains_at_zero(taps.sections); }
  /// Some of the sections, from First on.
  template <size_t First, size_t... K>
  constexpr decltype(auto) from(traits::indices<K...>) const noexcept {
    using some = taps_in_memory<Sample, sizeof...(K)>;
    if constexpr (sizeof...(K) == Sections) {
      return (*this);  // a reference
    } else {
      return some{{{{taps.sections[First + K]...}}, taps.sign}};
    }
  }
  template <size_t K>
  static constexpr kernel::section_form form() noexcept {
    return kernel::section_form::summed;
  }
  constexpr float sign() const noexcept { return taps.sign; }
  constexpr float signed_by(float x) const noexcept { return taps.sign * x; }
  template <size_t K, size_t At>
  constexpr float add(float sum, float x) const noexcept {
    return sum + taps.sections[K][At] * x;
  }
  template <size_t K, size_t At>
  constexpr float product(float x) const noexcept {
    return taps.sections[K][At] * x;
  }
  /// At 0 Hz; a division.
  template <size_t K>
  constexpr float gain() const noexcept {
    const array<float, 5>& t = taps.sections[K];
    const float below = taps.sign < 0 ? 2 * (1 + t[3]) - t[4] : -t[4];
    MOTE_EXPECTS(below != 0,
                 "reset(x): a filter with a pole at 0 Hz never settles on a constant: use reset()");
    return (taps.sign < 0 ? 2 * (t[0] - t[1]) + t[2] : t[2]) / below;
  }
};

/// What float taps for a program hold: of the mirrored form those of memory, each but the first
/// negative.
constexpr held_section held_in_code(array<float, 5> taps, kernel::section_form form) noexcept {
  const bool mirrored = form == kernel::section_form::mirrored;
  for (size_t i = 1; mirrored && i < 5; ++i) taps[i] = -taps[i];
  return held_by(taps, form, mirrored ? -1 : 1);
}

/// Taps that are part of the program: products with 0, 1 and -1 vanish.
template <const auto& Taps, size_t From = 0>
struct taps_in_code {
  static constexpr bool shared = false;
  template <size_t K>
  struct section {
    static constexpr auto taps = Taps.sections[K];
    static constexpr int zeros = taps[0] == 0 || taps[2] != taps[0] ? 0
                                 : taps[1] == 2 * taps[0]           ? 1
                                 : taps[1] == -2 * taps[0]          ? -1
                                                                    : 0;
  };
  template <size_t K>
  constexpr section<K> of() const noexcept {
    return {};
  }
  constexpr int shift() const noexcept { return Taps.shift; }
  static constexpr auto gains() noexcept {
    constexpr auto all = gains_at_zero(Taps.sections);
    return all;
  }
  template <size_t First, class Indices>
  constexpr taps_in_code<Taps, From + First> from(Indices) const noexcept {
    return {};
  }
  template <size_t K>
  static constexpr kernel::section_form form() noexcept {
    return Taps.forms[From + K];
  }
  static constexpr float sign() noexcept { return 1; }
  static constexpr float signed_by(float x) noexcept { return x; }
  template <size_t K, size_t At>
  constexpr float add(float sum, float x) const noexcept {
    constexpr float by = Taps.sections[From + K][At];
    if constexpr (by == 0) {
      return sum;
    } else if constexpr (by == 1) {
      return sum + x;
    } else if constexpr (by == -1) {
      return sum - x;
    } else {
      return sum + by * x;
    }
  }
  template <size_t K, size_t At>
  constexpr float product(float x) const noexcept {
    constexpr float by = Taps.sections[From + K][At];
    return by == 1 ? x : by * x;
  }
  /// At 0 Hz.
  template <size_t K>
  static constexpr float gain() noexcept {
    constexpr held_section held = held_in_code(Taps.sections[From + K], form<K>());
    constexpr double below = 1 + held.taps.a1 + held.taps.a2;
    static_assert(
        below != 0,
        "reset(x): a filter with a pole at 0 Hz never settles on a constant: use reset()");
    constexpr double above = held.taps.b0 + held.taps.b1 + held.taps.b2;
    constexpr float gain = static_cast<float>(above / (below != 0 ? below : 1));
    return gain;
  }
};

/// float taps for a program that is compiled for them: each section has a form of its own.
template <size_t Sections>
struct float_code_taps {
  array<array<float, 5>, Sections> sections;
  array<kernel::section_form, Sections> forms;
  bool refused;

  constexpr bool valid() const noexcept {
    return biquad_taps<float, Sections>{sections, refused ? 0.0f : 1.0f}.valid();
  }
  constexpr bool inexact() const noexcept { return refused; }
  static constexpr bool has_gain() noexcept { return true; }
};
struct in_code {
  template <size_t Sections>
  static constexpr float_code_taps<Sections> taps(const sos<Sections>& design, bool) noexcept {
    float_code_taps<Sections> taps{};
    for (size_t k = 0; k < Sections; ++k) {
      taps.forms[k] = form_for(design[k]);
      taps.sections[k] = taps_of(design[k], taps.forms[k]);
    }
    return taps;
  }
  template <size_t Sections>
  static constexpr double error(const float_code_taps<Sections>& taps,
                                const sos<Sections>& design) noexcept {
    array<held_section, Sections> held{};
    for (size_t k = 0; k < Sections; ++k) {
      held[k] = held_in_code(taps.sections[k], taps.forms[k]);
    }
    return largest_error(design, held, 1);
  }
  template <size_t Sections>
  static constexpr void refuse(float_code_taps<Sections>& taps) noexcept {
    taps.refused = true;
  }
};

template <class Sample, size_t Sections>
constexpr auto code_taps(const accepted_design<Sections>& design) noexcept {
  if constexpr (traits::same<Sample, float>) {
    return exact_enough<in_code>(design.rows, design.allowed);
  } else {
    return quantize<Sample>(design.rows, design.allowed);
  }
}
template <class Sample, size_t Sections>
constexpr auto code_taps(const sos<Sections>& design) noexcept {
  return code_taps<Sample>(accepted_design<Sections>{design, biquad_promise<Sample>});
}
template <class Sample, size_t Sections>
constexpr auto code_taps(const biquad_taps<Sample, Sections>& taps) noexcept {
  if constexpr (traits::same<Sample, float>) {
    float_code_taps<Sections> in_code{taps.sections, {}, taps.inexact()};
    for (size_t k = 0; k < Sections; ++k) {
      in_code.forms[k] =
          taps.sign < 0 ? kernel::section_form::mirrored : kernel::section_form::summed;
      for (size_t i = 1; i < 5; ++i) in_code.sections[k][i] *= taps.sign;
    }
    return in_code;
  } else {
    return taps;
  }
}

template <class Sample, const auto& Design>
struct design_taps {
  static constexpr auto taps = code_taps<Sample>(Design);
  static_assert(!taps.inexact(),
                "biquad: rounding would take this design further from exact arithmetic than its "
                "samples promise: filter at a lower rate, use float or a lower order, or accept an "
                "error, in parts of full scale, and give an accepted_design{design, error}");
  static_assert(taps.has_gain(),
                "biquad: the numerators of all sections have a product below 1e-37 or above 1e37, "
                "which integers do not hold: take a lower order, a higher corner, or float");
  static_assert(taps.inexact() || !taps.has_gain() || taps.valid(),
                "biquad: the poles must lie inside the unit circle and the gain below 4096");
};

}  // namespace mote::detail::biquad
