// What a user's first program does: include the library, and use it.
#include <mote/core/array.hpp>
#include <mote/core/version.hpp>

#include <stdio.h>

int main() {
  constexpr mote::array<int, 3> seen{{1, 2, 3}};
  if (seen[2] != 3) return 1;
  printf("mote %d.%d.%d\n", MOTE_VERSION_MAJOR, MOTE_VERSION_MINOR, MOTE_VERSION_PATCH);
  return 0;
}
