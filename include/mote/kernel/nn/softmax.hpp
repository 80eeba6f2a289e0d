// softmax.hpp - probabilities of bytes, in integers. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/log2.hpp"
#include "../../core/numeric.hpp"
#include "../number/clip.hpp"
#include "../number/long_product.hpp"

namespace mote::kernel {

namespace detail::nn {
/// (a * b + 2^30) >> 31, of which one is above the lowest.
constexpr int32_t doubled_high(int32_t a, int32_t b) noexcept {
  return static_cast<int32_t>((long_product(a, b) + (int64_t{1} << 30)) >> 31);
}
/// a / 2^bits, halves away from 0; bits in [1, 31].
constexpr int32_t halved(int32_t a, int bits) noexcept {
  const int32_t mask = numeric<int32_t>::highest >> (31 - bits), rest = a & mask;
  return (a >> bits) + (rest > (mask >> 1) + (a < 0 ? 1 : 0) ? 1 : 0);
}
/// a * 2^bits, limited.
constexpr int32_t multiplied(int32_t a, int bits) noexcept {
  if (a > (numeric<int32_t>::highest >> bits)) return numeric<int32_t>::highest;
  if (a < (numeric<int32_t>::lowest >> bits)) return numeric<int32_t>::lowest;
  return a * (int32_t{1} << bits);
}

/// e^a of a <= 0 with 26 bits below the point; the result has 31.
MOTE_NOINLINE constexpr int32_t exp_q26(int32_t a) noexcept {
  if (a == 0) return numeric<int32_t>::highest;
  constexpr int32_t quarter = int32_t{1} << 24;
  const int32_t part = (a & (quarter - 1)) - quarter;
  // Four terms of the series around -1/8.
  const int32_t x = multiplied(part, 5) + (int32_t{1} << 28);
  const int32_t square = doubled_high(x, x), cube = doubled_high(square, x);
  const int32_t fourth = halved(doubled_high(square, square), 2);
  const int32_t terms = halved(doubled_high(fourth + cube, 715827883) + square, 1);
  int32_t result = 1895147668 + doubled_high(1895147668, x + terms);
  constexpr int32_t powers[] = {1672461947, 1302514674, 790015084, 290630308,
                                39332535,   720401,     242};  // e^-1/4, e^-1/2, e^-1 ... e^-16
  const int32_t remainder = part - a;
  for (int i = 0; i < 7; ++i) {
    if ((remainder & (int32_t{1} << (24 + i))) != 0) result = doubled_high(result, powers[i]);
  }
  return result;
}

/// 1 / (1 + x) of x in [0, 1) with 31 bits below the point, by three steps of Newton's.
constexpr int32_t reciprocal(int32_t x) noexcept {
  const auto half = static_cast<int32_t>((static_cast<uint32_t>(x) + 0x80000000u) >> 1);
  constexpr int32_t first = 1515870810, slope = -1010580540;  // 48 / 17, -32 / 17
  int32_t y = first + doubled_high(half, slope);
  for (int i = 0; i < 3; ++i) {
    const int32_t rest = (int32_t{1} << 29) - doubled_high(half, y);
    y += multiplied(doubled_high(y, rest), 2);
  }
  return multiplied(y, 1);
}
}  // namespace detail::nn

/// out[k] = e^(x[k]) / their sum, -128 for 0, a step 1/256.
///
/// Range    count >= 1; `lowest` <= 0: what lies further below the largest counts as 0. factor and
///          shift bring a difference to 26 bits below the point: factor * 2^(shift - 31)
/// Time     two exponentials a number that counts
/// Target   bit-exact
/// Source   SOFTMAX of TensorFlow Lite Micro
MOTE_NOINLINE constexpr void softmax(const int8_t* x, size_t count, int32_t factor, int shift,
                                     int32_t lowest, int8_t* out) noexcept {
  int32_t most = x[0];
  for (size_t i = 1; i < count; ++i) most = x[i] > most ? x[i] : most;
  int32_t sum = 0;
  for (size_t i = 0; i < count; ++i) {
    const int32_t below = x[i] - most;
    if (below >= lowest) {
      const int32_t scaled = detail::nn::doubled_high(below * (int32_t{1} << shift), factor);
      sum += detail::nn::halved(detail::nn::exp_q26(scaled), 12);
    }
  }
  const int headroom = 31 - highest_bit(static_cast<uint32_t>(sum));
  const auto share = static_cast<int32_t>((static_cast<uint32_t>(sum) << headroom) - 0x80000000u);
  const int32_t by = detail::nn::reciprocal(share);
  const int bits = 12 - headroom + 31 - 8;
  for (size_t i = 0; i < count; ++i) {
    const int32_t below = x[i] - most;
    int32_t value = -128;
    if (below >= lowest) {
      const int32_t scaled = detail::nn::doubled_high(below * (int32_t{1} << shift), factor);
      value += detail::nn::halved(detail::nn::doubled_high(by, detail::nn::exp_q26(scaled)), bits);
    }
    out[i] = clipped<int8_t>(value);
  }
}

}  // namespace mote::kernel
