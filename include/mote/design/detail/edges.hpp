// edges.hpp - the frequencies of a design, checked. Floor 1.
#pragma once

#include "../../core/expects.hpp"
#include "../../core/target.hpp"

namespace mote::detail::design {

// Not constexpr: in a constant, the first line of the compiler's error is such a name.
inline void a_frequency_must_lie_between_0_and_half_the_sample_rate() noexcept {}
inline void the_lower_edge_of_a_band_comes_first() noexcept {}

constexpr void check_frequency(double frequency, double rate) noexcept {
  const bool fits = frequency > 0 && frequency < rate / 2;
  if (MOTE_CONSTANT_EVALUATED() && !fits) {
    a_frequency_must_lie_between_0_and_half_the_sample_rate();
  }
  MOTE_EXPECTS(fits, "a frequency must lie between 0 and half the sample rate");
}

constexpr void check_band(double low, double high) noexcept {
  if (MOTE_CONSTANT_EVALUATED() && !(low < high)) the_lower_edge_of_a_band_comes_first();
  MOTE_EXPECTS(low < high, "the lower edge of a band comes first");
}

}  // namespace mote::detail::design
