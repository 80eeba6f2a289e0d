// products.hpp - the sum of five products that a second-order section is. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"

namespace mote::kernel {

/// A tap of {b0, b1, b2, -a1, -a2}: numbers, or constants `Taps::taps`.
template <size_t At, class Taps>
constexpr int32_t tap(const Taps& taps) noexcept {
  if constexpr (traits::same<Taps, array<int32_t, 5>>) {
    return taps[At];
  } else {
    return Taps::taps[At];
  }
}

/// From any sum of five products to [-2^28, 2^28).
MOTE_ALWAYS_INLINE constexpr int32_t saturated(int32_t y) noexcept {
  constexpr int32_t top = 0x0fffffff;
  const uint32_t above_zero = static_cast<uint32_t>(y) + 0x10000000u;
  if (__builtin_expect((above_zero >> 29) != 0, 0)) return y < 0 ? -top - 1 : top;
  return y;
}

/// The next output: exactly b0 x + b1 x1 + b2 x2 + n1 y1 + n2 y2 (n1 = -a1, n2 = -a2) and what the
/// last one lost, rounded down to 2^-28, saturated to [-1, 1), in units of 2^-28. older() sums all
/// but b0 x, next() finishes. Taps are in units of 2^-29, multiples of four, at most 2 in size, all
/// five at most 7 together. Values come and go as words, in units of 2^-31, multiples of eight.
///
/// Several ways to the same bits. This one needs products of 64 bits.
struct long_products {
  static constexpr bool in_vectors = false;
  using remainder = uint32_t;  // of 2^-28, in units of 2^-60
  struct output {
    int32_t bits;
    constexpr explicit output(int32_t word) noexcept : bits{word} {}
    constexpr int32_t to_word() const noexcept { return bits; }
  };
  template <class Taps>
  using input = output;

  static constexpr remainder from(uint32_t rest) noexcept { return rest; }
  static constexpr uint32_t to(remainder rest) noexcept { return rest; }
  /// What the next sum begins with: error feedback of first order, of second order.
  static constexpr int64_t start(remainder last) noexcept {
    return static_cast<int64_t>(uint64_t{last});
  }
  static constexpr int64_t start(remainder last, remainder before) noexcept {
    return 2 * start(last) - start(before);
  }
  /// Of an output as next() gives it.
  static constexpr output keep(int32_t y) noexcept { return output{y * 8}; }

  template <class Taps>
  static constexpr int64_t older(const Taps& taps, output x1, output x2, output y1, output y2,
                                 int64_t start) noexcept {
    return start + int64_t{tap<2>(taps)} * x2.bits + int64_t{tap<1>(taps)} * x1.bits +
           int64_t{tap<4>(taps)} * y2.bits + int64_t{tap<3>(taps)} * y1.bits;
  }
  template <class Taps>
  static constexpr int32_t next(const Taps& taps, output x, int64_t sum, remainder& rest) noexcept {
    sum += int64_t{tap<0>(taps)} * x.bits;
    rest = static_cast<uint32_t>(static_cast<uint64_t>(sum) & 0xffffffffu);
    return saturated(static_cast<int32_t>(sum >> 32));
  }
};

namespace detail::second_order {

/// 1 or -1 where the compiler sees that the numerator is b0 (1, 2, 1) or b0 (1, -2, 1); else 0.
template <class Taps, class = void>
inline constexpr int double_zero = 0;
template <class Taps>
inline constexpr int double_zero<Taps, decltype(void(Taps::zeros))> = Taps::zeros;

/// A value of 2^-28 in two halves whose products fit into 32 bits: 14 bits, never below 0, and the
/// rest.
struct halves {
  int32_t high, low;
};
MOTE_ALWAYS_INLINE constexpr halves halves_of(int32_t value) noexcept {
  return {value >> 14, static_cast<int32_t>((static_cast<uint32_t>(value) << 18) >> 18)};
}
/// Of a tap: its lower half may be negative.
MOTE_ALWAYS_INLINE constexpr halves halves_of_tap(int32_t tap) noexcept {
  return {(tap + 0x8000) >> 16, static_cast<int16_t>(static_cast<uint32_t>(tap) & 0xffffu) >> 2};
}

/// A constant that the compiler takes for a variable: GCC 12 writes a product with a constant as up
/// to twelve shifts and additions on Cortex-M0, where it is one instruction.
template <size_t Register = sizeof(int)>
MOTE_ALWAYS_INLINE int32_t hidden(int32_t constant) noexcept {
#if MOTE_HAS_GNU_ASM
  if constexpr (Register >= sizeof(int32_t)) __asm__("" : "+r"(constant));
#endif
  return constant;
}
template <int32_t Constant>
MOTE_ALWAYS_INLINE constexpr int32_t times(int32_t x) noexcept {
  constexpr int32_t size = Constant < 0 ? -Constant : Constant;
  if constexpr ((size & (size - 1)) == 0) {
    return x * Constant;
  } else {
    return x * (MOTE_CONSTANT_EVALUATED() ? Constant : hidden(Constant));
  }
}

}  // namespace detail::second_order

/// For cores whose multiplication gives 32 bits.
struct short_products {
  static constexpr bool in_vectors = false;
  struct remainder {
    int32_t middle, low;
  };
  struct output : detail::second_order::halves {
    constexpr explicit output(int32_t word) noexcept
        : output{detail::second_order::halves_of(word >> 3)} {}
    constexpr explicit output(detail::second_order::halves v) noexcept
        : detail::second_order::halves{v} {}
    constexpr int32_t to_word() const noexcept { return high * 0x20000 + low * 8; }
  };
  /// Inputs of which only sums are multiplied.
  struct whole {
    int32_t value;
    constexpr explicit whole(int32_t word) noexcept : value{word >> 3} {}
    constexpr int32_t to_word() const noexcept { return value * 8; }
  };
  template <class Taps>
  using input = traits::choose_t<detail::second_order::double_zero<Taps> != 0, whole, output>;

