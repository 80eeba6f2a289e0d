// activity_live.cpp - rows of an accelerometer on standard input, activities on standard output.
//
// What a firmware does with its sensor's FIFO, with lines of text in place of the FIFO: x, y, z in
// counts, separated by commas or blanks.
#include <stdio.h>

#include "activity.hpp"
#include "mote/pipeline/smooth.hpp"

int main() {
  static activity::pipeline windows;  // RAM: sizeof
  mote::majority<activity::label, 3, 4> steady;
  long row = 0;
  int16_t x = 0, y = 0, z = 0;
  while (scanf("%hd%*[ ,;\t]%hd%*[ ,;\t]%hd", &x, &y, &z) == 3) {
    ++row;
    const int16_t fifo[]{x, y, z};
    mote::span<const int16_t> samples{fifo};
    while (windows.push(samples)) {
      printf("%6.1f s  %s\n", static_cast<double>(row) / 10,
             activity::name(steady(windows.decision())));
    }
  }
  if (!feof(stdin)) {
    fprintf(stderr, "row %ld is not three numbers of 16 bits, as 12,-7,1003\n", row + 1);
    return 1;
  }
  return 0;
}
