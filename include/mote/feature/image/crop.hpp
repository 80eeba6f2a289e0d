// crop.hpp - a part of a frame, line by line and without a copy. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/sample.hpp"
#include "../../core/span.hpp"

namespace mote::image {

/// The lines of a camera that cross a part of its frame, cut to that.
///
///   mote::image::crop<uint8_t, mote::nn::shape<240, 320, 1>, mote::nn::shape<240, 240, 1>, 0, 40>
///       middle;
///   if (middle.push(line) && down.push(middle.view(), picture)) decide(picture);
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t; a camera's line as it comes is one
///          of uint8_t with two channels
/// Shape    Part begins Top lines and Left pixels into Frame, and ends inside of it
/// State    a pointer and a count
template <class Sample, class Frame, class Part, size_t Top, size_t Left>
class crop {
  static_assert(traits::takes_samples<crop, Sample, traits::samples::with_unsigned>);
  static_assert(Part::channels == Frame::channels, "a crop has the channels of the frame");
  static_assert(Top + Part::height <= Frame::height && Left + Part::width <= Frame::width,
                "a crop lies inside of its frame");

 public:
  using input_type = Sample;
  using output_type = Sample;
  static constexpr size_t row = Part::width * Part::channels;

  /// The next line of the frame. True where the part has some of it, which `view` gives until the
  /// line changes. The line after the last is the first of another frame.
  constexpr bool push(span<const Sample, Frame::width * Frame::channels> line) noexcept {
    part_ = line.data() + Left * Frame::channels;
    const bool inside = next_ >= Top && next_ < Top + Part::height;
    next_ = next_ + 1 == Frame::height ? 0 : next_ + 1;
    return inside;
  }
  constexpr span<const Sample, row> view() const noexcept { return span<const Sample, row>{part_}; }

  /// A whole frame to a part of its own.
  constexpr void process(span<const Sample, Frame::size> frame,
                         span<Sample, Part::size> out) noexcept {
    constexpr size_t line = Frame::width * Frame::channels;
    const Sample* from = frame.data() + Top * line + Left * Frame::channels;
    Sample* to = out.data();
    for (size_t y = 0; y < Part::height; ++y) {
      for (size_t x = 0; x < row; ++x) *to++ = from[y * line + x];
    }
  }

  /// The next line is the first of a frame.
  constexpr void reset() noexcept { next_ = 0; }

 private:
  const Sample* part_ = nullptr;
  size_t next_ = 0;
};

}  // namespace mote::image
