// activation.hpp - what a layer does to its sums: identity, relu, logistic, tanh. Floor 2.
// An activation is a type that a layer names: mote::dense<mote::activation::relu, ...>.
#pragma once

#include <stdint.h>

#include "../core/math.hpp"
#include "../core/numeric.hpp"
#include "../kernel/number/clip.hpp"

namespace mote {

namespace detail::nn {
/// e^-(|sum| * 2^-Bits), 32768 = 1.0, for a sum that int16_t holds.
template <int Bits>
constexpr uint32_t decay_of(int32_t sum) noexcept {
  static_assert(
      Bits >= 1 && Bits <= 12,
      "integers of a curve have 1 to 12 bits below the point (tanh 2 to 13): use a Format "
      "in this range");
  const auto size = static_cast<uint32_t>(sum < 0 ? -sum : sum);
  return exp2_q15((size * 47274) >> (Bits - 1));  // 2^15 / ln 2
}
}  // namespace detail::nn

namespace activation {

/// The sum itself. Integers of a layer with this or `relu` have a scale of their own.
struct identity {
  static constexpr const char* name = "identity";
  static constexpr bool is_curve = false;
  static constexpr float lowest = numeric<float>::lowest, highest = numeric<float>::highest;
  static constexpr float of(float sum) noexcept { return sum; }
};

/// The sum, or 0 where it is below.
struct relu {
  static constexpr const char* name = "relu";
  static constexpr bool is_curve = false;
  static constexpr float lowest = 0, highest = numeric<float>::highest;
  static constexpr float of(float sum) noexcept { return sum < 0 ? 0.0f : sum; }
};

/// The sum, or 0 where it is below, or 6 where it is above: of layers of a network of float.
struct relu6 {
  static constexpr float lowest = 0, highest = 6;
};

/// 1 / (1 + e^-x).
///
/// Sample   float; integers: x is int16_t with Bits, 1 to 12, below the point, the result int16_t
///          with 15, or int8_t with 8 and -128 for 0
/// Range    every x
/// Time     integers: four short products and a division of 32 bits
/// Target   float: within 2.5 ulp. Integers: bit-exact; within 1.2 of the last bit of int16_t, 0.51
///          of int8_t, but that what rounds to 1 is the highest integer
struct logistic {
  static constexpr const char* name = "logistic";
  static constexpr bool is_curve = true;
  static MOTE_BIT_CONSTEXPR float of(float sum) noexcept { return sigmoid(sum); }

  template <class Sample, int Bits>
  static constexpr Sample of(int32_t sum) noexcept {
    const uint32_t whole = 32768u + detail::nn::decay_of<Bits>(sum);
    const auto above = static_cast<int32_t>(((uint32_t{1} << 30) + whole / 2) / whole);
    const int32_t share = sum < 0 ? 32768 - above : above;
    return kernel::clipped<Sample>(sizeof(Sample) == 1 ? ((share + 64) >> 7) - 128 : share);
  }
};

/// Hyperbolic tangent.
///
/// Sample   float; integers: x is int16_t with Bits, 2 to 13, below the point, the result int16_t
///          with 15 or int8_t with 7
/// Range    every x
/// Time     as logistic
/// Target   float: within 1.5 ulp. Integers: bit-exact; within 1.7 of the last bit of int16_t, 0.51
///          of int8_t, but that what rounds to 1 is the highest integer
struct tanh {
  static constexpr const char* name = "tanh";
  static constexpr bool is_curve = true;
  static MOTE_BIT_CONSTEXPR float of(float sum) noexcept { return mote::tanh(sum); }

  template <class Sample, int Bits>
  static constexpr Sample of(int32_t sum) noexcept {
    const uint32_t below = detail::nn::decay_of<Bits - 1>(sum), whole = 32768u + below;
    const uint32_t size = (((32768u - below) << 15) + whole / 2) / whole;
    const auto rounded = static_cast<int32_t>(sizeof(Sample) == 1 ? (size + 128) >> 8 : size);
    return kernel::clipped<Sample>(sum < 0 ? -rounded : rounded);
  }
};

}  // namespace activation
}  // namespace mote
