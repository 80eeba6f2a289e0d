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
#if MOTE_CPLUSPLUS < 201703L
#error \
    "mote needs C++17: add -std=c++17 (GCC, Clang) or /std:c++17 (MSVC) to the compiler flags; \
with CMake link mote::mote; with PlatformIO set build_unflags = -std=gnu++11 and \
build_flags = -std=gnu++17."
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
