// mote.hpp - the whole library in one include. This page is also its table of contents.
// A program pays only for what it uses, so this header costs compile time and nothing else.
#pragma once

// core/ (floor 0): the vocabulary. It includes nothing but <stddef.h>, <stdint.h>, <string.h>.
#include "core/version.hpp"   // MOTE_VERSION_MAJOR, _MINOR, _PATCH; the C++17 check
#include "core/target.hpp"    // what the compiler and the instruction set offer
#include "core/traits.hpp"    // the part of <type_traits> that the library uses
#include "core/bits.hpp"      // bit_cast<To>(from)
#include "core/ordered.hpp"   // key(x): a float as an integer that sorts alike
#include "core/binary64.hpp"  // sums of IEEE 754 doubles in integers
#include "core/expects.hpp"   // MOTE_EXPECTS: what a caller promises
#include "core/status.hpp"    // status: what became of data from outside
#include "core/array.hpp"     // array<T, N>
#include "core/span.hpp"      // span<T, N> and span<T>: views of arrays
#include "core/ring.hpp"      // ring<T, N>: the newest N elements of a stream
#include "core/numeric.hpp"   // numeric<T>: products, sums, rounding and saturation of a sample
#include "core/math.hpp"      // exp, exp2, log, log2, sqrt, tanh, sigmoid; exp2_q15 in integers
#include "core/trig.hpp"      // sin, cos at every angle
#include "core/constant.hpp"  // constant::exp, sin, pow, ... in double, for the compiler
