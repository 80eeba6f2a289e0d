// handover.hpp - a number that one side writes and another, an interrupt or a core, reads. Floor 1.
#pragma once

#include "../../core/target.hpp"

namespace mote::kernel {

// An AVR has one core and loads a byte at once, so that only the compiler must keep the order;
// Clang's atomics would mask interrupts there.

/// What the other side wrote before it published this number is visible after the load.
/// Range    numbers that the core loads at once: a byte on AVR, else up to a word
template <class T>
MOTE_ALWAYS_INLINE T observe(const T& number) noexcept {
#if defined(__AVR__)
  const T seen = *const_cast<const volatile T*>(&number);
  __asm__ volatile("" ::: "memory");
  return seen;
#else
  return __atomic_load_n(&number, __ATOMIC_ACQUIRE);
#endif
}

/// What was written before is visible to a side that observes this number.
template <class T>
MOTE_ALWAYS_INLINE void publish(T& number, T value) noexcept {
#if defined(__AVR__)
  __asm__ volatile("" ::: "memory");
  *const_cast<volatile T*>(&number) = value;
#else
  __atomic_store_n(&number, value, __ATOMIC_RELEASE);
#endif
}

}  // namespace mote::kernel
