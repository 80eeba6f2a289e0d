// machine.hpp - a machine with an accelerometer, simulated in integers: the same samples
// everywhere.
#pragma once

#include <mote/core/array.hpp>
#include <mote/core/span.hpp>

namespace anomaly {

inline constexpr size_t block = 256;  // samples of 1600 a second: 0.16 s

enum class fault : uint8_t { none, unbalance, looseness, bearing, rubbing, faults };
constexpr const char* name_of(fault of) {
  constexpr const char* names[] = {"none", "unbalance", "looseness", "bearing", "rubbing"};
  return names[static_cast<size_t>(of)];
}

/// It works at three loads in turn, each with a speed of its own. Counts of 1/4096 g.
class machine {
 public:
  explicit machine(uint32_t seed) : noise_{seed} {}

  /// `percent`: how far the fault has come; at 100 it is plain.
  void next(fault what, int percent, mote::span<int16_t, block> out) {
    if (blocks_++ % 20 == 0) load_ = (load_ + 1) % 3;
    constexpr uint32_t steps[] = {1003, 1196, 1384};  // 24.5, 29.2, 33.8 Hz, in turns of 2^16
    const int32_t level = 60 + 25 * static_cast<int32_t>(load_);
    const int32_t wobble = static_cast<int32_t>(random() % 9) - 4;
    const auto step = static_cast<uint32_t>(static_cast<int32_t>(steps[load_]) + wobble);
    const auto part = [&](fault of) { return what == of ? percent : 0; };
    for (int16_t& sample : out) {
      turn_ += step;
      int32_t sum = level * (100 + 3 * part(fault::unbalance)) / 100 * sine(turn_) / 32768;
      sum += 30 * sine(2 * turn_) / 32768 + 40 * sine(12 * turn_) / 32768;
      sum += part(fault::looseness) * (sine(3 * turn_) + sine(turn_ / 2)) / 32768;
      ring_ = ring_ * 7 / 8;
      if ((hit_ += 3670) >= 65536) {  // 89.6 times a second a ball rolls over the crack
        hit_ -= 65536;
        ring_ = 5 * part(fault::bearing);
      }
      ringing_ += 17613;  // 430 Hz
      sum += ring_ * sine(ringing_) / 32768;
      const int32_t width = 40 + part(fault::rubbing);
      for (int i = 0; i < 4; ++i) {
        sum += static_cast<int32_t>(random() % static_cast<uint32_t>(width)) - width / 2;
      }
      sample = static_cast<int16_t>(sum);
    }
  }

 private:
  /// Of turns of 2^16, 32768 = 1: an arc of two parabolas, which is near enough.
  static int32_t sine(uint32_t turn) {
    const auto at = static_cast<int32_t>(turn & 0xffffu) - 32768;
    return -(at * (32768 - (at < 0 ? -at : at)) >> 13);
  }
  uint32_t random() {
    noise_ = noise_ * 1664525u + 1013904223u;
    return noise_ >> 16;
  }

  uint32_t noise_, load_ = 0, blocks_ = 0, turn_ = 0, ringing_ = 0, hit_ = 0;
  int32_t ring_ = 0;
};

}  // namespace anomaly
