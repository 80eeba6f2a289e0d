// version.hpp - the version of mote, in this one place; build files read these lines. Floor 0.
#pragma once

#define MOTE_VERSION_MAJOR 0
#define MOTE_VERSION_MINOR 1
#define MOTE_VERSION_PATCH 0

#if defined(_MSVC_LANG)
#define MOTE_CPLUSPLUS _MSVC_LANG
#else
#define MOTE_CPLUSPLUS __cplusplus
#endif
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 7
#error \
    "mote needs C++17, and this GCC is too old for it: use GCC 7, Clang 5 or newer. For AVR: \
Arduino's own avr-gcc 7, or clang++ --target=avr; Debian's avr-g++ is GCC 5."
#define MOTE_STOP "mote needs another compiler: see the error above"
#include MOTE_STOP
#elif MOTE_CPLUSPLUS < 201703L
#error \
    "mote needs C++17: add -std=c++17 (GCC, Clang) or /std:c++17 (MSVC) to the compiler flags; \
with CMake link mote::mote; with PlatformIO set build_unflags = -std=gnu++11 and \
build_flags = -std=gnu++17."
#define MOTE_STOP "mote needs C++17: see the error above"
#include MOTE_STOP  // a file that is missing stops the compiler, and #error does not
#endif

#define MOTE_TEXT_OF(x) #x
#define MOTE_TEXT(x) MOTE_TEXT_OF(x)

namespace mote {

/// "major.minor.patch".
inline constexpr char version_string[] = MOTE_TEXT(MOTE_VERSION_MAJOR) "." MOTE_TEXT(
    MOTE_VERSION_MINOR) "." MOTE_TEXT(MOTE_VERSION_PATCH);

}  // namespace mote

#undef MOTE_TEXT
#undef MOTE_TEXT_OF
#undef MOTE_CPLUSPLUS
