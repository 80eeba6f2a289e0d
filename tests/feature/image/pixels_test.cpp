#include "mote/feature/image/pixels.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>
#include <vector>

#include "mote/core/array.hpp"

namespace {

using mote::array;
using mote::span;
using mote::image::colour;
using mote::image::grey_of;
using mote::image::pixels;
using mote::image::to_grey;
using mote::image::to_rgb;

static_assert(grey_of({0, 0, 0}) == 0 && grey_of({255, 255, 255}) == 255);
static_assert(grey_of({255, 0, 0}) == 76 && grey_of({0, 255, 0}) == 150);
static_assert(mote::image::bytes_of(pixels::yuyv) == 2 &&
              mote::image::bytes_of(pixels::rgb888) == 3);

constexpr array<uint8_t, 2> greys_of(const array<uint8_t, 6>& line) {
  array<uint8_t, 2> out{};
  to_grey<pixels::rgb888>(line, out);
  return out;
}
static_assert(greys_of({{255, 255, 255, 0, 0, 255}})[1] == 29);

TEST(Pixels, GreyIsWithinHalfAStepOfTheWeightsOfBt601) {
  double worst = 0;
  for (int r = 0; r < 256; ++r) {
    for (int g = 0; g < 256; g += r % 16 == 0 ? 1 : 5) {
      for (int b = 0; b < 256; b += 3) {
        const double exact = 0.299 * r + 0.587 * g + 0.114 * b;
        const int found =
            grey_of({static_cast<uint8_t>(r), static_cast<uint8_t>(g), static_cast<uint8_t>(b)});
        worst = fmax(worst, fabs(found - exact));
      }
    }
  }
  EXPECT_LE(worst, 0.503);
  EXPECT_GT(worst, 0.49);
}

TEST(Pixels, EachColourOf565IsTheNearestOfAByte) {
  for (unsigned word = 0; word < 65536; ++word) {
    const array<uint8_t, 2> big{{static_cast<uint8_t>(word >> 8), static_cast<uint8_t>(word)}};
    const array<uint8_t, 2> little{{big[1], big[0]}};
    array<uint8_t, 3> out{}, other{};
    to_rgb<pixels::rgb565_big>(big, out);
    to_rgb<pixels::rgb565_little>(little, other);
    ASSERT_EQ(out[0], lround((word >> 11) * 255.0 / 31)) << word;
    ASSERT_EQ(out[1], lround(((word >> 5) & 63) * 255.0 / 63)) << word;
    ASSERT_EQ(out[2], lround((word & 31) * 255.0 / 31)) << word;
    array<uint8_t, 1> grey{}, as_rgb{};
    to_grey<pixels::rgb565_big>(big, grey);
    to_grey<pixels::rgb888>(out, as_rgb);
    ASSERT_EQ(grey[0], as_rgb[0]) << word;
    to_grey<pixels::rgb565_little>(little, grey);
    ASSERT_EQ(grey[0], as_rgb[0]) << word;
    for (size_t i = 0; i < 3; ++i) ASSERT_EQ(out[i], other[i]) << word;
  }
}

double clipped(double x) { return x < 0 ? 0 : x > 255 ? 255 : x; }

TEST(Pixels, ColoursOfYuvAreWithinOneOfTheRealWeights) {
  double worst = 0;
  for (int y = 0; y < 256; y += 5) {
    for (int u = 0; u < 256; u += 3) {
      for (int v = 0; v < 256; v += 3) {
        const array<uint8_t, 4> line{{static_cast<uint8_t>(y), static_cast<uint8_t>(u),
                                      static_cast<uint8_t>(255 - y), static_cast<uint8_t>(v)}};
        array<uint8_t, 6> out{};
        to_rgb<pixels::yuyv>(line, out);
        for (int i = 0; i < 2; ++i) {
          const double grey = i == 0 ? y : 255 - y;
          const double exact[3] = {
              clipped(grey + 1.402 * (v - 128)),
              clipped(grey - 0.344136286 * (u - 128) - 0.714136286 * (v - 128)),
              clipped(grey + 1.772 * (u - 128))};
          for (int c = 0; c < 3; ++c) {
            worst = fmax(worst, fabs(out[static_cast<size_t>(3 * i + c)] - exact[c]));
          }
        }
      }
    }
  }
  EXPECT_LE(worst, 0.51);
  EXPECT_GT(worst, 0.3);
}

TEST(Pixels, YuyvAndUyvyDifferInTheirOrderAlone) {
  std::mt19937 next{5};
  std::vector<uint8_t> first(64), second(64), a(96), b(96), grey(32), as_sent(32);
  for (uint8_t& byte : first) byte = static_cast<uint8_t>(next());
  for (size_t i = 0; i < first.size(); ++i) second[i ^ 1] = first[i];
  to_rgb<pixels::yuyv>(first, a);
  to_rgb<pixels::uyvy>(second, b);
  EXPECT_EQ(a, b);
  to_grey<pixels::yuyv>(first, grey);
  to_grey<pixels::uyvy>(second, as_sent);
  EXPECT_EQ(grey, as_sent);
  for (size_t i = 0; i < grey.size(); ++i) EXPECT_EQ(grey[i], first[2 * i]);
}

TEST(Pixels, GreyMayBeWrittenWhereTheLineLies) {
  std::mt19937 next{6};
  std::vector<uint8_t> line(80), apart(40);
  for (uint8_t& byte : line) byte = static_cast<uint8_t>(next());
  to_grey<pixels::rgb565_big>(line, apart);
  to_grey<pixels::rgb565_big>(line, span<uint8_t>{line.data(), 40});
  line.resize(40);
  EXPECT_EQ(line, apart);
}

TEST(Pixels, GreyAsColoursIsThreeTimesTheSame) {
  const array<uint8_t, 2> line{{7, 255}};
  array<uint8_t, 6> out{};
  to_rgb<pixels::grey>(line, out);
  const array<uint8_t, 6> wanted{{7, 7, 7, 255, 255, 255}};
  for (size_t i = 0; i < 6; ++i) EXPECT_EQ(out[i], wanted[i]);
  array<uint8_t, 6> same{};
  to_rgb<pixels::rgb888>(out, same);
  for (size_t i = 0; i < 6; ++i) EXPECT_EQ(same[i], wanted[i]);
}

}  // namespace
