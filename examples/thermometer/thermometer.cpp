// The thermometer on recorded readings.
// usage: thermometer <readings.csv>     lines of `seconds,counts`
#include "thermometer.hpp"

#include <stdio.h>

int main(int count, char** arguments) {
  FILE* file = count == 2 ? fopen(arguments[1], "r") : nullptr;
  if (file == nullptr) {
    fprintf(stderr, "expected a file that can be read: thermometer <readings.csv>\n");
    return 2;
  }
  thermometer room;
  char line[64];
  for (unsigned number = 1; fgets(line, sizeof line, file) != nullptr; ++number) {
    unsigned seconds = 0, counts = 0;
    if (sscanf(line, "%u,%u", &seconds, &counts) != 2 || counts > 4095 || seconds > 65535) {
      if (number == 1) continue;  // the names of the columns
      fprintf(stderr, "%s:%u: expected `seconds,counts`, with counts from 0 to 4095\n",
              arguments[1], number);
      return 1;
    }
    char text[24];
    if (room(static_cast<int16_t>(counts))) {
      fputs(line_of(static_cast<uint16_t>(seconds), room.value(), text), stdout);
    }
  }
  fclose(file);
}
