// The same monitor on a chip without operating system. The samples lie in flash, in place of the
// sensor's FIFO; samples.inc is made of samples.csv by CMake.
#include "console.hpp"
#include "vibration.hpp"

#if defined(__arm__) || defined(__riscv)
extern "C" [[noreturn]] void fault();
extern "C" [[noreturn]] void fault() { console::end(); }
#endif

namespace {
const int16_t samples[] = {
#include "samples.inc"
};
constexpr size_t step = 3 * vibration::chunk;
}  // namespace

int main() {
  vibration::monitor motor;  // here, because nothing is constructed before main
  console::print(vibration::heading);
  uint16_t blocks = 0;
  for (size_t i = 0; i + step <= sizeof samples / sizeof *samples; i += step) {
    if (!motor.push(mote::span<const int16_t, step>{samples + i})) continue;
    vibration::line text;
    console::print(vibration::row(++blocks, motor.last(), text));
  }
  console::end();
}
