// spectral_set.hpp - names of the features of a spectrum. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/version.hpp"

namespace mote::spectral {

/// What is taken of the spectrum of a channel; its numbers are those of `spectrum_shape`.
enum class kind : uint8_t {
  centroid,
  spread,
  rolloff,
  dominant,
  flatness,
  entropy,
  crest,
  level,  // of all power: float 10 log10, integers dB Q8; of silence -100 dB
  band,   // the share of the bins first to last - 1: float 0 to 1, integers 0 to 65536
};

/// One number of a row of features, for each channel.
struct feature {
  spectral::kind what;
  uint16_t first = 0;  // of a band: its bins
  uint16_t last = 0;
};

/// The share of the power in the bins from `first` on, before `last`. A bin is rate / N Hz.
constexpr feature band(uint16_t first, uint16_t last) noexcept { return {kind::band, first, last}; }

}  // namespace mote::spectral
