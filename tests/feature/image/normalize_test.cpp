#include "mote/feature/image/normalize.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>
#include <vector>

namespace {

using mote::array;
using mote::span;
using mote::image::normalization;
using mote::image::normalize;

inline constexpr normalization by_shift{1 / 255.0, 0, 1 / 255.0, -128};
inline constexpr normalization by_mean{1 / (255 * 0.229), -0.485 / 0.229, 0.0186, -14};
inline constexpr array<normalization, 3> each{
    {{1 / 127.5, -1, 1 / 128.0, 0}, {-0.5, 64, 0.25, 3}, {0.02, 0, 1, -128}}};
inline constexpr normalization halves{0.5, -64, 1, 0};

constexpr array<int8_t, 2> ends() {
  const array<uint8_t, 2> in{{0, 255}};
  array<int8_t, 2> out{};
  normalize<by_shift>(in, out);
  return out;
}
static_assert(ends()[0] == -128 && ends()[1] == 127);

double exact(const normalization& how, int pixel, double low, double high) {
  const double steps = (how.factor * pixel + how.offset) / how.step;
  const double whole = copysign(floor(fabs(steps) + 0.5), steps) + how.zero;
  return fmin(fmax(whole, low), high);
}

template <const auto& How, class Sample>
void check(const normalization* how, size_t channels, double low, double high) {
  std::vector<uint8_t> pixels(256 * channels);
  for (size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<uint8_t>(i / channels);
  std::vector<Sample> out(pixels.size());
  normalize<How>(pixels, out);
  for (size_t i = 0; i < out.size(); ++i) {
    ASSERT_EQ(out[i], exact(how[i % channels], pixels[i], low, high)) << i;
  }
}

TEST(Normalize, GivesTheNearestIntegerOfEveryPixel) {
  check<by_shift, int8_t>(&by_shift, 1, -128, 127);
  check<by_mean, int8_t>(&by_mean, 1, -128, 127);
  check<halves, int8_t>(&halves, 1, -128, 127);  // halves away from 0
  check<each, int8_t>(each.data(), 3, -128, 127);
  check<by_shift, int16_t>(&by_shift, 1, -32768, 32767);
  check<each, int16_t>(each.data(), 3, -32768, 32767);
}

TEST(Normalize, FloatsAreWithinTheirBound) {
  std::vector<uint8_t> pixels(768);
  for (size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<uint8_t>(i / 3);
  std::vector<float> out(pixels.size());
  normalize<each>(pixels, out);
  double worst = 0;
  for (size_t i = 0; i < out.size(); ++i) {
    const normalization& how = each[i % 3];
    const double product = how.factor * pixels[i];
    const double bound = ldexp(fabs(product) + fabs(how.offset), -23);
    const double off = fabs(static_cast<double>(out[i]) - (product + how.offset));
    ASSERT_LE(off, bound) << i;
    worst = fmax(worst, bound > 0 ? off / bound : 0);
  }
  EXPECT_GT(worst, 0.1);
}

TEST(Normalize, TheShiftByWordsIsTheShiftOfEachByteWhereverItBegins) {
  std::mt19937 next{9};
  for (size_t from = 0; from < 8; ++from) {
    for (size_t to = 0; to < 8; ++to) {
      for (size_t count = 0; count < 20; ++count) {
        alignas(8) array<uint8_t, 32> in{};
        alignas(8) array<int8_t, 32> out{};
        for (uint8_t& x : in) x = static_cast<uint8_t>(next());
        normalize<by_shift>(span<const uint8_t>{in.data() + from, count},
                            span<int8_t>{out.data() + to, count});
        for (size_t i = 0; i < 32; ++i) {
          const bool written = i >= to && i < to + count;
          ASSERT_EQ(out[i], written ? in[i - to + from] - 128 : 0);
        }
      }
    }
  }
}

TEST(Normalize, MayWriteWhereThePixelsLie) {
  alignas(4) array<uint8_t, 11> pixels{{0, 1, 127, 128, 129, 255, 3, 4, 5, 6, 7}};
  const array<uint8_t, 11> before = pixels;
  normalize<by_shift>(pixels, span<int8_t>{reinterpret_cast<int8_t*>(pixels.data()), 11});
  for (size_t i = 0; i < 11; ++i) {
    ASSERT_EQ(static_cast<int8_t>(pixels[i]), static_cast<int>(before[i]) - 128);
  }
}

}  // namespace
