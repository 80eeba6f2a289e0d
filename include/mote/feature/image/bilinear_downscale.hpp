// bilinear_downscale.hpp - a smaller picture, between the four nearest pixels, by lines. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/sample.hpp"
#include "../../core/span.hpp"
#include "../../kernel/row/opaque.hpp"
#include "ratio.hpp"

namespace mote::image {

/// Takes the lines of a camera as they come. A pixel of the picture lies between four of the frame,
/// each weighed by how near it is to the middle. What lies farther away does not count: where the
/// frame is more than twice as large, fine patterns become false ones, and box_downscale is better.
///
/// Sample   uint8_t, int8_t, int16_t, uint16_t, float; channels lie next to each other
/// Shape    as box_downscale
/// State    a sum of 2 or 4 bytes for each number of a row of the picture, and 8 to 16 bytes
/// Time     four products for each number of the picture; lines between rows cost nothing
/// Target   integers bit-exact: weights are exact, the sum is rounded half up. float within 2^-21
///          of the largest of the four
/// Source   half-pixel centres, as OpenCV's INTER_LINEAR and TensorFlow's resize have them
template <class Sample, class Frame, class Picture>
class bilinear_downscale {
  static_assert(traits::takes_samples<bilinear_downscale, Sample, traits::samples::with_unsigned>);
  static_assert(!traits::same<Sample, int32_t>,
                "pictures are of uint8_t, int8_t, uint16_t, int16_t or float: convert all others");
  static_assert(Picture::height <= Frame::height && Picture::width <= Frame::width &&
                    Picture::channels == Frame::channels,
                "a picture is made smaller, or stays as it is, and keeps its channels");

  static constexpr size_t channels = Frame::channels;
  using down = detail::image::ratio<Frame::height, Picture::height>;
  using across = detail::image::ratio<Frame::width, Picture::width>;
  static constexpr uint32_t height = 2 * down::each, width = 2 * across::each;
  using number = detail::image::weighted<Sample, uint64_t{height} * width>;
  using sum = typename number::sum;
  static_assert(number::fits,
                "the sizes of a frame and a picture need more than 32 bits: crop the frame, so "
                "that they have a common divisor");

  /// A place in the frame: a pixel, and how far behind it, in parts of `Parts`.
  template <class Ratio>
  struct place {
    static constexpr uint32_t parts = 2 * Ratio::each;
    size_t pixel = (Ratio::whole - Ratio::each) / parts;
    uint32_t behind = (Ratio::whole - Ratio::each) % parts;

    constexpr void next() noexcept {
      pixel += 2 * Ratio::whole / parts;
      behind += 2 * Ratio::whole % parts;
      if (behind >= parts) {
        behind -= parts;
        ++pixel;
      }
    }
  };

 public:
  using input_type = Sample;
  using output_type = Sample;
  static constexpr size_t row = Picture::width * channels;

  /// The next line of the frame. True where it is the last one, with which the picture is complete:
  /// the next line is the first of another frame. Rows of the picture are written as they are
  /// complete.
  constexpr bool push(span<const Sample, Frame::width * channels> line,
                      span<Sample, Picture::size> picture) noexcept {
    if (begun_ && line_ == row_.pixel + 1) finish<true>(line.data(), picture.data());
    if (!begun_ && line_ == row_.pixel && done_ < Picture::height) {
      if (row_.behind == 0) {
        finish<false>(line.data(), picture.data());
      } else {
        across_line(line.data(), upper{sums_.data(), static_cast<sum>(height - row_.behind)});
        begun_ = true;
      }
    }
    if (++line_ < Frame::height) return false;
    reset();
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
  constexpr void reset() noexcept {
    row_ = {};
    line_ = 0;
    done_ = 0;
    begun_ = false;
  }

 private:
  /// What is done with the sum of two pixels, number i of a row: of the line above the row, and of
  /// the one below it or, where none is needed above, on it.
  struct upper {
    sum* sums;
    sum part;
    constexpr void operator()(size_t i, sum both) const noexcept {
      sums[i] = static_cast<sum>(both * part);
    }
  };
  template <bool HasAbove>
  struct lower {
    const sum* sums;
    sum part;
    Sample* to;
    constexpr void operator()(size_t i, sum both) const noexcept {
      to[i] = number::mean(static_cast<sum>((HasAbove ? sums[i] : sum{}) + both * part));
    }
  };

  template <bool HasAbove>
  constexpr void finish(const Sample* line, Sample* picture) noexcept {
    const auto part = static_cast<sum>(HasAbove ? row_.behind : height);
    across_line(line, lower<HasAbove>{sums_.data(), part, kernel::opaque(picture + done_ * row)});
    begun_ = false;
    row_.next();
    ++done_;
  }

  /// Calls give(i, sum of two pixels) for each number of a row.
  template <class Give>
  static constexpr void across_line(const Sample* x, Give give) noexcept {
    place<across> at;
    for (size_t i = 0; i < row; i += channels, at.next()) {
      const Sample* left = x + at.pixel * channels;
      const auto right_part = static_cast<sum>(at.behind);
      const auto left_part = static_cast<sum>(width - at.behind);
      for (size_t c = 0; c < channels; ++c) {
        auto both = static_cast<sum>(number::number(left[c]) * left_part);
        if (at.behind != 0) {
          both = static_cast<sum>(both + number::number(left[c + channels]) * right_part);
        }
        give(i + c, both);
      }
    }
  }

  array<sum, row> sums_{};
  place<down> row_{};  // the next row of the picture
  size_t line_ = 0, done_ = 0;
  bool begun_ = false;
};

}  // namespace mote::image
