// expects.hpp - the check of what a caller promised. Floor 0.
#pragma once

#include "target.hpp"

/// 1: MOTE_EXPECTS traps at run time; 0: it costs nothing there. Define it for the whole program.
/// By default 1 on a desktop operating system, 0 on bare metal.
#ifndef MOTE_CHECKED
#define MOTE_CHECKED MOTE_ON_DESKTOP
#endif

/// Checks a precondition: a mistake of the calling code, not of data (see status.hpp).
///
/// Range    `condition` must have no side effects: it is evaluated only where it is checked
/// Errors   false at compile time: does not compile; at run time, where MOTE_CHECKED is 1: stops
///          with a trap, so that a debugger shows the caller
/// Time     nothing when MOTE_CHECKED is 0
#if MOTE_CHECKED
#define MOTE_EXPECTS(condition) ((condition) ? static_cast<void>(0) : MOTE_TRAP())
#elif MOTE_HAS_CONSTANT_EVALUATED
#define MOTE_EXPECTS(condition) \
  (MOTE_CONSTANT_EVALUATED() && !(condition) ? MOTE_TRAP() : static_cast<void>(0))
#else
#define MOTE_EXPECTS(condition) static_cast<void>(sizeof(!(condition)))
#endif
