// Written by tests/data/make_level_goldens.py with scipy 1.17.1.
// clang-format off
#pragma once

#include <stdint.h>

namespace goldens::noise {

// Hundredths of a dBFS.
struct row { uint32_t rate; int16_t leq, max; };
inline constexpr row rows[] = {{16000, -1666, -1375}, {48000, -1951, -1652}};

}  // namespace goldens::noise
