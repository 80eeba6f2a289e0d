// smlal.hpp - the five products of a section on Cortex-M3 and up. Floor 1.
// As ordered asm: where the compiler may move the products of two samples, GCC 12 keeps more values
// alive than there are registers, and the high halves of sign extensions besides.
#pragma once

#include <stdint.h>

#include "../../core/target.hpp"
#include "products.hpp"

#if MOTE_HAS_THUMB == 2
namespace mote::kernel {

struct smlal_products : long_products {
  /// With the remainder of one output the sum begins with 32 bits.
  struct short_start {
    remainder rest;
  };
  static constexpr short_start start(remainder last) noexcept { return {last}; }
  static constexpr int64_t start(remainder last, remainder before) noexcept {
    return long_products::start(last, before);
  }

  template <class Taps, class Start>
  static constexpr int64_t older(const Taps& taps, output x1, output x2, output y1, output y2,
                                 Start start) noexcept {
    const int32_t b2 = tap<2>(taps), b1 = tap<1>(taps), n2 = tap<4>(taps), n1 = tap<3>(taps);
    if (MOTE_CONSTANT_EVALUATED()) return long_products::older(taps, x1, x2, y1, y2, whole(start));
    words sum = begin(start, b2, x2.bits);
    add(sum, b1, x1.bits);
    add(sum, n2, y2.bits);
    add(sum, n1, y1.bits);
    return static_cast<int64_t>((uint64_t{sum.high} << 32) | sum.low);
  }
  template <class Taps>
  static constexpr int32_t next(const Taps& taps, output x, int64_t sum, remainder& rest) noexcept {
    if (MOTE_CONSTANT_EVALUATED()) return long_products::next(taps, x, sum, rest);
    words all = words_of(sum);
    add(all, tap<0>(taps), x.bits);
    rest = all.low;
    return saturated(all.high);
  }

 private:
  struct words {
    uint32_t low, high;
  };
  static constexpr words words_of(int64_t sum) noexcept {
    return {static_cast<uint32_t>(static_cast<uint64_t>(sum) & 0xffffffffu),
            static_cast<uint32_t>(static_cast<uint64_t>(sum) >> 32)};
  }
  static constexpr int64_t whole(short_start start) noexcept {
    return long_products::start(start.rest);
  }
  static constexpr int64_t whole(int64_t start) noexcept { return start; }

  MOTE_ALWAYS_INLINE static words begin(short_start start, int32_t a, int32_t b) noexcept {
    words sum{start.rest, 0};
    __asm__ volatile(
        "mov %1, #0\n\t"
        "smlal %0, %1, %2, %3"
        : "+r"(sum.low), "=&r"(sum.high)
        : "r"(a), "r"(b));
    return sum;
  }
  MOTE_ALWAYS_INLINE static words begin(int64_t start, int32_t a, int32_t b) noexcept {
    words sum = words_of(start);
    add(sum, a, b);
    return sum;
  }
  MOTE_ALWAYS_INLINE static void add(words& sum, int32_t a, int32_t b) noexcept {
    __asm__ volatile("smlal %0, %1, %2, %3" : "+r"(sum.low), "+r"(sum.high) : "r"(a), "r"(b));
  }
  MOTE_ALWAYS_INLINE static int32_t saturated(uint32_t high) noexcept {
    __asm__ volatile("ssat %0, #29, %0" : "+r"(high));
    return static_cast<int32_t>(high);
  }
};

}  // namespace mote::kernel
#endif
