// listen.cpp - says what it hears: int16 samples on standard input, 8,000 a second.
//
// What a firmware does with its microphone's DMA, with a pipe in place of the DMA.
#include <stdio.h>

#include "mote/pipeline/smooth.hpp"
#include "sound_class.hpp"

int main() {
  static sound_class::pipeline windows;  // RAM: sizeof
  mote::majority<sound_class::label, 3, 5> steady;
  int16_t block[80];
  double seconds = 0;
  while (const size_t count = fread(block, sizeof *block, 80, stdin)) {
    mote::span<const int16_t> samples{block, count};
    seconds += static_cast<double>(count) / 8000;
    while (windows.push(samples)) {
      printf("%6.2f s  %s\n", seconds, sound_class::name(steady(windows.decision())));
      fflush(stdout);
    }
  }
  return 0;
}
