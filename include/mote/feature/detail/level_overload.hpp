// level_overload.hpp - whether samples reached the ends of what a converter gives. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace mote {

namespace detail::feature {

/// Of a meter that shows overload, or nothing: a base class, as an empty one takes no byte.
template <class Unit, bool Used>
struct level_overload {
  static constexpr bool since_restart = false;
  static constexpr uint16_t ticks_left = 0;

  template <class Word, class Limit>
  void look(const Word*, size_t, Limit, uint16_t) noexcept {}
  void pass_tick() noexcept {}
  void restart_overload() noexcept {}
};
template <class Unit>
struct level_overload<Unit, true> {
  bool since_restart = false;
  uint16_t ticks_left = 0;  // for which it is shown

  /// A size that is not below the limit, NaN among them, is shown for `ticks`.
  template <class Word, class Limit>
  void look(const Word* words, size_t count, Limit limit, uint16_t ticks) noexcept {
    bool over = false;
    for (size_t i = 0; i < count; ++i) over |= !(Unit::peak_size(words[i]) < limit);
    if (!over) return;
    since_restart = true;
    ticks_left = ticks;
  }
  void pass_tick() noexcept {
    if (ticks_left > 0) --ticks_left;
  }
  void restart_overload() noexcept { since_restart = false; }
};

}  // namespace detail::feature
}  // namespace mote
