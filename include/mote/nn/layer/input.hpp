// input.hpp - where the numbers of a sample come in. Floor 2.
#pragma once

#include <stdint.h>

#include "../network/order.hpp"
#include "../network/shape.hpp"

namespace mote::nn {

/// The first node of a network.
///
/// Sample   int8_t, of which Zero stands for 0; float
template <class Sample, class Shape, int Zero = 0>
struct input : own_place {
  static_assert(traits::same<Sample, int8_t> || traits::same<Sample, float>,
                "a network takes samples of int8_t or float");
  using sample = Sample;
  using shape = Shape;
  using reads = sources<>;
  static constexpr auto zero = static_cast<Sample>(Zero);
};

}  // namespace mote::nn
