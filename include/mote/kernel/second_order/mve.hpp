// mve.hpp - the past of a section in one Helium vector: Cortex-M52, M55, M85. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "smlal.hpp"

#if MOTE_HAS_MVE
#include <arm_mve.h>

namespace mote::kernel {

struct mve_products : smlal_products {
  static constexpr bool in_vectors = true;

  /// run_section with four of the five products in one instruction. The lanes of the past are
  /// inputs, outputs, and the older of each comes first or second by turns: the newest takes its
  /// place.
  template <size_t Order, class Taps, class State, class Load, class Store>
  MOTE_ALWAYS_INLINE static void run(const Taps& taps, State& state, size_t count, const Load& load,
                                     const Store& store) noexcept {
    const int32_t b0 = tap<0>(taps), b1 = tap<1>(taps), b2 = tap<2>(taps), n1 = tap<3>(taps),
                  n2 = tap<4>(taps);
    const int32x4_t older_first = {b2, b1, n2, n1}, older_second = {b1, b2, n1, n2};
    int32x4_t past = {state.x2, state.x1, state.y2, state.y1};
    uint32_t r1 = state.rest[0], r2 = state.rest[Order - 1];
    uint32_t& other = Order == 1 ? r1 : r2;
    const auto next = [&](int32x4_t four, int32_t x, uint32_t last, uint32_t before,
                          uint32_t& rest) {
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
};

namespace detail::second_order {

template <class Taps>
MOTE_ALWAYS_INLINE const int32_t* first_tap(const Taps& taps) noexcept {
  if constexpr (traits::same<Taps, array<int32_t, 5>>) {
    return &taps[0];
  } else {
    return &Taps::taps[0];
  }
}

/// A section while it runs. Its sum is never set back to the remainder: the high word keeps the
/// last output, and n1 is 1 less. The newest input and output take the places of the oldest, so
/// that every other time the lanes are multiplied crosswise. Constraint h: registers from r8 on,
/// which leaves those that vectors are loaded by to the pointers, so that nothing is moved.
struct mve_section {
  int32x4_t taps, past;
  int64_t sum;
  int32_t b0;

  template <class Taps, class State>
  MOTE_ALWAYS_INLINE mve_section(const Taps& from, const State& state) noexcept
      : taps{vldrwq_s32(first_tap(from) + 1) - int32x4_t{0, 0, int32_t{1} << 29, 0}},
        past{vldrwq_s32(&state.x1)},
        sum{int64_t{state.y1 >> 3} * (int64_t{1} << 32) + int64_t{state.rest[0]}},
        b0{*first_tap(from)} {}
  template <class State>
  MOTE_ALWAYS_INLINE void keep(State& state) const noexcept {
    vstrwq_s32(&state.x1, past);
    state.rest[0] = static_cast<uint32_t>(static_cast<uint64_t>(sum) & 0xffffffffu);
  }
  template <bool Crosswise>
  MOTE_ALWAYS_INLINE int32_t next(int32_t x) noexcept {
    int32_t word;
    if constexpr (Crosswise) {
      __asm__ volatile(
          "vmlaldavax.s32 %Q0, %R0, %q3, %q1\n\t"
          "smlal %Q0, %R0, %4, %5\n\t"
          "ssat %R0, #29, %R0\n\t"
          "lsl %2, %R0, #3\n\t"
          "vmov %q1[2], %q1[0], %5, %2"
          : "+r"(sum), "+w"(past), "=&h"(word)
          : "w"(taps), "h"(b0), "h"(x));
    } else {
      __asm__ volatile(
          "vmlaldava.s32 %Q0, %R0, %q3, %q1\n\t"
          "smlal %Q0, %R0, %4, %5\n\t"
          "ssat %R0, #29, %R0\n\t"
          "lsl %2, %R0, #3\n\t"
          "vmov %q1[3], %q1[1], %5, %2"
          : "+r"(sum), "+w"(past), "=&h"(word)
          : "w"(taps), "h"(b0), "h"(x));
    }
    return word;
  }
};

/// A sample through all of them, in a lane.
template <size_t Lane, size_t... K>
MOTE_ALWAYS_INLINE void pass(mve_section* sections, int32x4_t& four,
                             traits::indices<K...>) noexcept {
  int32_t word;
  __asm__ volatile("vmov.32 %0, %q1[%c2]" : "=h"(word) : "w"(four), "n"(Lane));
  ((word = sections[K].template next<Lane % 2 != 0>(word)), ...);
  __asm__ volatile("vmov.32 %q0[%c2], %1" : "+w"(four) : "h"(word), "n"(Lane));
}

MOTE_ALWAYS_INLINE int32x4_t four_words(const int32_t* from) noexcept { return vldrwq_s32(from); }
MOTE_ALWAYS_INLINE int32x4_t four_words(const int16_t* from) noexcept {
  return vshlq_n_s32(vldrhq_s32(from), 16);
}
MOTE_ALWAYS_INLINE int32x4_t four_words(const int8_t* from) noexcept {
  return vshlq_n_s32(vldrbq_s32(from), 24);
}
MOTE_ALWAYS_INLINE void put_four(int32_t* to, int32x4_t words, int32x4_t) noexcept {
  vstrwq_s32(to, words);
}
MOTE_ALWAYS_INLINE void put_four(int16_t* to, int32x4_t words, int32x4_t left) noexcept {
  words = vrshlq_s32(words, left);
  __asm__("vqmovnb.s32 %q0, %q0" : "+w"(words));
  vstrhq_s32(to, words);
}
MOTE_ALWAYS_INLINE void put_four(int8_t* to, int32x4_t words, int32x4_t left) noexcept {
  words = vrshlq_s32(words, left);
  __asm__("vqmovnb.s32 %q0, %q0\n\tvqmovnb.s16 %q0, %q0" : "+w"(words));
  vstrbq_s32(to, words);
}

}  // namespace detail::second_order

/// Sections of Order 1 in series, three at most, over a multiple of four values, from samples or
/// words to samples (times 2^gain, rounded half up, saturated) or words; `out` may be `in`. A value
/// goes from section to section in a register.
template <class State, class From, class To, size_t... K, class... Taps>
MOTE_NOINLINE void run_together(State* states, const From* in, To* out, size_t count, int gain,
                                traits::indices<K...> all, const Taps&... taps) noexcept {
  static_assert(sizeof...(K) <= 3, "no more registers");
  const int32x4_t left = vdupq_n_s32(gain + 8 * static_cast<int>(sizeof(To)) - 32);
  detail::second_order::mve_section sections[] = {{taps, states[K]}...};
  for (size_t fours = count / 4; fours != 0; --fours) {
    int32x4_t four = detail::second_order::four_words(in);
    in += 4;
    detail::second_order::pass<0>(sections, four, all);
    detail::second_order::pass<1>(sections, four, all);
    detail::second_order::pass<2>(sections, four, all);
    detail::second_order::pass<3>(sections, four, all);
    detail::second_order::put_four(out, four, left);
    out += 4;
  }
  (sections[K].keep(states[K]), ...);
}

}  // namespace mote::kernel
#endif
