// softmax.hpp - outputs of the last layer as probabilities. Floor 2.
#pragma once

#include "../../core/math.hpp"
#include "../../kernel/nn/softmax.hpp"
#include "pool.hpp"

namespace mote::nn {

/// e^x of each number of In, by their sum.
///
/// Sample   int8_t: the outputs have a step of 1/256, and -128 stands for 0. Scale brings a
///          difference to 26 bits below the point; what is more than -Lowest below the largest
///          counts as 0. float: without Scale and Lowest
/// Shape    In is a vector
/// Target   integers: bit-exact
/// Source   SOFTMAX of TensorFlow Lite Micro
template <const auto& In, class Scale = scale<0, 0>, int Lowest = 0>
struct softmax : same_place {
  using from = traits::remove_cvref_t<decltype(In)>;
  using sample = typename from::sample;
  using shape = typename from::shape;
  using reads = sources<In>;
  static_assert(shape::height == 1 && shape::width == 1,
                "softmax is of a vector: of a shape of height and width 1");
  static_assert(
      Lowest <= 0 && Scale::shift <= 0,
      "softmax<layer, scale<factor, shift>, lowest> has a shift and a lowest difference of "
      "0 or less");
  static_assert(traits::same<sample, float> || shape::size < 512,
                "a softmax of int8_t is of up to 511 numbers: its sum has no room for more");
  static constexpr auto zero = static_cast<sample>(traits::same<sample, float> ? 0 : -128);

  static constexpr void run(const sample* in, sample* out, sample*) noexcept {
    if constexpr (traits::same<sample, float>) {
      float most = in[0], sum = 0;
      for (size_t k = 1; k < shape::size; ++k) most = in[k] > most ? in[k] : most;
      for (size_t k = 0; k < shape::size; ++k) {
        out[k] = exp(in[k] - most);
        sum += out[k];
      }
      for (size_t k = 0; k < shape::size; ++k) out[k] /= sum;
    } else {
      kernel::softmax(in, shape::size, Scale::factor, -Scale::shift, Lowest, out);
    }
  }
};

}  // namespace mote::nn
