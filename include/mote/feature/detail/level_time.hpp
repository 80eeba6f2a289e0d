// level_time.hpp - the time weightings Fast, Slow and Impulse: averages that forget. Floor 3.
#pragma once

#include <stdint.h>

#include "../../design/constant.hpp"
#include "../level_options.hpp"
#include "level_energy.hpp"

namespace mote {

namespace detail::feature {

/// In seconds.
constexpr double time_constant(time_weighting time) noexcept {
  return time == time_weighting::fast ? 0.125 : time == time_weighting::slow ? 1.0 : 0.035;
}

/// The share by which an average of `seconds` moves to its input in one tick.
constexpr double moved_share(double tick, double seconds) noexcept {
  return 1 - constant::exp(-tick / seconds);
}

/// An exponential average of energies that come TicksPerSecond (in thousandths) times a second.
template <class Energy, time_weighting Time, uint64_t MilliTicksPerSecond>
class time_average {
  using energy = typename Energy::type;
  static constexpr double tick = 1000.0 / static_cast<double>(MilliTicksPerSecond);

 public:
  constexpr void add(energy now) noexcept {
    constexpr auto rise = Energy::share_from(moved_share(tick, time_constant(Time)));
    average_ = Energy::moved(average_, now, rise);
    if constexpr (Time == time_weighting::impulse) {
      constexpr auto fall = Energy::share_from(moved_share(tick, 1.5));
      held_ = Energy::moved(held_, 0, fall);
      if (average_ > held_) held_ = average_;
    } else {
      held_ = average_;
    }
  }
  constexpr energy value() const noexcept { return held_; }
  constexpr void start(energy at) noexcept { average_ = held_ = at; }

  /// After so many ticks what was before the first is forgotten to 1%.
  static constexpr uint16_t settling = static_cast<uint16_t>(4.6 * time_constant(Time) / tick + 1);

 private:
  energy average_ = 0;
  energy held_ = 0;
};

}  // namespace detail::feature
}  // namespace mote
