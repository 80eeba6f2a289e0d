// checksum.hpp - what the programs of this folder share: a checksum, inputs, and flash on AVR.
//
// A program prints a line `<name> <checksum>` for each algorithm, and `end`. check.py compares the
// lines with checksums.csv, which the host made, on every core.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "console.hpp"
#include "mote/core/array.hpp"
#include "mote/core/bits.hpp"
#include "mote/core/traits.hpp"

// AVR addresses flash apart from RAM: constants that are left there must be loaded on purpose.
#if defined(__AVR__)
#define IN_FLASH __attribute__((section(".progmem.data")))
#else
#define IN_FLASH
#endif

#if defined(__arm__) || defined(__riscv)
extern "C" [[noreturn]] void fault();
extern "C" [[noreturn]] void fault() {
  console::print("FAULT: a trap, or a bad address\n");
  console::end();
}
#endif

namespace checksum {

/// A copy of a constant that is IN_FLASH.
template <class T>
T from_flash(const T& constant) {
#if defined(__AVR__)
  T copy;
  const char* from = reinterpret_cast<const char*>(&constant);
  char* to = reinterpret_cast<char*>(&copy);
  for (size_t i = 0; i < sizeof(T); ++i) asm volatile("lpm %0, Z+" : "=r"(to[i]), "+z"(from));
  return copy;
#else
  return constant;
#endif
}

/// FNV-1a over the bytes of numbers, the lowest byte first whatever the core's order is.
class hash {
 public:
  void bytes(uint64_t value, size_t count) {
    for (; count > 0; --count, value >>= 8) {
      state_ = (state_ ^ static_cast<uint8_t>(value)) * 16777619u;
    }
  }
  template <class T>
  void add(T value) {
    bytes(static_cast<uint64_t>(value), sizeof(T));
  }
  void add(float value) { add(mote::bit_cast<uint32_t>(value)); }
  void add(bool value) { bytes(value ? 1 : 0, 1); }
  template <class T, size_t N>
  void add(const mote::array<T, N>& values) {
    for (const T& value : values) add(value);
  }

  /// Prints `<name> <checksum>`.
  void print(const char* name) const {
    char text[48];
    size_t used = 0;
    for (; *name != 0 && used < sizeof text - 11; ++name) text[used++] = *name;
    text[used++] = ' ';
    for (int shift = 28; shift >= 0; shift -= 4) {
      text[used++] = "0123456789abcdef"[(state_ >> shift) & 15];
    }
    text[used++] = '\n';
    text[used] = 0;
    console::print(text);
  }

 private:
  uint32_t state_ = 2166136261u;
};

/// The same numbers on every machine (xorshift).
class random {
 public:
  explicit random(uint32_t seed) : state_{seed} {}
  uint32_t operator()() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_;
  }
  uint16_t below(uint16_t n) { return static_cast<uint16_t>((*this)() % n); }
  uint64_t wide() {
    const uint64_t high = (*this)();
    return (high << 32) | (*this)();
  }

 private:
  uint32_t state_;
};

/// Bits where arithmetic goes wrong, if it does: all zeros, all ones, one bit, or anything.
template <class T>
T any(random& next) {
  uint64_t bits = next.wide();
  switch (next.below(6)) {
    case 0:
      bits = 0;
      break;
    case 1:
      bits = ~uint64_t{0};
      break;
    case 2:
      bits = uint64_t{1} << (bits & 63);
      break;
    case 3:
      bits = (uint64_t{1} << (bits % (8 * sizeof(T)))) - 1;
      break;
    default:
      break;
  }
  return static_cast<T>(bits);
}

}  // namespace checksum
