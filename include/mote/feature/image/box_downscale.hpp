// box_downscale.hpp - a smaller picture, each pixel the mean of its box, line by line. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/sample.hpp"
#include "../../core/span.hpp"
#include "../../kernel/row/opaque.hpp"
#include "ratio.hpp"

namespace mote::image {

/// Takes the lines of a camera as they come: no frame lies in memory. A pixel of the picture is the
/// mean of the box of the frame that it covers; a pixel that two boxes share counts in each by the
/// part that lies there.
///
///   mote::image::box_downscale<uint8_t, mote::nn::shape<240, 320, 1>, mote::nn::shape<96, 96, 1>>
///       down;
///   if (down.push(line, picture)) decide(picture);
///
/// Sample   uint8_t, int8_t, int16_t, uint16_t, float; channels lie next to each other
/// Shape    any ratio of 1 or more each way, the same channels; integers: a frame and a picture of
///          co-prime sizes can be too unlike for sums of 32 bits, which does not compile
/// State    a sum of 2 or 4 bytes for each number of a row of the picture, and 8 to 24 bytes
/// Time     an addition for each number of the frame, whole factors; others a product more
/// Target   integers bit-exact: rounded half up. float within (boxes' pixels + 2) * 2^-24 of the
///          largest number
template <class Sample, class Frame, class Picture>
class box_downscale {
  static_assert(traits::takes_samples<box_downscale, Sample, traits::samples::with_unsigned>);
  static_assert(!traits::same<Sample, int32_t>,
                "pictures are of uint8_t, int8_t, uint16_t, int16_t or float: convert all others");
  static_assert(Picture::height <= Frame::height && Picture::width <= Frame::width &&
                    Picture::channels == Frame::channels,
                "a picture is made smaller, or stays as it is, and keeps its channels");

  static constexpr size_t channels = Frame::channels;
  using down = detail::image::ratio<Frame::height, Picture::height>;
  using across = detail::image::ratio<Frame::width, Picture::width>;
  using number = detail::image::weighted<Sample, uint64_t{down::whole} * across::whole>;
  using sum = typename number::sum;
  static_assert(number::fits,
                "the sizes of a frame and a picture need more than 32 bits: crop the frame, so "
                "that they have a common divisor");

 public:
  using input_type = Sample;
  using output_type = Sample;
  static constexpr size_t row = Picture::width * channels;

  /// The next line of the frame. True where it completes the picture: the next line is the first
  /// of another frame. Rows of the picture are written as they are complete.
  constexpr bool push(span<const Sample, Frame::width * channels> line,
                      span<Sample, Picture::size> picture) noexcept {
    const Sample* x = line.data();
    Sample* to = kernel::opaque(picture.data() + done_ * row);
    if (wants_ > down::each) {
      across_line(x, adds{sums_.data()});
      wants_ -= down::each;
      return false;
    }
    const auto here = static_cast<sum>(wants_), below = static_cast<sum>(down::each - wants_);
    across_line(x, ends{sums_.data(), to, here, below});
    wants_ += down::whole - down::each;
    if (++done_ < Picture::height) return false;
    done_ = 0;
    return true;
  }

  /// A whole frame.
  constexpr void process(span<const Sample, Frame::size> frame,
                         span<Sample, Picture::size> picture) noexcept {
    reset();
    const Sample* line = frame.data();
    for (size_t y = 0; y < Frame::height; ++y, line += Frame::width * channels) {
      push(span<const Sample, Frame::width * channels>{line}, picture);
    }
  }

  /// Rows of the picture that are complete.
  constexpr size_t rows() const noexcept { return done_; }
  /// The next line is the first of a frame.
  constexpr void reset() noexcept { *this = {}; }

 private:
  /// What is done with the sum of a box in a line, number i of a row: where more lines follow, and
  /// where the row ends, and another begins in the same line.
  struct adds {
    sum* sums;
    constexpr void operator()(size_t i, sum box) const noexcept {
      sums[i] = static_cast<sum>(sums[i] + box * static_cast<sum>(down::each));
    }
  };
  struct ends {
    sum* sums;
    Sample* to;
    sum here, below;
    constexpr void operator()(size_t i, sum box) const noexcept {
      to[i] = number::mean(static_cast<sum>(sums[i] + box * here));
      sums[i] = static_cast<sum>(box * below);
    }
  };

  /// Calls give(i, sum of the box) for each number of a row. Weights repeat after `across::each`
  /// boxes: of few pixels each box is a sum with constant weights, all others are walked.
  template <class Give>
  static constexpr void across_line(const Sample* x, Give give) noexcept {
    if constexpr (across::whole <= 32) {
      for (size_t i = 0; i < row; i += across::each * channels, x += across::whole * channels) {
        for (size_t c = 0; c < channels; ++c) {
          boxes(traits::indices_to<across::each>{}, x + c, i + c, give);
        }
      }
    } else {
      for (size_t c = 0; c < channels; ++c) walk(x, c, give);
    }
  }
  template <size_t... Box, class Give>
  static constexpr void boxes(traits::indices<Box...>, const Sample* x, size_t i,
                              Give give) noexcept {
    (give(i + Box * channels, constant_box<Box>(x, traits::indices_to<across::pixels(Box)>{})),
     ...);
  }
  template <size_t Box, size_t... Pixel>
  static constexpr sum constant_box(const Sample* x, traits::indices<Pixel...>) noexcept {
    constexpr size_t first = across::first(Box);
    return static_cast<sum>((... + (number::number(x[(first + Pixel) * channels]) *
                                    static_cast<sum>(across::weight(Box, first + Pixel)))));
  }

  template <class Give>
  static constexpr void walk(const Sample* x, size_t c, Give give) noexcept {
    sum rest{};  // of a pixel that the box before shares
    uint32_t wants = across::whole;
    size_t at = c;
    for (size_t i = c; i < row; i += channels, at += channels) {
      sum box{};
      for (; wants > across::each; wants -= across::each, at += channels) {
        box = static_cast<sum>(box + number::number(x[at]));
      }
      const sum last = number::number(x[at]);
      give(i, static_cast<sum>(box * static_cast<sum>(across::each) + rest +
                               last * static_cast<sum>(wants)));
      rest = static_cast<sum>(last * static_cast<sum>(across::each - wants));
      wants += across::whole - across::each;
    }
  }

  array<sum, row> sums_{};
  size_t done_ = 0;
  uint32_t wants_ = down::whole;  // of the row that is not complete
};

}  // namespace mote::image
