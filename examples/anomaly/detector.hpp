// detector.hpp - blocks of vibration to six levels, and how far they are from all that was learnt.
#pragma once

#include <mote/core/log2.hpp>
#include <mote/model/kmeans.hpp>
#include <mote/model/state.hpp>
#include <mote/transform/rfft.hpp>
#include <mote/transform/spectrum.hpp>
#include <mote/transform/window.hpp>

#include "machine.hpp"

namespace anomaly {

inline constexpr size_t bands = 6;
using levels = mote::array<float, bands>;

/// The energy of six bands, up to 40, 80, 165, 330, 560 and 800 Hz: in octaves, so that a
/// fault that doubles the little of one band counts as much as one that doubles the much of
/// another.
inline levels levels_of(mote::span<int16_t, block> samples) {
  static constexpr mote::window<int16_t, block> taper{mote::windows::hann};
  constexpr size_t ends[bands] = {7, 13, 27, 53, 90, 128};  // bins of 6.25 Hz
  taper.process(samples, samples);
  mote::array<int16_t, block> values{};
  for (size_t i = 0; i < block; ++i) values[i] = samples[i];
  uint32_t powers[block / 2 + 1];
  const auto power = mote::power_spectrum(mote::bins{mote::rfft(values)}, powers);
  levels out{};
  size_t k = 2;  // below there is the offset of the sensor
  for (size_t b = 0; b < bands; ++b) {
    uint64_t sum = 1;
    for (; k < ends[b]; ++k) sum += power[k];
    out[b] =
        static_cast<float>(mote::log2_q16(sum)) / 65536.0f + static_cast<float>(power.exponent());
  }
  return out;
}

/// k-means of what a healthy machine does, and the largest distance of that from its centres.
class detector {
 public:
  static constexpr char family[] = "anomaly_detector";
  static constexpr size_t rows = 120, trials = 240;  // blocks: 19 and 38 seconds

  /// Of a machine that is well. True when it has learnt enough: then it watches.
  bool learn(const levels& x) {
    if (rows_.size() < rows) {
      rows_.push_back({x});
      if (rows_.size() == rows && !states_.fit(rows_)) rows_.clear();
      return false;
    }
    const float away = mote::score(states_, x);
    if (away > limit_) limit_ = away;
    if (++tried_ < trials) return false;
    limit_ *= 1.25f;
    is_ready_ = 1;
    return true;
  }
  bool ready() const { return is_ready_ != 0; }
  /// How far a block is from what was learnt, in percent of the limit: above 100 it is strange.
  int32_t strangeness(const levels& x) const {
    const float percent = mote::score(states_, x) / limit_ * 100.0f;
    return percent < 9999.0f ? static_cast<int32_t>(percent + 0.5f) : 9999;
  }

  /// See mote/model/state.hpp. The rows are of no use any more.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(states_, limit_, is_ready_);
  }

 private:
  enum class load : uint8_t {};
  struct row {
    levels x;
  };
  mote::learning_kmeans<load, bands, 3> states_{};
  mote::bounded<row, rows> rows_{};
  float limit_ = 0;
  uint32_t tried_ = 0;
  uint8_t is_ready_ = 0;
};

/// An alarm is three strange blocks in a row.
class alarm {
 public:
  bool push(int32_t strangeness) {
    in_a_row_ = strangeness > 100 ? in_a_row_ + 1 : 0;
    return in_a_row_ >= 3;
  }

 private:
  int in_a_row_ = 0;
};

}  // namespace anomaly