  static constexpr remainder from(uint32_t rest) noexcept {
    return {static_cast<int32_t>(rest >> 19), static_cast<int32_t>((rest << 13) >> 18)};
  }
  static constexpr uint32_t to(remainder rest) noexcept {
    return (static_cast<uint32_t>(rest.middle) << 19) | (static_cast<uint32_t>(rest.low) << 5);
  }
  static constexpr remainder start(remainder last) noexcept { return last; }
  static constexpr remainder start(remainder last, remainder before) noexcept {
    return {2 * last.middle - before.middle, 2 * last.low - before.low};
  }
  static constexpr output keep(int32_t y) noexcept {
    return output{detail::second_order::halves_of(y)};
  }

  struct sum {
    int32_t high, middle, low, numerator;

    template <size_t At, class Taps>
    MOTE_ALWAYS_INLINE constexpr void add(const Taps& taps,
                                          detail::second_order::halves x) noexcept {
      if constexpr (traits::same<Taps, array<int32_t, 5>>) {
        const detail::second_order::halves tap = detail::second_order::halves_of_tap(taps[At]);
        high += tap.high * x.high;
        middle += tap.high * x.low;
        middle += tap.low * x.high;
        low += tap.low * x.low;
      } else {
        constexpr detail::second_order::halves tap =
            detail::second_order::halves_of_tap(Taps::taps[At]);
        high += detail::second_order::times<tap.high>(x.high);
        middle += detail::second_order::times<tap.high>(x.low);
        middle += detail::second_order::times<tap.low>(x.high);
        low += detail::second_order::times<tap.low>(x.low);
      }
    }
  };
  template <class Taps, class Input>
  MOTE_ALWAYS_INLINE static constexpr sum older(const Taps& taps, Input x1, Input x2, output y1,
                                                output y2, remainder start) noexcept {
    sum all{0, start.middle, start.low, 0};
    if constexpr (detail::second_order::double_zero<Taps> == 0) {
      all.add<2>(taps, x2);
      all.add<1>(taps, x1);
    } else {
      all.numerator = x2.value + 2 * detail::second_order::double_zero<Taps> * x1.value;
    }
    all.add<4>(taps, y2);
    all.add<3>(taps, y1);
    return all;
  }
  template <class Taps, class Input>
  MOTE_ALWAYS_INLINE static constexpr int32_t next(const Taps& taps, Input x, sum all,
                                                   remainder& rest) noexcept {
    if constexpr (detail::second_order::double_zero<Taps> == 0) {
      all.add<0>(taps, x);
    } else {
      all.add<0>(taps, detail::second_order::halves_of(all.numerator + x.value));
    }
    all.middle += all.low >> 14;
    rest = {static_cast<int32_t>((static_cast<uint32_t>(all.middle) << 19) >> 19),
            static_cast<int32_t>((static_cast<uint32_t>(all.low) << 18) >> 18)};
    return saturated(all.high + all.high + (all.middle >> 13));
  }
};

}  // namespace mote::kernel
