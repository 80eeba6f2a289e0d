// people.hpp - people who tap on a door, simulated in integers: the same samples everywhere.
#pragma once

#include <mote/core/array.hpp>

#include "lock.hpp"

namespace tap_lock {

class random {
 public:
  explicit random(uint32_t seed) : state_{seed} {}
  uint32_t operator()() {
    state_ = state_ * 1664525u + 1013904223u;
    return state_ >> 16;
  }
  int32_t below(int32_t n) { return static_cast<int32_t>((*this)() % static_cast<uint32_t>(n)); }
  /// Nearly normal, with a deviation of `size`.
  int32_t spread(int32_t size) {
    int32_t sum = 0;
    for (int i = 0; i < 12; ++i) sum += below(1001) - 500;
    return sum * size / 1000;
  }

 private:
  uint32_t state_;
};

/// What is tapped: the steps from tap to tap, 1 to 4 units each.
struct song {
  int taps = 0;
  int32_t steps[most_taps - 1] = {};
};
inline song some_song(random& draw, int taps) {
  song made;
  made.taps = taps;
  for (int i = 0; i + 1 < taps; ++i) made.steps[i] = 1 + draw.below(4);
  return made;
}
inline bool same(const song& one, const song& other) {
  bool is_same = one.taps == other.taps;
  for (int i = 0; i + 1 < one.taps; ++i) is_same = is_same && one.steps[i] == other.steps[i];
  return is_same;
}

/// Someone's hand: how far single steps are off, in thousandths, and off in which way always.
struct hand {
  int32_t jitter, habits[most_taps - 1];
};
inline hand some_hand(random& draw, int32_t jitter, int32_t habit) {
  hand made{jitter, {}};
  for (int32_t& one : made.habits) one = draw.spread(habit);
  return made;
}

/// One attempt, with a tempo of its own: each sample of the sensor goes to `hear`, which says when
/// a rhythm was heard. True: one was.
template <class Hear>
bool tap(const song& what, const hand& by, random& draw, const Hear& hear) {
  const int32_t unit = 260 + draw.below(120);  // 160 to 240 ms
  int32_t next = 300, ring = 0, force = 0;
  int done = 0;
  bool heard = false;
  for (int32_t at = 0, end = 300; at < end + silence + 200 || done < what.taps; ++at) {
    if (at == next && done < what.taps) {
      force = 3000 + draw.below(6000);
      ring = force;
      if (done + 1 < what.taps) {
        const int32_t off = by.habits[done] + draw.spread(by.jitter);
        next += unit * what.steps[done] * (1000 + off) / 1000;
      }
      end = at;
      ++done;
    }
    const int32_t wave = (at & 2) != 0 ? ring : -ring;  // 400 Hz
    ring = ring * 15 / 16;
    heard = hear(static_cast<int16_t>(2000 + wave + draw.below(81) - 40)) || heard;
  }
  return heard;
}

}  // namespace tap_lock
