// concatenate.hpp - the channels of two layers behind each other. Floor 2.
#pragma once

#include "../../kernel/row/copy_run.hpp"
#include "../network/order.hpp"
#include "../network/shape.hpp"

namespace mote::nn {

/// At each place the channels of First, then those of Second. Of more layers, one in another.
///
/// Sample   of both; of integers both have the same zero point and scale
/// Shape    both have the same height and width
/// Time     a copy of each number
/// Source   CONCATENATION along the channels of TensorFlow Lite Micro
template <const auto& First, const auto& Second>
struct concatenate : own_place {
  using from = traits::remove_cvref_t<decltype(First)>;
  using other = traits::remove_cvref_t<decltype(Second)>;
  static_assert(traits::same<typename from::sample, typename other::sample>,
                "layers that are concatenated are of the same sample type");
  static_assert(from::shape::height == other::shape::height &&
                    from::shape::width == other::shape::width,
                "layers that are concatenated have the same height and width");
  static_assert(from::zero == other::zero,
                "layers that are concatenated have the same zero point: bring one to the scale of "
                "the other by a table");
  using sample = typename from::sample;
  static constexpr size_t own = from::shape::channels, others = other::shape::channels;
  using shape = nn::shape<from::shape::height, from::shape::width, own + others>;
  using reads = sources<First, Second>;
  static constexpr sample zero = from::zero;

  static constexpr void run(const sample* first, const sample* second, sample* out,
                            sample*) noexcept {
    for (size_t i = shape::height * shape::width; i != 0; --i) {
      kernel::copy_run(out, first, own);
      kernel::copy_run(out + own, second, others);
      out += own + others;
      first += own;
      second += others;
    }
  }
};

}  // namespace mote::nn
