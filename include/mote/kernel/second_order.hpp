// second_order.hpp - second-order sections in exact integer arithmetic with error feedback.
// Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/target.hpp"
#include "../core/traits.hpp"

namespace mote::kernel {

/// What a section remembers: its last two inputs and outputs, and what the last output lost by
/// rounding, which the next one gets back. A word is a value in units of 2^-31 whose low three bits
/// are 0; it is kept in [-1, 1).
struct section_state {
  int32_t x1, x2, y1, y2;
  uint32_t rest;
};

/// y = sum of five products, exactly, rounded down to 2^-28, saturated to [-1, 1):
/// b0 x + b1 x1 + b2 x2 + n1 y1 + n2 y2, where n1 = -a1 and n2 = -a2. Taps are in units of 2^-29,
/// multiples of four, at most 2 in size, and all five at most 7 together.
///
/// Two ways to the same bits: products of 64 bits, and products of halves that fit into 32 bits.
struct long_products {
  using value = int32_t;
  static constexpr value from_word(int32_t word) noexcept { return word; }
  static constexpr int32_t to_word(value v) noexcept { return v; }

  /// The output in units of 2^-28, not yet saturated; `rest` in and out.
  template <class Taps>
  static constexpr int32_t sum(const Taps& taps, value x, value x1, value x2, value y1, value y2,
                               uint32_t& rest) noexcept {
    int64_t all = static_cast<int64_t>(uint64_t{rest});
    all += int64_t{taps.template tap<0>()} * x;
    all += int64_t{taps.template tap<1>()} * x1;
    all += int64_t{taps.template tap<2>()} * x2;
    all += int64_t{taps.template tap<3>()} * y1;
    all += int64_t{taps.template tap<4>()} * y2;
    rest = static_cast<uint32_t>(all);
    return static_cast<int32_t>(all >> 32);
  }
};

struct short_products {
  struct value {
    int32_t high;  // 15 bits with the sign
    int32_t low;   // 14 bits, never below 0
  };
  static constexpr value from_word(int32_t word) noexcept {
    return {word >> 17, static_cast<int32_t>((static_cast<uint32_t>(word) << 15) >> 18)};
  }
  static constexpr int32_t to_word(value v) noexcept { return v.high * 0x20000 + v.low * 8; }

  template <class Taps>
  static constexpr int32_t sum(const Taps& taps, value x, value x1, value x2, value y1, value y2,
                               uint32_t& rest) noexcept {
    int32_t high = 0, middle = 0, low = static_cast<int32_t>(rest >> 5);
    add(taps.template tap<0>(), x, high, middle, low);
    add(taps.template tap<1>(), x1, high, middle, low);
    add(taps.template tap<2>(), x2, high, middle, low);
    add(taps.template tap<3>(), y1, high, middle, low);
    add(taps.template tap<4>(), y2, high, middle, low);
    middle += low >> 14;
    rest = (static_cast<uint32_t>(middle) << 19) | ((static_cast<uint32_t>(low) << 18) >> 13);
    return high + high + (middle >> 13);
  }

 private:
  static constexpr void add(int32_t tap, value x, int32_t& high, int32_t& middle,
                            int32_t& low) noexcept {
    const int32_t tap_high = (tap + 0x8000) >> 16, tap_low = (tap >> 2) - tap_high * 0x4000;
    high += tap_high * x.high;
    middle += tap_high * x.low;
    middle += tap_low * x.high;
    low += tap_low * x.low;
  }
};

using native_products =
    mote::detail::choose_t<MOTE_HAS_LONG_MULTIPLY, long_products, short_products>;

/// One section over `count` values: load(i) gives a word, and store(i, y) takes the saturated
/// output in units of 2^-28.
///
/// State    five words in registers while it runs
/// Target   bit-exact
template <class Products = native_products, class Taps, class Load, class Store>
constexpr void run_section(const Taps& taps, section_state& state, size_t count, const Load& load,
                           const Store& store) noexcept {
  using value = typename Products::value;
  constexpr int32_t top = 0x0fffffff;
  value x1 = Products::from_word(state.x1), x2 = Products::from_word(state.x2);
  value y1 = Products::from_word(state.y1), y2 = Products::from_word(state.y2);
  uint32_t rest = state.rest;
  size_t i = 0;
  const auto step = [&](value x, value xa, value xb, value ya, value yb) {
    const int32_t sum = Products::sum(taps, x, xa, xb, ya, yb, rest);
    const int32_t y = sum < -top - 1 ? -top - 1 : sum > top ? top : sum;
    store(i++, y);
    return Products::from_word(y * 8);
  };
  while (count - i >= 2) {  // two at a time: the values change their names and not their places
    const value x = Products::from_word(load(i));
    y2 = step(x, x1, x2, y1, y2);
    x2 = Products::from_word(load(i));
    y1 = step(x2, x, x1, y2, y1);
    x1 = x2;
    x2 = x;
  }
  if (i < count) {
    const value x = Products::from_word(load(i));
    const value y = step(x, x1, x2, y1, y2);
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
  }
  state = {Products::to_word(x1), Products::to_word(x2), Products::to_word(y1),
           Products::to_word(y2), rest};
}

}  // namespace mote::kernel
