// The same meter on a chip without operating system. The samples of street.wav lie in flash, in
// place of a microphone; samples.inc is made of the file by CMake.
#include <mote/feature/calibration.hpp>

#include "console.hpp"
#include "sound_level.hpp"

#if defined(__arm__) || defined(__riscv)
extern "C" [[noreturn]] void fault();
extern "C" [[noreturn]] void fault() { console::end(); }
#endif

namespace {
const uint16_t samples[] = {
#include "samples.inc"
};
constexpr uint32_t rate = 16000;
sound_level_meter<int16_t, rate> meter;  // all 0: it takes no flash
}  // namespace

int main() {
  constexpr uint32_t count = sizeof samples / sizeof samples[0];
  constexpr uint32_t reading = rate / 10;
  int16_t block[reading];
  meter.set_full_scale(mote::full_scale_of_dbfs(-26));  // of the microphone's data sheet
  console::print(history_head);
  for (uint32_t at = 0; at < count;) {
    uint32_t got = 0;  // what a converter or a digital microphone delivers
    for (; got < reading && at < count; ++got) block[got] = static_cast<int16_t>(samples[at++]);
    meter.add({block, got});
    if (got == reading) console::print(history_line(at / (rate / 1000), meter).c_str());
  }
  console::print(summary(meter).c_str());
  console::print(percentiles(meter).c_str());
  console::end();
}
