// second_order_mve.hpp - the past of a section in one Helium vector: Cortex-M52, M55, M85. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "second_order_smlal.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel {

struct mve_products : smlal_products {};

namespace detail {

/// run_section with four of the five products in one instruction. The lanes of the past are inputs,
/// outputs, and the older of each comes first or second by turns: the newest takes its place.
template <size_t Order, class Taps, class State, class Load, class Store>
MOTE_ALWAYS_INLINE void run_in_vectors(const Taps& taps, State& state, size_t count,
                                       const Load& load, const Store& store) noexcept {
  const int32_t b0 = tap<0>(taps), b1 = tap<1>(taps), b2 = tap<2>(taps), n1 = tap<3>(taps),
                n2 = tap<4>(taps);
  const int32x4_t older_first = {b2, b1, n2, n1}, older_second = {b1, b2, n1, n2};
  int32x4_t past = {state.x2, state.x1, state.y2, state.y1};
  uint32_t r1 = state.rest[0], r2 = state.rest[Order - 1];
  uint32_t& other = Order == 1 ? r1 : r2;
  const auto next = [&](int32x4_t four, int32_t x, uint32_t last, uint32_t before, uint32_t& rest) {
    int64_t sum = Order == 1 ? long_products::start(last) : long_products::start(last, before);
    sum = vmlaldavaq_s32(sum, four, past) + int64_t{b0} * x;
    rest = static_cast<uint32_t>(static_cast<uint64_t>(sum) & 0xffffffffu);
    int32_t y = static_cast<int32_t>(sum >> 32);
    __asm__("ssat %0, #29, %0" : "+r"(y));
    return y;
  };
  size_t i = 0;
  for (size_t pairs = count / 2; pairs != 0; --pairs) {
    int32_t x = load(i);
    int32_t y = next(older_first, x, r1, r2, other);
    __asm__("vmov %q0[2], %q0[0], %1, %2" : "+w"(past) : "r"(x), "r"(y * 8));
    store(i, y, y * 8);
    ++i;
    x = load(i);
    y = next(older_second, x, other, r1, r1);
    __asm__("vmov %q0[3], %q0[1], %1, %2" : "+w"(past) : "r"(x), "r"(y * 8));
    store(i, y, y * 8);
    ++i;
  }
  state.x2 = past[0];
  state.x1 = past[1];
  state.y2 = past[2];
  state.y1 = past[3];
  state.rest[Order - 1] = r2;
  state.rest[0] = r1;
}

}  // namespace detail
}  // namespace mote::kernel
#endif
