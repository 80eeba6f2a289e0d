// reject.hpp - when a decision is not to be trusted. Floor 4.
//
// A model gives one of the labels that it knows, whatever it is shown. How sure it is says whether
// the sample is of that kind at all.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/log2.hpp"
#include "../core/math.hpp"
#include "../core/number/probability.hpp"
#include "../core/traits.hpp"

namespace mote {

/// The largest probability less the second largest: 0 for two that are equal.
///
/// Sample   float; uint16_t with 32768 = 1.0
/// Shape    at least two classes
/// Target   integers exact; float one subtraction
template <class Probability, size_t Classes>
constexpr Probability margin(const array<Probability, Classes>& probabilities) noexcept {
  static_assert(Classes >= 2, "a margin lies between two classes or more");
  Probability most = 0, second = 0;
  for (const Probability p : probabilities) {
    if (p > most) {
      second = most;
      most = p;
    } else if (p > second) {
      second = p;
    }
  }
  return static_cast<Probability>(most - second);
}

/// How little the probabilities say: the sum of -p log2 p, from 0 (one class is certain) to
/// log2(Classes) (all alike), in bits.
///
/// Sample   float: float; uint16_t with 32768 = 1.0: uint16_t, Q12, so 4096 is a bit
/// Range    up to 2^15 classes; probabilities sum to 1 within rounding
/// Target   float within 1e-6 a class; uint16_t bit-exact, within 1 LSB a class
/// Source   scipy.stats.entropy(p, base=2)
template <size_t Classes>
MOTE_BIT_CONSTEXPR float entropy(const array<float, Classes>& probabilities) noexcept {
  float bits = 0;
  for (const float p : probabilities) {
    if (p > 0) bits -= p * log2(p);
  }
  return bits > 0 ? bits : 0;
}
template <size_t Classes>
constexpr uint16_t entropy(const array<uint16_t, Classes>& probabilities) noexcept {
  uint32_t bits = 0;  // Q12
  for (const uint16_t p : probabilities) {
    if (p == 0 || p >= 32768) continue;
    // 15 - log2 p, Q16, below 2^20; times p below 2^15, in two parts
    const uint32_t surprise = (uint32_t{15} << 16) - static_cast<uint32_t>(log2_q16(p));
    const uint32_t product = ((surprise >> 4) * p + 0x4000u) >> 15;
    bits += product;
  }
  return static_cast<uint16_t>(bits > 65535 ? 65535 : bits);
}

/// What a decision must have to be one: set what matters, the rest asks for nothing.
///
///   constexpr mote::confidence<float> sure = [] {
///     mote::confidence<float> c;
///     c.least_probability = 0.6f;
///     c.least_margin = 0.2f;
///     return c;
///   }();
///   if (!sure(probabilities)) return unknown();
///
/// Sample   float; uint16_t with 32768 = 1.0 and entropy in Q12 bits
/// Errors   a NaN among the probabilities is no confidence
template <class Probability>
struct confidence {
  static_assert(traits::same<Probability, float> || traits::same<Probability, uint16_t>,
                "probabilities are float or uint16_t, as probability_t of the model says");

  Probability least_probability = 0;
  Probability least_margin = 0;
  Probability most_entropy = static_cast<Probability>(65535);

  template <size_t Classes>
  MOTE_BIT_CONSTEXPR bool operator()(
      const array<Probability, Classes>& probabilities) const noexcept {
    if constexpr (traits::same<Probability, float>) {
      for (const float p : probabilities) {
        if (!(p >= 0)) return false;
      }
    }
    return probabilities[argmax(probabilities)] >= least_probability &&
           margin(probabilities) >= least_margin && entropy(probabilities) <= most_entropy;
  }
};

}  // namespace mote
