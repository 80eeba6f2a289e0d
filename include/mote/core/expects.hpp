// expects.hpp - the check of what a caller promised. Floor 0.
#pragma once

#include "target.hpp"

/// 1: MOTE_EXPECTS stops the program at run time; 0: it costs nothing there. Define it for the
/// whole program. By default 1 on a desktop operating system, 0 on bare metal.
#ifndef MOTE_CHECKED
#define MOTE_CHECKED MOTE_ON_DESKTOP
#endif

#if MOTE_CHECKED && MOTE_HAS_STDIO
#include <stdio.h>

namespace mote::detail::core {

/// Says what was promised, and stops.
[[noreturn]] MOTE_NOINLINE inline void promise_is_broken(const char* file, int line,
                                                         const char* condition,
                                                         const char* sentence) noexcept {
  static_cast<void>(
      fprintf(stderr, "%s:%d: mote expected `%s`: %s\n", file, line, condition, sentence));
  static_cast<void>(fflush(stderr));
  MOTE_TRAP();
}

}  // namespace mote::detail::core

#define MOTE_BROKEN(condition, sentence) \
  ::mote::detail::core::promise_is_broken(__FILE__, __LINE__, condition, sentence)
#else
#define MOTE_BROKEN(condition, sentence) MOTE_TRAP()
#endif

/// Checks a precondition: a mistake of the calling code, not of data (see status.hpp).
///
///   MOTE_EXPECTS(i < N, "an index must be below the length");
///
/// Range    `condition` must have no side effects: it is evaluated only where it is checked
/// Errors   false at compile time: does not compile; at run time, where MOTE_CHECKED is 1: a
///          desktop prints file, line, condition and sentence, and everything stops with a trap, so
///          that a debugger shows the caller
/// Time     nothing when MOTE_CHECKED is 0; the sentence takes no room on a chip
#if MOTE_CHECKED
#define MOTE_EXPECTS(condition, sentence) \
  ((condition) ? static_cast<void>(0) : MOTE_BROKEN(#condition, sentence))
#elif MOTE_HAS_CONSTANT_EVALUATED
#define MOTE_EXPECTS(condition, sentence) \
  (MOTE_CONSTANT_EVALUATED() && !(condition) ? MOTE_TRAP() : static_cast<void>(0))
#else
#define MOTE_EXPECTS(condition, sentence) static_cast<void>(sizeof(!(condition)))
#endif
