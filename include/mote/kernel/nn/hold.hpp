// hold.hpp - samples in the form in which project() reads them. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../best.hpp"
#include "../row/bytes.hpp"
#include "../row/copy_run.hpp"

namespace mote::kernel {

/// How many Samples the space for `count` held samples of `inputs` numbers has, at a word.
template <class Sample>
constexpr size_t held_size(size_t inputs, size_t count, target::scalar) noexcept {
  return (inputs * count + 3) / 4 * 4;
}
/// One behind the other, so that outputs may be written over inputs.
template <class Sample>
constexpr void hold(const Sample* x, size_t inputs, size_t count, Sample* held,
                    target::scalar) noexcept {
  copy_run(held, x, inputs * count);
}

#if MOTE_HAS_DSP && !MOTE_HAS_MVE
/// Two samples of bytes as pairs of 16 bits: four of one, then four of the other, of each four
/// numbers 0 and 2, then 1 and 3; zeros fill the last four.
template <class Sample>
constexpr size_t held_size(size_t inputs, size_t count, target::dsp) noexcept {
  return traits::same<Sample, int8_t> && count == 2
             ? 4 * ((inputs + 3) / 4 * 4)
             : held_size<Sample>(inputs, count, definition{});
}
namespace detail::nn {
/// The four bytes at `x`, of which `count` are.
MOTE_ALWAYS_INLINE uint32_t some_bytes(const int8_t* x, size_t count) noexcept {
  uint32_t word = 0;
  for (size_t i = count; i != 0; --i) word = word << 8 | static_cast<uint8_t>(x[i - 1]);
  return word;
}
MOTE_ALWAYS_INLINE uint32_t* hold_word(uint32_t word, uint32_t* held) noexcept {
  held[0] = even_bytes(word);
  held[1] = odd_bytes(word);
  return held + 2;
}
}  // namespace detail::nn
MOTE_NOINLINE inline void hold(const int8_t* x, size_t inputs, size_t count, int8_t* space,
                               target::dsp) noexcept {
  if (count != 2) return hold(x, inputs, count, space, definition{});
  auto* held = static_cast<uint32_t*>(static_cast<void*>(space));
  const int8_t* other = x + inputs;
  for (size_t n = inputs / 4; n != 0; --n) {
    uint32_t word, next;
    __asm__ volatile(
        "ldr %0, [%2], #4\n\t"
        "ldr %1, [%3], #4"
        : "=&r"(word), "=&r"(next), "+r"(x), "+r"(other)
        :
        : "memory");
    held = detail::nn::hold_word(next, detail::nn::hold_word(word, held));
  }
  if (const size_t rest = inputs % 4; rest != 0) {
    held = detail::nn::hold_word(detail::nn::some_bytes(x, rest), held);
    detail::nn::hold_word(detail::nn::some_bytes(other, rest), held);
  }
}
#endif

/// True where two held samples are the samples; one is everywhere.
template <class Sample>
inline constexpr bool is_held_as_is =
    !(MOTE_HAS_DSP && !MOTE_HAS_MVE && traits::same<Sample, int8_t>);

template <class Sample>
constexpr size_t held_size(size_t inputs, size_t count) noexcept {
  return held_size<Sample>(inputs, count, best<Sample>{});
}
template <class Sample>
constexpr void hold(const Sample* x, size_t inputs, size_t count, Sample* held) noexcept {
  if (MOTE_CONSTANT_EVALUATED()) {
    hold(x, inputs, count, held, definition{});
  } else {
    hold(x, inputs, count, held, best<Sample>{});
  }
}

}  // namespace mote::kernel
