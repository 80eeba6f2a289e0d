// weights.hpp - the numbers of a layer as its kernels read them. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace mote::kernel {

/// A row of weights for each output; where its sum starts; and how it becomes a number of the next
/// layer: a sum of integers is requantized by factor and shift of its output, `zero` is added, and
/// the result is limited to lowest ... highest.
///
/// Sample   of the inputs and outputs. int8_t: weights of int8_t, sums of 32 bits
/// Shape    `weights` has `outputs` rows of `inputs`. Of a depthwise layer `inputs` rows, one a tap
///          of the window, of `outputs`
///          Kernels may read up to 16 bytes behind the last row, of which nothing counts: other
///          numbers of the layer stand there
/// Range    |start| and all |weight x| of an output add up to less than 2^30. `is_plain`: no
///          shift is below 0, and `highest` is that of Sample; else the kernels are slower. Shifts
///          are in [-16, 31]
template <class Sample>
struct layer_weights {
  const int8_t* weights;
  const int32_t* start;
  const int32_t* factors;
  const int8_t* shifts;
  uint16_t inputs, outputs;
  Sample zero, lowest, highest;
  bool is_plain;
};
template <>
struct layer_weights<float> {
  const float* weights;
  const float* start;
  uint16_t inputs, outputs;
  float lowest, highest;
  static constexpr bool is_plain = true;
};

/// Less its zero point and times 2^20 each input is requantized to a common scale; their sum, to
/// the scale of the outputs.
///
/// Range    shifts in [-16, 31]; of the inputs so that a number is below 2^30 on the common scale
struct add_scales {
  int32_t first_factor, first_shift, second_factor, second_shift, factor, shift;
  int16_t first_zero, second_zero, zero, lowest, highest;

  /// True when no shift is to the left.
  constexpr bool shifts_right() const noexcept {
    return first_shift >= 0 && second_shift >= 0 && shift >= 0;
  }
};

}  // namespace mote::kernel
