// console.hpp - text out and the end of a program that has no C++ standard library, everywhere.
#pragma once

#include <stdint.h>

#if defined(__AVR__)
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#elif defined(__arm__) || defined(__riscv)
#include "semihosting.hpp"
#else
#include <stdio.h>
#include <stdlib.h>
#endif

namespace console {

/// The emulators collect a line before they show it: end each text with a line.
inline void print(const char* text) {
#if defined(__AVR__)
  UCSR0B = 1 << TXEN0;
  UCSR0A = 1 << U2X0;
  UBRR0 = 0;
  for (; *text != 0; ++text) {
    while ((UCSR0A & (1 << UDRE0)) == 0) {
    }
    UDR0 = static_cast<uint8_t>(*text);
  }
#elif defined(__arm__) || defined(__riscv)
  semihosting::print(text);
#else
  fputs(text, stdout);
#endif
}

/// simavr ends when the core sleeps for ever, and knows no exit code.
[[noreturn]] inline void end() {
#if defined(__AVR__)
  while ((UCSR0A & (1 << UDRE0)) == 0) {
  }
  cli();
  sleep_enable();
  sleep_cpu();
  for (;;) {
  }
#elif defined(__arm__) || defined(__riscv)
  semihosting::end(0);
#else
  exit(0);
#endif
}

}  // namespace console
