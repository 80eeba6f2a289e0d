// semihosting.hpp - text to the host and the end of the program, by the debugger's breakpoint.
#pragma once

#include <stdint.h>

namespace semihosting {

enum class operation : uint32_t { write0 = 0x04, get_command_line = 0x15, exit_extended = 0x20 };

inline void call(operation what, const void* argument) {
#if defined(__riscv)
  register uint32_t a0 asm("a0") = static_cast<uint32_t>(what);
  register const void* a1 asm("a1") = argument;
  asm volatile(
      ".balign 16\n"  // the three must lie in one page
      ".option push\n"
      ".option norvc\n"
      "  slli x0, x0, 0x1f\n"
      "  ebreak\n"
      "  srai x0, x0, 7\n"
      ".option pop\n"
      : "+r"(a0)
      : "r"(a1)
      : "memory");
#else
  register uint32_t r0 asm("r0") = static_cast<uint32_t>(what);
  register const void* r1 asm("r1") = argument;
  asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
#endif
}

inline void print(const char* text) { call(operation::write0, text); }

inline void print(const char* name, int64_t value) {
  char digits[24];
  char* at = digits + sizeof digits;
  *--at = 0;
  const bool negative = value < 0;
  uint64_t rest = negative ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  do {
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (negative) *--at = '-';
  print(name);
  print("=");
  print(at);
  print(" ");
}

/// Splits the program's command line, kept in `line`, at its spaces; returns how many words.
template <int Size, int Most>
int command_line(char (&line)[Size], char* (&words)[Most]) {
  struct {
    char* text;
    uint32_t size;
  } block{line, Size};
  line[0] = 0;
  call(operation::get_command_line, &block);
  int count = 0;
  for (char* at = line; *at != 0 && count < Most - 1;) {
    if (*at == ' ') {
      *at++ = 0;
    } else {
      words[count++] = at;
      while (*at != 0 && *at != ' ') ++at;
    }
  }
  words[count] = nullptr;
  return count;
}

[[noreturn]] inline void end(uint32_t code) {
  constexpr uint32_t application_exit = 0x20026;
  const uint32_t block[] = {application_exit, code};
  call(operation::exit_extended, block);
  for (;;) {
  }
}

}  // namespace semihosting
