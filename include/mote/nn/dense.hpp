// dense.hpp - a fully connected layer: sums of weights, each through an activation. Floor 2.
//
// A layer is a type and a value; a network (mlp.hpp) is a chain of them:
//     mote::dense<mote::activation::relu, float, 64, 32> first{{{...}}, {{...}}};
//     mote::dense_sums<float, 32, 10> last{{{...}}, {{...}}};
#pragma once

#include "../core/array.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../kernel/affine/affine.hpp"
#include "../kernel/nn/requantize.hpp"
#include "../kernel/row/in_flash.hpp"
#include "activation.hpp"

namespace mote {

/// The last layer: start + weights * x, one an output, as they are.
///
/// Sample   float; int8_t and int16_t with weights of the same type and sums of 32 bits
/// Shape    weights lie row by row, Inputs of an output
/// Range    float: sums within the range of float. Integers: valid() proves that none leaves 32
///          bits
/// Time     a product an input and output
/// Target   integers: bit-exact. float: order of the sum and fused products differ between cores
template <class Sample, size_t Inputs, size_t Outputs>
struct dense_sums {
  static_assert(traits::takes_samples<dense_sums, Sample>);
  static_assert(!traits::same<Sample, int32_t>,
                "a layer takes float, int8_t or int16_t: products of 32 bits do not fit its sums");
  static_assert(Inputs > 0 && Outputs > 0,
                "a layer has at least one input and one output: use 1 or more of each");

  using sample = Sample;
  using sum = kernel::short_sum<Sample>;
  static constexpr bool is_float = traits::same<Sample, float>;
  static constexpr size_t inputs = Inputs, outputs = Outputs;
  static constexpr size_t entries = Inputs * Outputs;
  static constexpr const char* kind = "sums";  // in a file
  static constexpr int format = 0;

  array<sum, Outputs> start;
  array<Sample, entries> weights;

  /// True when every number is finite; of integers, when no sample makes a sum larger than `most`.
  /// Of the rows that begin with weights `from` to `to` - 1.
  constexpr bool valid(size_t from = 0, size_t to = entries,
                       uint64_t most = 0x7fffffff) const noexcept {
    for (size_t at = from; at < to && at < entries; ++at) {
      if (at % Inputs == 0 && !row_fits(at / Inputs, most)) return false;
    }
    return true;
  }
  /// The numbers of output k, for a line of a file.
  template <class Line>
  constexpr void neuron(size_t k, Line& line) noexcept {
    line.row(start.data() + k, 1);
    line.row(weights.data() + k * Inputs, Inputs);
  }
  /// `parts` has start() and weights(): pointers, or flash_pointers where flash is apart. No part
  /// of the caller, whose layers have to share its registers.
  template <class Parts>
  static constexpr void run(const Parts& parts, const Sample* x, sum* out) noexcept {
    kernel::affine<Outputs, Inputs>(x, parts.weights(), parts.start(), out);
  }

 private:
  static constexpr bool is_finite(float value) noexcept {
    return value >= numeric<float>::lowest && value <= numeric<float>::highest;
  }
  constexpr bool row_fits(size_t k, uint64_t most) const noexcept {
    const Sample* row = weights.data() + k * Inputs;
    if constexpr (is_float) {
      if (!is_finite(start[k])) return false;
      for (size_t i = 0; i < Inputs; ++i) {
        if (!is_finite(row[i])) return false;
      }
      return true;
    } else {
      auto reach = static_cast<uint64_t>(start[k] < 0 ? -int64_t{start[k]} : int64_t{start[k]});
      for (size_t i = 0; i < Inputs; ++i) {
        const int32_t weight = row[i];
        reach += static_cast<uint64_t>(weight < 0 ? -weight : weight)
                 << numeric<Sample>::fraction_bits;
      }
      return reach <= most;
    }
  }
};

namespace detail::nn {
/// From integer sums to the numbers of the next layer: by a factor and a shift an output.
template <size_t Outputs, bool IsFloat>
struct scales {
  array<int32_t, Outputs> factors;
  array<uint8_t, Outputs> shifts;

  constexpr bool valid() const noexcept {
    for (size_t k = 0; k < Outputs; ++k) {
      if (factors[k] < 0 || shifts[k] < 1 || shifts[k] > 31) return false;
    }
    return true;
  }
};
template <size_t Outputs>
struct scales<Outputs, true> {
  constexpr bool valid() const noexcept { return true; }
};
}  // namespace detail::nn

/// A hidden layer: Activation of start + weights * x, one an output.
///
/// Sample   float; int8_t and int16_t with weights of the same type. Integers are brought to the
///          scale of the next layer by requantize (kernel/nn/), an output by its own factor
/// Shape    as dense_sums. Format of integers: of `identity` and `relu` the integer that stands for
///          0 in the outputs, which the next layer has taken off its start; of a curve how many
///          bits of its sums, brought to 16 bits, are below the point
/// Range    integers: they saturate; valid() proves that no sum leaves 30 bits
/// State    a call has Outputs sums of 4 bytes on the stack
/// Time     a product an input and output, and an activation an output
/// Target   integers: bit-exact. float: as dense_sums, and as activation.hpp says
template <class Activation, class Sample, size_t Inputs, size_t Outputs, int Format = 0>
struct dense : dense_sums<Sample, Inputs, Outputs>,
               detail::nn::scales<Outputs, traits::same<Sample, float>> {
  using products = dense_sums<Sample, Inputs, Outputs>;
  using scales = detail::nn::scales<Outputs, products::is_float>;
  static_assert(Format == 0 || !products::is_float,
                "a Format is for integers: leave it out of a layer of float");
  static_assert(products::is_float || Activation::is_curve ||
                    (Format >= numeric<Sample>::lowest && Format <= numeric<Sample>::highest),
                "the Format of identity and relu is an integer that the outputs can be: use one of "
                "the range of Sample");

  static constexpr const char* kind = Activation::name;
  static constexpr int format = Format;

  constexpr bool valid(size_t from = 0, size_t to = products::entries) const noexcept {
    return products::valid(from, to, 0x3fffffff) && scales::valid();
  }
  template <class Line>
  constexpr void neuron(size_t k, Line& line) noexcept {
    products::neuron(k, line);
    if constexpr (!products::is_float) {
      line.row(this->factors.data() + k, 1);
      line.row(this->shifts.data() + k, 1);
    }
  }
  /// `parts` has factors() and shifts() too. `sums` is space for Outputs of them, not used of
  /// float.
  template <class Parts>
  static constexpr void run(const Parts& parts, const Sample* x, typename products::sum* sums,
                            Sample* out) noexcept {
    if constexpr (products::is_float) {
      products::run(parts, x, out);
      for (size_t k = 0; k < Outputs; ++k) out[k] = Activation::of(out[k]);
    } else {
      products::run(parts, x, sums);
      if constexpr (Activation::is_curve) {
        const auto factors = parts.factors();
        const auto shifts = parts.shifts();
        for (size_t k = 0; k < Outputs; ++k) {
          out[k] = Activation::template of<Sample, Format>(kernel::clipped<int16_t>(
              kernel::requantized(sums[k], factors[k], static_cast<int32_t>(shifts[k]))));
        }
      } else {
        constexpr bool is_cut = traits::same<Activation, activation::relu>;
        constexpr int32_t lowest = is_cut ? Format : numeric<Sample>::lowest;
        kernel::requantize<Outputs, Format, lowest>(sums, parts.factors(), parts.shifts(), out);
      }
    }
  }
};

}  // namespace mote
