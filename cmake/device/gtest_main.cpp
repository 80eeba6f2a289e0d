// gtest_main.cpp - runs GoogleTest on an emulated board; files, text and arguments by semihosting.
#include <gmock/gmock.h>

#include <stdio.h>
#include <sys/stat.h>

#include "semihosting.hpp"

extern "C" {
using constructor = void (*)();
extern constructor constructors_begin[], constructors_end[];
void initialise_monitor_handles();  // of librdimon: opens stdin, stdout and stderr

// What newlib and libstdc++ expect of a startup code; nothing here is ever destroyed.
void* __dso_handle = nullptr;
void _init() {}
void _fini() {}
int mkdir(const char*, mode_t) { return -1; }

[[noreturn]] void fault() {
  semihosting::print("[  FAILED  ] the program ran into a fault: a trap, or a bad address\n");
  semihosting::end(1);
}

int main() {
  initialise_monitor_handles();
  for (constructor* run = constructors_begin; run < constructors_end; ++run) (*run)();

  static char line[1024];
  char* arguments[32];
  int count = semihosting::command_line(line, arguments);
  testing::InitGoogleMock(&count, arguments);
  const int failed = RUN_ALL_TESTS();
  fflush(stdout);
  semihosting::end(failed == 0 ? 0 : 1);
}
}
