// The same trial on a chip without operating system.
#include "console.hpp"
#include "trial.hpp"

#if defined(__arm__) || defined(__riscv)
extern "C" [[noreturn]] void fault();
extern "C" [[noreturn]] void fault() { console::end(); }
#endif

static tap_lock::door door;

int main() {
  tap_lock::run(
      door, [](const char* text) { console::print(text); }, [](tap_lock::who, uint16_t) {});
  console::end();
}
