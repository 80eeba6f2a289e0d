// XOR, compiled in: the model is a constant in flash.
#include "xor.hpp"

#include <stdio.h>

int main() {
  constexpr int8_t samples[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  for (const auto& x : samples) {
    printf("%d %d -> %s\n", x[0], x[1], name(mote::predict(xor_gate::model, x)));
  }
}
