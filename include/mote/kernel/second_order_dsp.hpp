// second_order_dsp.hpp - the five products of a section on Cortex-M with DSP. Floor 1.
// As ordered asm: where the compiler may move the products of two samples, GCC 12 keeps more values
// alive than there are registers, and the high halves of sign extensions besides.
#pragma once

#include "../core/target.hpp"
#include "second_order_products.hpp"

#if MOTE_HAS_DSP
namespace mote::kernel {

struct dsp_products : long_products {
  template <class Taps>
  static constexpr int64_t older(const Taps& taps, output x1, output x2, output y1, output y2,
                                 uint32_t rest) noexcept {
    if (MOTE_CONSTANT_EVALUATED()) return long_products::older(taps, x1, x2, y1, y2, rest);
    const int32_t b1 = tap<1>(taps), b2 = tap<2>(taps), n1 = tap<3>(taps), n2 = tap<4>(taps);
    return add_four(rest, b2, x2.word_, b1, x1.word_, n2, y2.word_, n1, y1.word_);
  }
  template <class Taps>
  static constexpr int32_t next(const Taps& taps, output x, int64_t sum, uint32_t& rest) noexcept {
    if (MOTE_CONSTANT_EVALUATED()) return long_products::next(taps, x, sum, rest);
    return finish(tap<0>(taps), x.word_, sum, rest);
  }

 private:
  MOTE_ALWAYS_INLINE static int64_t add_four(uint32_t rest, int32_t a, int32_t b, int32_t c,
                                             int32_t d, int32_t e, int32_t f, int32_t g,
                                             int32_t h) noexcept {
    uint32_t low = rest, high;
    __asm__ volatile(
        "mov %1, #0\n\t"
        "smlal %0, %1, %2, %3"
        : "+r"(low), "=&r"(high)
        : "r"(a), "r"(b));
    add(low, high, c, d);
    add(low, high, e, f);
    add(low, high, g, h);
    return static_cast<int64_t>((uint64_t{high} << 32) | low);
  }
  MOTE_ALWAYS_INLINE static int32_t finish(int32_t a, int32_t b, int64_t sum,
                                           uint32_t& rest) noexcept {
    uint32_t low = static_cast<uint32_t>(static_cast<uint64_t>(sum) & 0xffffffffu),
             high = static_cast<uint32_t>(static_cast<uint64_t>(sum) >> 32);
    add(low, high, a, b);
    rest = low;
    __asm__ volatile("ssat %0, #29, %0" : "+r"(high));
    return static_cast<int32_t>(high);
  }
  MOTE_ALWAYS_INLINE static void add(uint32_t& low, uint32_t& high, int32_t a, int32_t b) noexcept {
    __asm__ volatile("smlal %0, %1, %2, %3" : "+r"(low), "+r"(high) : "r"(a), "r"(b));
  }
};

}  // namespace mote::kernel
#endif
