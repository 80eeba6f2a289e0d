// mel_options.hpp - what a mel spectrum is made of: librosa's arguments. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/version.hpp"

namespace mote {

/// Frequencies of equal distance to the ear: Slaney's Auditory Toolbox, or HTK's.
enum class mel_scale : uint8_t { slaney, htk };
/// slaney: triangles of equal area, 2 / width in Hz; none: all of height 1.
enum class mel_norm : uint8_t { slaney, none };

/// What a band becomes: its energy; log(max(amin, energy)); or 10 log10 of it as `power_to_db`.
enum class mel_output : uint8_t { energy, log, db };

/// librosa's arguments and their defaults. Name what differs; a misspelt name does not compile:
///
///   inline constexpr auto speech = [] {
///     mote::mel_options o;
///     o.rate = 16000;
///     o.length = 512;
///     return o;
///   }();
///   mote::mel<int16_t, speech> mel;
struct mel_options {
  double rate = 22050;                  // sr, Hz
  size_t length = 2048;                 // n_fft
  size_t bands = 128;                   // n_mels
  double fmin = 0;                      // Hz
  double fmax = 0;                      // Hz; 0: rate / 2
  mel_scale scale = mel_scale::slaney;  // htk=False
  mel_norm norm = mel_norm::slaney;
  int power = 2;  // 1: of magnitudes
  mel_output output = mel_output::energy;
  double ref = 1.0;     // of db
  double amin = 1e-10;  // of db and log
  double top_db = -1;   // of db, within one frame; below 0: no limit
};

}  // namespace mote
