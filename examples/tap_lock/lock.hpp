// lock.hpp - taps on a door become a rhythm, and a rhythm that was learnt opens it. Integers only
// but for one root.
#pragma once

#include <mote/core/root.hpp>
#include <mote/filter/dc_blocker.hpp>
#include <mote/filter/envelope.hpp>
#include <mote/filter/one_pole.hpp>
#include <mote/model/knn.hpp>
#include <mote/model/state.hpp>

namespace tap_lock {

inline constexpr double rate = 1600;       // samples of a piezo or an accelerometer a second
inline constexpr int most_taps = 9;        // of a rhythm
inline constexpr int16_t threshold = 600;  // what is a tap
inline constexpr int32_t deaf = 128;       // samples after a tap: it rings
inline constexpr int32_t silence = 2000;   // samples after which a rhythm is over

/// The times between taps as shares of the whole, 4096 together, so that the tempo does not count.
struct rhythm {
  int taps = 0;
  mote::array<int16_t, most_taps - 1> shares{};
};

/// Samples to rhythms.
class listener {
 public:
  /// True when a rhythm is over: then last() has it.
  bool push(int16_t sample) {
    if (!started_) no_offset_.reset(sample);
    started_ = true;
    const int16_t level = envelope_(no_offset_(sample));
    ++since_;
    if (level > threshold && (taps_ == 0 || since_ > deaf)) {
      if (taps_ > 0 && taps_ < most_taps) between_[taps_ - 1] = since_;
      if (taps_ <= most_taps) ++taps_;
      since_ = 0;
    }
    if (taps_ == 0 || since_ < silence) return false;
    return finish();
  }
  const rhythm& last() const { return last_; }

 private:
  /// False where it is none: too few taps, or too many.
  bool finish() {
    const int taps = taps_;
    taps_ = 0;
    if (taps < 4 || taps > most_taps) return false;
    int32_t whole = 0;
    for (int i = 0; i + 1 < taps; ++i) whole += between_[i];
    last_ = {};
    last_.taps = taps;
    for (int i = 0; i + 1 < taps; ++i) {
      last_.shares[static_cast<size_t>(i)] = static_cast<int16_t>(between_[i] * 4096 / whole);
    }
    return true;
  }

  static constexpr auto slow = mote::quantize<int16_t>(mote::smoothing::cutoff(5, rate));
  static constexpr auto at_once = mote::quantize<int16_t>(mote::smoothing{1.0});
  static constexpr auto release =
      mote::quantize<int16_t>(mote::smoothing::time_constant(0.01, rate));
  mote::dc_blocker<int16_t> no_offset_{slow};
  mote::envelope<int16_t> envelope_{at_once, release};
  int32_t since_ = 0, between_[most_taps - 1] = {};
  int taps_ = 0;
  bool started_ = false;
  rhythm last_{};
};

enum class answer : uint8_t { learnt, again, open, closed };

/// Learns one rhythm from five repetitions, and opens for it alone.
class lock {
 public:
  static constexpr char family[] = "tap_lock";
  static constexpr size_t repetitions = 5;

  bool ready() const { return known_.size() == repetitions; }

  /// One repetition of the owner. `again` where it is unlike those before.
  answer learn(const rhythm& heard) {
    if (known_.size() == 0) taps_ = static_cast<uint8_t>(heard.taps);
    if (heard.taps != taps_) return answer::again;
    const uint16_t away = known_.size() == 0 ? 0 : distance(heard);
    if (away > 500) return answer::again;
    if (!known_.partial_fit(heard.shares)) return answer::again;
    if (away > spread_) spread_ = away;
    return answer::learnt;
  }
  /// Open where the nearest repetition is not much farther than they are from each other.
  answer ask(const rhythm& heard) const {
    if (!ready() || heard.taps != taps_) return answer::closed;
    return distance(heard) <= limit() ? answer::open : answer::closed;
  }
  uint16_t limit() const { return static_cast<uint16_t>(spread_ + 60); }
  /// From the nearest repetition.
  uint16_t distance(const rhythm& heard) const {
    return static_cast<uint16_t>(mote::score(known_, heard.shares)[0]);
  }

  /// See mote/model/state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(known_, taps_, spread_);
  }

 private:
  mote::learning_knn<mote::knn_novelty<int16_t, most_taps - 1, repetitions, 1>> known_{};
  uint8_t taps_ = 0;
  uint16_t spread_ = 0;  // the largest distance of a repetition from those before it
};

}  // namespace tap_lock
