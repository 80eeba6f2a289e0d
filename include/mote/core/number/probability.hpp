// probability.hpp - from numbers a class to the likeliest class and to probabilities. Floor 0.
#pragma once

#include "../array.hpp"
#include "../bits.hpp"
#include "../expects.hpp"
#include "../math.hpp"
#include "../traits.hpp"
#include "division.hpp"

namespace mote {

/// A probability: float where Sample is float, otherwise uint16_t with 32768 = 1.0.
template <class Sample>
using probability_t = traits::choose_t<traits::same<Sample, float>, float, uint16_t>;

/// The entry that is largest; of equal ones the first, as numpy's argmax.
template <class T, size_t N>
constexpr size_t argmax(const array<T, N>& values) noexcept {
  size_t best = N - 1;
  T most = values[best];
  for (size_t i = N - 1; i-- > 0;) {
    if (values[i] >= most) {
      most = values[i];
      best = i;
    }
  }
  return best;
}

/// 1 / whole, the nearest float: whole a traits::constant, or a number of run time.
template <uint64_t Whole>
constexpr float reciprocal(traits::constant<Whole>) noexcept {
  constexpr float result = static_cast<float>(1.0 / static_cast<double>(Whole));
  return result;
}
MOTE_BIT_CONSTEXPR float reciprocal(uint32_t whole) noexcept {
  return bit_cast<float>(reciprocal_bits(whole));
}

/// share / whole is (share >> shift) * factor * 2^-31.
struct ratio_factor {
  int shift;
  uint32_t factor;
};
constexpr ratio_factor ratio_factor_of(uint32_t whole) noexcept {
  int shift = 0;
  while ((whole >> shift) > 0xFFFFu) ++shift;
  return {shift, quotient_of<48>((uint64_t{1} << (31 + shift)) + whole / 2, whole)};
}
template <uint64_t Whole>
constexpr ratio_factor ratio_factor_of(traits::constant<Whole>) noexcept {
  static_assert(Whole <= 0xFFFFFFFFu, "ratio takes a whole below 2^32");
  constexpr ratio_factor result = ratio_factor_of(static_cast<uint32_t>(Whole));
  return result;
}

/// share / whole as a probability, in 32-bit arithmetic. Error: 1.5 LSB of 2^-15.
/// `whole` is a traits::constant (no division), or a uint32_t (a division digit by digit); both
/// give the same bits.
template <class Probability, class Whole>
constexpr Probability ratio(uint32_t share, Whole whole) noexcept {
  if constexpr (traits::same<Probability, float>) {
    return static_cast<float>(share) * reciprocal(whole);
  } else {
    const ratio_factor by = ratio_factor_of(whole);
    const uint32_t half = (uint32_t{1} << by.shift) >> 1;
    return static_cast<uint16_t>((((share + half) >> by.shift) * by.factor + 0x8000u) >> 16);
  }
}

/// 2^-(distance * rate) for an integer distance; rate = factor * 2^(-16 - shift) a unit.
/// Range    factor in [2^15, 2^16), shift in [0, 47]
/// Time     two 16 x 16 bit products and one exp2_q15
struct decay {
  uint16_t factor;
  uint8_t shift;

  constexpr bool valid() const noexcept { return factor >= 0x8000u && shift <= 47; }
  /// 32768 = 1.0. Error: 2 LSB.
  constexpr uint16_t operator()(uint32_t distance) const noexcept {
    const uint32_t low = (distance & 0xFFFFu) * factor;
    const uint32_t high = (distance >> 16) * factor + (low >> 16);
    if (shift >= 16) return exp2_q15(high >> (shift - 16));
    if ((high >> (shift + 4)) != 0) return 0;
    return exp2_q15((high << (16 - shift)) | ((low & 0xFFFFu) >> shift));
  }
  /// Of two numbers, high >= low; any two int32_t.
  constexpr uint16_t operator()(int32_t high, int32_t low) const noexcept {
    return (*this)(static_cast<uint32_t>(high) - static_cast<uint32_t>(low));
  }
};

/// exp(logit) of each class, divided by their sum.
///
/// Range    any logits * scale, -infinity too; the largest, finite, is subtracted first, so that
///          nothing overflows
/// Target   within 3e-7 of the exact softmax of the products. (Scale by
///          reference: as a value it costs ten instructions on AVR.)
template <size_t N>
MOTE_ALWAYS_INLINE MOTE_BIT_CONSTEXPR array<float, N> softmax(const array<float, N>& logits,
                                                              const float& scale = 1.0f) noexcept {
  const float most = logits[argmax(logits)];
  array<float, N> out{};
  float whole = 0;
  for (size_t k = 0; k < N; ++k) whole += out[k] = exp((logits[k] - most) * scale);
  for (size_t k = 0; k < N; ++k) out[k] /= whole;
  return out;
}

/// The logarithm of the sum of exp(logit); finite wherever the logits are.
/// Target   within 1e-6 + 2^-24 of its size
template <size_t N>
MOTE_BIT_CONSTEXPR float log_sum_exp(const array<float, N>& logits) noexcept {
  const float most = logits[argmax(logits)];
  float whole = 0;
  for (const float logit : logits) whole += exp(logit - most);
  return most + log(whole);
}

/// The same in integers: `fade` says how far a unit of the logits takes a class down.
///
/// Sample   int32_t; the result is uint16_t with 32768 = 1.0
/// Range    any logits of N <= 2^15 classes
/// Target   bit-exact; one 32-bit division
template <class Probability, size_t N>
MOTE_ALWAYS_INLINE constexpr array<Probability, N> softmax(const array<int32_t, N>& logits,
                                                           const decay& fade) noexcept {
  const int32_t most = logits[argmax(logits)];
  array<Probability, N> out{};
  uint32_t whole = 0;
  for (size_t k = 0; k < N; ++k) whole += out[k] = fade(most, logits[k]);
  MOTE_EXPECTS(whole != 0, "the likeliest class is 32768");
  const uint32_t inverse = (uint32_t{1} << 30) / whole;
  for (size_t k = 0; k < N; ++k) {
    out[k] = static_cast<Probability>((out[k] * inverse + 0x4000u) >> 15);
  }
  return out;
}

}  // namespace mote
