// table.hpp - a function of each number, by a table of its 256 results. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../network/order.hpp"
#include "../network/shape.hpp"

namespace mote::nn {

/// Values[x + 128] of each x of In: logistic, tanh, leaky relu, hard swish, another scale.
///
/// Sample   int8_t; Zero stands for 0 in the outputs
/// Time     a load a number
/// Target   bit-exact
template <const auto& In, const auto& Values, int Zero>
struct table : same_place {
  using from = traits::remove_cvref_t<decltype(In)>;
  static_assert(traits::same<typename from::sample, int8_t>, "a table is of int8_t");
  static_assert(traits::remove_cvref_t<decltype(Values)>::size() == 256,
                "a table has 256 numbers, from that of -128 to that of 127");
  using sample = int8_t;
  using shape = typename from::shape;
  using reads = sources<In>;
  static constexpr int8_t zero = Zero;

  static constexpr void run(const int8_t* in, int8_t* out, int8_t*) noexcept {
    for (size_t i = 0; i < shape::size; ++i) out[i] = Values[static_cast<size_t>(in[i] + 128)];
  }
};

}  // namespace mote::nn
