// slice.hpp - some rows, columns and channels of a layer. Floor 2.
#pragma once

#include "../../kernel/row/copy_run.hpp"
#include "../network/order.hpp"
#include "../network/shape.hpp"

namespace mote::nn {

/// The first row, column and channel that a slice takes.
template <size_t Row, size_t Column, size_t Channel>
struct begin {
  static constexpr size_t row = Row, column = Column, channel = Channel;
};

/// A box of In: Shape, from Begin on.
///
/// Sample   of In
/// Time     a copy of each number
/// Source   STRIDED_SLICE with steps of 1, SPLIT and SPLIT_V of TensorFlow Lite Micro
template <const auto& In, class Shape, class Begin>
struct slice : own_place {
  using from = traits::remove_cvref_t<decltype(In)>;
  static_assert(Begin::row + Shape::height <= from::shape::height &&
                    Begin::column + Shape::width <= from::shape::width &&
                    Begin::channel + Shape::channels <= from::shape::channels,
                "a slice lies inside of the layer that it is of: begin<row, column, channel> and "
                "shape<height, width, channels> together go beyond it");
  using sample = typename from::sample;
  using shape = Shape;
  using reads = sources<In>;
  static constexpr sample zero = from::zero;

  static constexpr void run(const sample* in, sample* out, sample*) noexcept {
    constexpr size_t step = from::shape::channels, line = from::shape::width * step;
    constexpr size_t first = Begin::row * line + Begin::column * step + Begin::channel;
    for (size_t i = 0; i < Shape::height; ++i) {
      for (size_t j = 0; j < Shape::width; ++j) {
        kernel::copy_run(out, in + first + i * line + j * step, Shape::channels);
        out += Shape::channels;
      }
    }
  }
};

}  // namespace mote::nn
