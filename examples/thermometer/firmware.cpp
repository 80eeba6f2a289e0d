// The same thermometer on a chip without operating system. The readings lie in flash, in place of
// the converter; readings.inc is made of readings.csv by CMake.
#include "console.hpp"
#include "thermometer.hpp"

#if defined(__AVR__)
#include <avr/pgmspace.h>
#define IN_FLASH __attribute__((section(".progmem.data")))
#define READ(place) static_cast<int16_t>(pgm_read_word(&(place)))
#else
#define IN_FLASH
#define READ(place) (place)
#endif

#if defined(__arm__) || defined(__riscv)
extern "C" [[noreturn]] void fault();
extern "C" [[noreturn]] void fault() { console::end(); }
#endif

namespace {
const int16_t readings[] IN_FLASH = {
#include "readings.inc"
};
thermometer room;
}  // namespace

int main() {
  uint16_t seconds = 0;
  for (const int16_t& reading : readings) {
    char text[24];
    if (room(READ(reading))) console::print(line_of(seconds, room.value(), text));
    ++seconds;
  }
  console::end();
}
