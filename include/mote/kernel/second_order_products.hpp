// second_order_products.hpp - the sum of five products that a second-order section is. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/traits.hpp"

namespace mote::kernel {

/// A tap of {b0, b1, b2, -a1, -a2}: numbers, or constants `Taps::taps`.
template <size_t I, class Taps>
constexpr int32_t tap(const Taps& taps) noexcept {
  if constexpr (mote::detail::same<Taps, array<int32_t, 5>>) {
    return taps[I];
  } else {
    return Taps::taps[I];
  }
}

/// The next output: exactly b0 x + b1 x1 + b2 x2 + n1 y1 + n2 y2 (n1 = -a1, n2 = -a2) and what the
/// last one lost, rounded down to 2^-28, saturated to [-1, 1), in units of 2^-28. older() sums all
/// but b0 x, next() finishes. Taps are in units of 2^-29, multiples of four, at most 2 in size, all
/// five at most 7 together; values are words in units of 2^-31, multiples of eight.
///
/// Several ways to the same bits. This one needs products of 64 bits.
struct long_products {
  struct output {
    int32_t word_;
    constexpr explicit output(int32_t word) noexcept : word_{word} {}
    constexpr int32_t word() const noexcept { return word_; }
  };
  template <class Taps>
  using input = output;

  template <class Taps>
  static constexpr int64_t older(const Taps& taps, output x1, output x2, output y1, output y2,
                                 uint32_t rest) noexcept {
    return static_cast<int64_t>(uint64_t{rest}) + int64_t{tap<2>(taps)} * x2.word_ +
           int64_t{tap<1>(taps)} * x1.word_ + int64_t{tap<4>(taps)} * y2.word_ +
           int64_t{tap<3>(taps)} * y1.word_;
  }
  template <class Taps>
  static constexpr int32_t next(const Taps& taps, output x, int64_t sum, uint32_t& rest) noexcept {
    sum += int64_t{tap<0>(taps)} * x.word_;
    rest = static_cast<uint32_t>(static_cast<uint64_t>(sum) & 0xffffffffu);
    return saturate(static_cast<int32_t>(sum >> 32));
  }
  static constexpr int32_t saturate(int32_t y) noexcept {
    constexpr int32_t top = 0x0fffffff;
    return y < -top - 1 ? -top - 1 : y > top ? top : y;
  }
};

namespace detail {

/// 1 or -1 where the compiler sees that the numerator is b0 (1, 2, 1) or b0 (1, -2, 1); else 0.
template <class Taps, class = void>
inline constexpr int double_zero = 0;
template <class Taps>
inline constexpr int double_zero<Taps, decltype(void(Taps::zeros))> = Taps::zeros;

/// A word in two halves whose products fit into 32 bits: 14 bits, never below 0, and the rest.
struct halves {
  int32_t high, low;
};
constexpr halves halves_of(int32_t word) noexcept {
  return {word >> 17, static_cast<int32_t>((static_cast<uint32_t>(word) << 15) >> 18)};
}

}  // namespace detail

/// For cores whose multiplication gives 32 bits.
struct short_products {
  struct output : detail::halves {
    constexpr explicit output(int32_t word) noexcept : detail::halves{detail::halves_of(word)} {}
    constexpr int32_t word() const noexcept { return high * 0x20000 + low * 8; }
  };
  template <class Taps>
  using input =
      mote::detail::choose_t<detail::double_zero<Taps> != 0, long_products::output, output>;

  struct sum {
    int32_t high, middle, low;
    int32_t numerator;
    constexpr void add(int32_t tap, detail::halves x) noexcept {
      const int32_t tap_high = (tap + 0x8000) >> 16, tap_low = (tap >> 2) - tap_high * 0x4000;
      high += tap_high * x.high;
      middle += tap_high * x.low;
      middle += tap_low * x.high;
      low += tap_low * x.low;
    }
  };
  template <class Taps, class Input>
  static constexpr sum older(const Taps& taps, Input x1, Input x2, output y1, output y2,
                             uint32_t rest) noexcept {
    sum all{0, 0, static_cast<int32_t>(rest >> 5), 0};
    if constexpr (detail::double_zero<Taps> == 0) {
      all.add(tap<2>(taps), x2);
      all.add(tap<1>(taps), x1);
    } else {
      all.numerator = (x2.word_ >> 3) + (x1.word_ >> 2) * detail::double_zero<Taps>;
    }
    all.add(tap<4>(taps), y2);
    all.add(tap<3>(taps), y1);
    return all;
  }
  template <class Taps, class Input>
  static constexpr int32_t next(const Taps& taps, Input x, sum all, uint32_t& rest) noexcept {
    if constexpr (detail::double_zero<Taps> == 0) {
      all.add(tap<0>(taps), x);
    } else {
      const int32_t v = all.numerator + (x.word_ >> 3);
      all.add(tap<0>(taps), {v >> 14, v & 0x3fff});
    }
    all.middle += all.low >> 14;
    rest =
        (static_cast<uint32_t>(all.middle) << 19) | ((static_cast<uint32_t>(all.low) << 18) >> 13);
    return long_products::saturate(all.high + all.high + (all.middle >> 13));
  }
};

}  // namespace mote::kernel
