// second_order.hpp - second-order sections in exact integer arithmetic with error feedback.
// Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/target.hpp"
#include "../core/traits.hpp"
#include "second_order_dsp.hpp"
#include "second_order_products.hpp"

namespace mote::kernel {

/// What a section remembers: its last two inputs and outputs, and what the last output lost by
/// rounding, which the next one gets back. A word is a value in units of 2^-31 whose low three bits
/// are 0; it is kept in [-1, 1).
struct section_state {
  int32_t x1, x2, y1, y2;
  uint32_t rest;
};

#if MOTE_HAS_DSP && !defined(MOTE_TARGET_SCALAR)
using native_products = dsp_products;
#else
using native_products =
    mote::detail::choose_t<MOTE_HAS_LONG_MULTIPLY, long_products, short_products>;
#endif

/// One section over `count` values: load(i) gives a word, and store(i, y, word) takes the saturated
/// output in units of 2^-28, and as a word.
///
/// State    five words in registers while it runs
/// Target   bit-exact
template <class Products = native_products, class Taps, class Load, class Store>
constexpr void run_section(const Taps taps, section_state& state, size_t count, const Load& load,
                           const Store& store) noexcept {
  using input = typename Products::template input<Taps>;
  using output = typename Products::output;
  input x1{state.x1}, x2{state.x2};
  output y1{state.y1}, y2{state.y2};
  uint32_t rest = state.rest;
  size_t i = 0;
  // By two, and the new value in the place of the oldest: none is moved.
  for (size_t pairs = count / 2; pairs != 0; --pairs) {
    auto sum = Products::older(taps, x1, x2, y1, y2, rest);
    x2 = input{load(i)};
    const int32_t u = Products::next(taps, x2, sum, rest);
    y2 = output{u * 8};
    store(i, u, u * 8);
    ++i;
    sum = Products::older(taps, x2, x1, y2, y1, rest);
    x1 = input{load(i)};
    const int32_t v = Products::next(taps, x1, sum, rest);
    y1 = output{v * 8};
    store(i, v, v * 8);
    ++i;
  }
  if (count % 2 != 0) {
    auto sum = Products::older(taps, x1, x2, y1, y2, rest);
    x2 = x1;
    y2 = y1;
    x1 = input{load(i)};
    const int32_t u = Products::next(taps, x1, sum, rest);
    y1 = output{u * 8};
    store(i, u, u * 8);
  }
  state = {x1.word(), x2.word(), y1.word(), y2.word(), rest};
}

/// The next output alone, in units of 2^-28; the same bits.
template <class Products = native_products, class Taps>
constexpr int32_t step_section(const Taps& taps, section_state& state, int32_t word) noexcept {
  using input = typename Products::template input<Taps>;
  using output = typename Products::output;
  auto sum = Products::older(taps, input{state.x1}, input{state.x2}, output{state.y1},
                             output{state.y2}, state.rest);
  const int32_t y = Products::next(taps, input{word}, sum, state.rest);
  state = {word, state.x1, y * 8, state.y1, state.rest};
  return y;
}

}  // namespace mote::kernel
