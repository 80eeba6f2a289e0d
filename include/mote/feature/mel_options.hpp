// mel_options.hpp - what a mel spectrum is made of: librosa's arguments. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace mote {

/// Frequencies of equal distance to the ear: Slaney's Auditory Toolbox, or HTK's.
enum class mel_scale : uint8_t { slaney, htk };
/// slaney: triangles of equal area, 2 / width in Hz; none: all of height 1.
enum class mel_norm : uint8_t { slaney, none };

/// What a band becomes: its energy; log(max(amin, energy)); or 10 log10 of it as `power_to_db`.
enum class mel_output : uint8_t { energy, log, db };

/// librosa's arguments and their defaults. Inherit, and name what differs:
///
///   struct speech : mote::mel_options {
///     static constexpr double rate = 16000;
///     static constexpr size_t length = 512, bands = 40;
///     static constexpr mote::mel_output output = mote::mel_output::db;
///   };
struct mel_options {
  static constexpr double rate = 22050;                  // sr, Hz
  static constexpr size_t length = 2048;                 // n_fft
  static constexpr size_t bands = 128;                   // n_mels
  static constexpr double fmin = 0;                      // Hz
  static constexpr double fmax = 0;                      // Hz; 0: rate / 2
  static constexpr mel_scale scale = mel_scale::slaney;  // htk=False
  static constexpr mel_norm norm = mel_norm::slaney;
  static constexpr int power = 2;  // 1: of magnitudes
  static constexpr mel_output output = mel_output::energy;
  static constexpr double ref = 1.0;     // of db
  static constexpr double amin = 1e-10;  // of db and log
  static constexpr double top_db = -1;   // of db, within one frame; below 0: no limit
};

}  // namespace mote
