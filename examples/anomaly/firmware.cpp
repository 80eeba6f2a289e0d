// The same trial on a chip without operating system.
#include "console.hpp"
#include "trial.hpp"

#if defined(__arm__) || defined(__riscv)
extern "C" [[noreturn]] void fault();
extern "C" [[noreturn]] void fault() { console::end(); }
#endif

static anomaly::parts parts;

int main() {
  anomaly::run(
      7, parts, [](const char* text) { console::print(text); },
      [](anomaly::fault, int, int32_t) {});
  console::end();
}
