// dsp.hpp - int16 correlation by pairs of products: Cortex-M with DSP. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../row/word.hpp"

#if MOTE_HAS_DSP

namespace mote::kernel {

namespace detail::correlate {
template <class Sum, class Round>
MOTE_ALWAYS_INLINE Sum started(Round to_sample) noexcept {
  if constexpr (sizeof(Sum) == 8) {
    return Sum{to_sample.template start<uint32_t>(), 0};
  } else {
    return Sum{to_sample.template start<int32_t>()};
  }
}
template <class Round>
MOTE_ALWAYS_INLINE auto rounded(narrow_sum sum, Round to_sample) noexcept {
  return to_sample(sum.sum);
}
template <class Round>
MOTE_ALWAYS_INLINE auto rounded(wide_sum sum, Round to_sample) noexcept {
  return to_sample.halves(sum.low, sum.high);
}

/// Two taps for four sums. `a` and `b` hold samples 0 to 3 and `ab` the middle two; afterwards `b`
/// and `a` hold samples 2 to 5 and `ab` their middle two.
template <class Sum>
MOTE_ALWAYS_INLINE void add_two_taps(Sum (&sums)[4], uint32_t taps, uint32_t& a, uint32_t& ab,
                                     uint32_t b, const int16_t* next) noexcept {
  sums[0].add_pairs(a, taps);
  sums[1].add_crossed(ab, taps);
  sums[2].add_pairs(b, taps);
  a = word_at(next);
  ab = between(b, a);
  sums[3].add_crossed(ab, taps);
}
template <class Sum, size_t... At>
MOTE_ALWAYS_INLINE void add_taps(Sum (&sums)[4], const int16_t* taps, uint32_t& a, uint32_t& ab,
                                 uint32_t& b, const int16_t* next,
                                 traits::indices<At...>) noexcept {
  ((add_two_taps(sums, word_at(taps + 4 * At), a, ab, b, next + 4 * At),
    add_two_taps(sums, word_at(taps + 4 * At + 2), b, ab, a, next + 4 * At + 2)),
   ...);
}
template <class Sum, size_t... At>
MOTE_ALWAYS_INLINE void add_taps(Sum& sum, const int16_t* x, const int16_t* taps,
                                 traits::indices<At...>) noexcept {
  ((sum.add_pairs(word_at(x + 4 * At), word_at(taps + 4 * At)),
    sum.add_pairs(word_at(x + 4 * At + 2), word_at(taps + 4 * At + 2))),
   ...);
}
}  // namespace detail::correlate

/// Four outputs at once: seven instructions for eight products. N is a multiple of 4, `taps` is at
/// a word, and x may be read one element further.
template <class Acc, size_t N, class Out, class Round>
MOTE_NOINLINE void correlate(const int16_t* x, const int16_t* taps, Out out, size_t count,
                             Round to_sample, target::dsp) noexcept {
  using Sum = traits::choose_t<sizeof(Acc) == 8, wide_sum, narrow_sum>;
  // Sums of 64 bits take all registers: a loop over taps has none left for its end.
  constexpr bool unrolled = sizeof(Acc) == 8 && N <= 64;
  constexpr size_t turn = unrolled ? N : N % 16 == 0 ? 16 : N % 8 == 0 ? 8 : 4;
  taps = static_cast<const int16_t*>(__builtin_assume_aligned(taps, 4));
  for (; count >= 4; count -= 4) {
    Sum sums[4];
    sums[0] = sums[1] = sums[2] = sums[3] = detail::correlate::started<Sum>(to_sample);
    uint32_t a = word_at(x), b = word_at(x + 2), ab = between(a, b);
    const int16_t* next = x + 4;
    const int16_t* tap = taps;
    for (size_t n = N / turn; n != 0; --n) {
      detail::correlate::add_taps(sums, tap, a, ab, b, next, traits::indices_to<turn / 4>{});
      next += turn;
      tap += turn;
    }
    out[0] = detail::correlate::rounded(sums[0], to_sample);
    out[1] = detail::correlate::rounded(sums[1], to_sample);
    out[2] = detail::correlate::rounded(sums[2], to_sample);
    out[3] = detail::correlate::rounded(sums[3], to_sample);
    x += 4;
    out += 4;
  }
  for (; count != 0; --count) {
    Sum sum = detail::correlate::started<Sum>(to_sample);
    constexpr size_t some = N % 16 == 0 ? 16 : 4;
    for (size_t i = 0; i < N; i += some) {
      detail::correlate::add_taps(sum, x + i, taps + i, traits::indices_to<some / 4>{});
    }
    out[0] = detail::correlate::rounded(sum, to_sample);
    out += 1;
    ++x;
  }
}

}  // namespace mote::kernel
#endif
