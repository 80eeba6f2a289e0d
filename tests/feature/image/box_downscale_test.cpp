#include "mote/feature/image/box_downscale.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <limits>
#include <random>
#include <type_traits>
#include <vector>

#include "mote/nn/network/shape.hpp"

namespace {

using mote::array;
using mote::span;
using mote::image::box_downscale;
using mote::nn::shape;

constexpr array<uint8_t, 2> halves(const array<uint8_t, 8>& frame) {
  array<uint8_t, 2> picture{};
  box_downscale<uint8_t, shape<2, 4, 1>, shape<1, 2, 1>>{}.process(frame, picture);
  return picture;
}
static_assert(halves({{0, 1, 255, 255, 1, 0, 255, 255}})[0] == 1);  // a half goes up
static_assert(halves({{0, 1, 255, 255, 1, 0, 255, 255}})[1] == 255);
static_assert(sizeof(box_downscale<uint8_t, shape<96, 96, 1>, shape<6, 6, 1>>) <= 6 * 2 + 28);

/// The part of pixel i of `many` that lies in pixel j of `few`, both from 0 to 1.
double part(size_t i, size_t many, size_t j, size_t few) {
  const double m = static_cast<double>(many), n = static_cast<double>(few);
  const double low = fmax(static_cast<double>(i) / m, static_cast<double>(j) / n);
  const double high = fmin(static_cast<double>(i + 1) / m, static_cast<double>(j + 1) / n);
  return high > low ? (high - low) * n : 0;
}

template <class Sample>
Sample any(std::mt19937& next, int kind) {
  if constexpr (std::is_same_v<Sample, float>) {
    return std::uniform_real_distribution<float>{-1, 1}(next);
  } else {
    using limits = std::numeric_limits<Sample>;
    if (kind == 0) return limits::max();
    if (kind == 1) return limits::min();
    if (kind == 2) return next() % 2 != 0 ? limits::max() : limits::min();
    return static_cast<Sample>(next());
  }
}

/// Frames of extremes and noise, by lines and whole, against sums of real parts.
template <class Sample, class Frame, class Picture>
void check() {
  std::mt19937 next{7};
  box_downscale<Sample, Frame, Picture> down;
  std::vector<Sample> frame(Frame::size), picture(Picture::size), whole(Picture::size);
  for (int kind = 0; kind < 6; ++kind) {
    for (Sample& x : frame) x = any<Sample>(next, kind);
    bool complete = false;
    constexpr size_t line = Frame::width * Frame::channels;
    for (size_t y = 0; y < Frame::height; ++y) {
      ASSERT_FALSE(complete);
      complete = down.push(span<const Sample, line>(frame.data() + y * line),
                           span<Sample, Picture::size>(picture.data()));
    }
    ASSERT_TRUE(complete);
    ASSERT_EQ(down.rows(), 0u);
    box_downscale<Sample, Frame, Picture>{}.process(span<const Sample, Frame::size>(frame.data()),
                                                    span<Sample, Picture::size>(whole.data()));
    ASSERT_EQ(picture, whole);
    for (size_t i = 0; i < Picture::size; ++i) {
      const size_t c = i % Picture::channels, x = i / Picture::channels % Picture::width;
      const size_t y = i / Picture::channels / Picture::width;
      double mean = 0;
      for (size_t v = 0; v < Frame::height; ++v) {
        const double down_part = part(v, Frame::height, y, Picture::height);
        if (down_part == 0) continue;
        for (size_t u = 0; u < Frame::width; ++u) {
          mean += down_part * part(u, Frame::width, x, Picture::width) *
                  static_cast<double>(frame[(v * Frame::width + u) * Frame::channels + c]);
        }
      }
      if constexpr (std::is_same_v<Sample, float>) {
        const double pixels = ceil(static_cast<double>(Frame::height) / Picture::height + 1) *
                              ceil(static_cast<double>(Frame::width) / Picture::width + 1);
        ASSERT_NEAR(static_cast<double>(picture[i]), mean, (pixels + 2) * ldexp(1, -24)) << i;
      } else {
        // A half goes up; what is a hair off one is a half of exact arithmetic.
        ASSERT_EQ(static_cast<double>(picture[i]), floor(mean + 0.5 + 1e-7)) << i;
      }
    }
  }
}

TEST(BoxDownscale, WholeFactorsAreMeansOfBoxes) {
  check<uint8_t, shape<8, 12, 1>, shape<4, 3, 1>>();
  check<uint8_t, shape<16, 32, 1>, shape<1, 2, 1>>();
  check<uint8_t, shape<9, 9, 3>, shape<3, 3, 3>>();
  check<int8_t, shape<10, 10, 2>, shape<2, 5, 2>>();
  check<int16_t, shape<8, 6, 1>, shape<2, 2, 1>>();
  check<uint16_t, shape<6, 8, 1>, shape<2, 2, 1>>();
  check<float, shape<12, 12, 1>, shape<3, 4, 1>>();
}

TEST(BoxDownscale, PixelsThatTwoBoxesShareCountInEachByTheirPart) {
  check<uint8_t, shape<30, 40, 1>, shape<12, 12, 1>>();
  check<uint8_t, shape<15, 20, 3>, shape<9, 11, 3>>();
  check<uint8_t, shape<7, 9, 1>, shape<5, 2, 1>>();
  check<int8_t, shape<30, 40, 1>, shape<28, 28, 1>>();
  check<int16_t, shape<10, 15, 1>, shape<4, 7, 1>>();
  check<uint16_t, shape<15, 10, 2>, shape<7, 4, 2>>();
  check<float, shape<30, 40, 1>, shape<28, 12, 1>>();
}

TEST(BoxDownscale, SizesWithoutACommonDivisorTakeAQuotientOfMoreThan16Bits) {
  check<uint8_t, shape<257, 259, 1>, shape<8, 8, 1>>();
}

TEST(BoxDownscale, OfTheSameSizeIsACopy) {
  check<uint8_t, shape<3, 5, 1>, shape<3, 5, 1>>();
  check<int16_t, shape<3, 5, 1>, shape<3, 2, 1>>();
}

TEST(BoxDownscale, ResetForgetsAFrameThatWasBegun) {
  box_downscale<uint8_t, shape<6, 6, 1>, shape<4, 4, 1>> down;
  std::mt19937 next{8};
  array<uint8_t, 36> frame{};
  for (uint8_t& x : frame) x = static_cast<uint8_t>(next());
  array<uint8_t, 16> wanted{}, picture{};
  down.process(frame, wanted);
  for (size_t lines = 1; lines < 6; ++lines) {
    for (size_t y = 0; y < lines; ++y) {
      (void)down.push(span<const uint8_t, 6>(frame.data() + 6 * y), picture);
    }
    down.process(frame, picture);
    for (size_t i = 0; i < 16; ++i) ASSERT_EQ(picture[i], wanted[i]);
  }
}

}  // namespace
