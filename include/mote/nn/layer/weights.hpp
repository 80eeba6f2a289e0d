// weights.hpp - the numbers of a layer: a constant that the layer's type names. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/numeric.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/nn/weights.hpp"
#include "../network/shape.hpp"

namespace mote::nn {

/// Of a convolution, depthwise or not, and of a dense layer.
///
/// Sample   int8_t: sums of 32 bits, each requantized by a factor and a shift of its output
///          (kernel/nn/requantize.hpp); float
/// Shape    `weights` has a row of Inputs for each output: window height, then width, then
/// channels.
///          Of a depthwise layer a row of Outputs for each tap
/// Range    integers: the products of an output and `start`, from which the zero point of the
///          inputs has been taken, add up to less than 2^30: valid() proves it
template <class Sample, size_t Outputs, size_t Inputs>
struct weights {
  static_assert(traits::same<Sample, int8_t>, "weights are int8_t or float");
  static_assert(Outputs > 0 && Inputs > 0 && Outputs < 65536 && Inputs < 65536,
                "weights have 1 to 65535 outputs, and inputs of each");
  using sample = Sample;
  static constexpr size_t outputs = Outputs, inputs = Inputs;

  array<int32_t, Outputs> start;
  array<int8_t, Outputs * Inputs> numbers;
  array<int32_t, Outputs> factors;
  array<int8_t, Outputs> shifts;

  constexpr bool valid() const noexcept {
    for (size_t k = 0; k < Outputs; ++k) {
      const auto start_size = static_cast<uint32_t>(start[k] < 0 ? -int64_t{start[k]} : start[k]);
      const int left = shifts[k] < 0 ? -shifts[k] : 0;
      if (factors[k] < 0 || shifts[k] > 31 || left > 16 ||
          ((uint64_t{start_size} + uint64_t{Inputs} * 16384) << left) >= 0x40000000u)
        return false;
    }
    return true;
  }
  constexpr bool is_plain() const noexcept {
    for (size_t k = 0; k < Outputs; ++k) {
      if (shifts[k] < 0) return false;
    }
    return true;
  }
  template <class Limits>
  constexpr kernel::layer_weights<int8_t> limited() const noexcept {
    return {numbers.data(),
            start.data(),
            factors.data(),
            shifts.data(),
            static_cast<uint16_t>(Inputs),
            static_cast<uint16_t>(Outputs),
            Limits::zero,
            Limits::lowest,
            Limits::highest,
            is_plain() && Limits::highest == numeric<int8_t>::highest};
  }
};
template <size_t Outputs, size_t Inputs>
struct weights<float, Outputs, Inputs> {
  static_assert(Outputs > 0 && Inputs > 0 && Outputs < 65536 && Inputs < 65536,
                "weights have 1 to 65535 outputs, and inputs of each");
  using sample = float;
  static constexpr size_t outputs = Outputs, inputs = Inputs;

  array<float, Outputs> start;
  array<float, Outputs * Inputs> numbers;

  constexpr bool valid() const noexcept { return true; }
  template <class Limits>
  constexpr kernel::layer_weights<float> limited() const noexcept {
    return {numbers.data(),
            start.data(),
            static_cast<uint16_t>(Inputs),
            static_cast<uint16_t>(Outputs),
            Limits::lowest,
            Limits::highest};
  }
};

}  // namespace mote::nn

namespace mote::detail::nn {

/// What kernels read of Weights whose outputs have Limits: in flash.
template <const auto& Weights, class Limits>
inline constexpr auto limited = Weights.template limited<Limits>();

}  // namespace mote::detail::nn
