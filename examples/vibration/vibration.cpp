// The vibration monitor on recorded samples.
// usage: vibration <samples.csv> [<bands.csv> [<bands.svg>]]     lines of `x,y,z`
#include "vibration.hpp"

#include <stdio.h>

#include "picture.hpp"

namespace {

FILE* opened(const char* name, const char* mode) {
  FILE* file = fopen(name, mode);
  if (file == nullptr) fprintf(stderr, "expected a file that can be opened: %s\n", name);
  return file;
}

bool fits(int value) { return value >= -32768 && value <= 32767; }

}  // namespace

int main(int count, char** arguments) {
  if (count < 2 || count > 4) {
    fprintf(stderr, "usage: vibration <samples.csv> [<bands.csv> [<bands.svg>]]\n");
    return 2;
  }
  FILE* in = opened(arguments[1], "r");
  if (in == nullptr) return 2;
  static vibration::monitor motor;
  static vibration::history history;
  int16_t chunk[3 * vibration::chunk];
  size_t filled = 0;
  fputs(vibration::heading, stdout);
  char text[64];
  for (unsigned number = 1; fgets(text, sizeof text, in) != nullptr; ++number) {
    int x = 0, y = 0, z = 0;
    if (sscanf(text, "%d,%d,%d", &x, &y, &z) != 3 || !fits(x) || !fits(y) || !fits(z)) {
      if (number == 1) continue;  // the names of the columns
      fprintf(stderr, "%s:%u: expected three counts of 16 bits, `x,y,z`\n", arguments[1], number);
      return 1;
    }
    for (const int value : {x, y, z}) chunk[filled++] = static_cast<int16_t>(value);
    if (filled < sizeof chunk / sizeof *chunk) continue;
    filled = 0;
    if (!motor.push(chunk)) continue;
    history.add(motor.last());
    vibration::line line;
    fputs(vibration::row(static_cast<uint16_t>(history.size()), motor.last(), line), stdout);
  }
  fclose(in);

  if (count >= 3) {
    FILE* csv = opened(arguments[2], "w");
    if (csv == nullptr) return 2;
    history.write_csv(csv);
    fclose(csv);
  }
  if (count == 4) {
    FILE* svg = opened(arguments[3], "w");
    if (svg == nullptr) return 2;
    history.write_svg(svg);
    fclose(svg);
  }
}
