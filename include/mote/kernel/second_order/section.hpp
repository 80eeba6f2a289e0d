// section.hpp - biquad sections in exact integers with error feedback. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../best.hpp"
#include "mve.hpp"
#include "products.hpp"
#include "smlal.hpp"

namespace mote::kernel {

/// What a section remembers: its last two inputs and outputs, and what the last outputs lost by
/// rounding, which the next one gets back: with Order 1 its noise is 0 at 0 Hz, with Order 2 it is
/// small at all low frequencies. A word is a value in units of 2^-31 whose low three bits are 0; it
/// is kept in [-1, 1).
template <size_t Order>
struct section_state {
  int32_t x1, x2, y1, y2;
  array<uint32_t, Order> rest;

  /// As if `x` had always come and `y` had always gone. What rounding loses is by then anything
  /// from 0 up to a unit: half of it.
  constexpr void settle(int32_t x, int32_t y) noexcept {
    x1 = x2 = x;
    y1 = y2 = y;
    for (uint32_t& last : rest) last = (x | y) != 0 ? 0x80000000u : 0;
  }
};

/// How the products are summed on which core: many ways to the same bits.
traits::choose_t<target::long_multiply, long_products, short_products> products_of(target::scalar);
#if MOTE_HAS_THUMB == 2
smlal_products products_of(target::thumb2);
#endif
#if MOTE_HAS_MVE
mve_products products_of(target::mve);
#endif
using native_products = decltype(products_of(best<int32_t>{}));

namespace detail::second_order {
template <size_t Order, class Products, class Remainder>
constexpr auto start(Remainder last, Remainder before) noexcept {
  if constexpr (Order == 1) {
    return Products::start(last);
  } else {
    return Products::start(last, before);
  }
}
/// What run_section does. As one function with it, it is slower on Cortex-M0, M55 and RV32 (GCC
/// 12).
template <class Products, size_t Order, class Taps, class Load, class Store>
constexpr void run(const Taps taps, section_state<Order>& state, size_t count, const Load& load,
                   const Store& store) noexcept {
  if constexpr (Products::in_vectors) {
    if (!MOTE_CONSTANT_EVALUATED()) {
      return Products::template run<Order>(taps, state, count, load, store);
    }
  }
  using input = typename Products::template input<Taps>;
  using output = typename Products::output;
  using remainder = typename Products::remainder;
  input x1{state.x1}, x2{state.x2};
  output y1{state.y1}, y2{state.y2};
  remainder r1 = Products::from(state.rest[0]), r2 = Products::from(state.rest[Order - 1]);
  remainder& other = Order == 1 ? r1 : r2;
  size_t i = 0;
  // By two, and the new value in the place of the oldest: none is moved.
  for (size_t pairs = count / 2; pairs != 0; --pairs) {
    auto sum = Products::older(taps, x1, x2, y1, y2, start<Order, Products>(r1, r2));
    x2 = input{load(i)};
    const int32_t u = Products::next(taps, x2, sum, other);
    y2 = Products::keep(u);
    store(i, u, u * 8);
    ++i;
    sum = Products::older(taps, x2, x1, y2, y1, start<Order, Products>(other, r1));
    x1 = input{load(i)};
    const int32_t v = Products::next(taps, x1, sum, r1);
    y1 = Products::keep(v);
    store(i, v, v * 8);
    ++i;
  }
  state.x1 = x1.to_word();
  state.x2 = x2.to_word();
  state.y1 = y1.to_word();
  state.y2 = y2.to_word();
  state.rest[Order - 1] = Products::to(r2);
  state.rest[0] = Products::to(r1);
}
}  // namespace detail::second_order

/// One section over an even `count` of values: load(i) gives a word, and store(i, y, word) takes
/// the saturated output in units of 2^-28, and as a word. A function of its own: it has the
/// registers for itself, and taps in memory share it.
///
/// State    in registers while it runs
/// Target   bit-exact
template <class Products = native_products, size_t Order, class Taps, class Load, class Store>
MOTE_NOINLINE constexpr void run_section(const Taps& taps, section_state<Order>& state,
                                         size_t count, Load load, Store store) noexcept {
  detail::second_order::run<Products>(taps, state, count, load, store);
}

/// The next output alone, in units of 2^-28; the same bits.
template <class Products = native_products, size_t Order, class Taps>
constexpr int32_t step_section(const Taps& taps, section_state<Order>& state,
                               int32_t word) noexcept {
  using input = typename Products::template input<Taps>;
  using output = typename Products::output;
  typename Products::remainder rest = Products::from(state.rest[0]);
  const auto sum = Products::older(
      taps, input{state.x1}, input{state.x2}, output{state.y1}, output{state.y2},
      detail::second_order::start<Order, Products>(rest, Products::from(state.rest[Order - 1])));
  const int32_t y = Products::next(taps, input{word}, sum, rest);
  state.x2 = state.x1;
  state.x1 = word;
  state.y2 = state.y1;
  state.y1 = y * 8;
  state.rest[Order - 1] = state.rest[0];
  state.rest[0] = Products::to(rest);
  return y;
}

}  // namespace mote::kernel
