// Each layer against a plain loop over its definition, at shapes that no kernel likes.
#include "layers.hpp"

#include <gtest/gtest.h>

#include <math.h>

#include <random>
#include <type_traits>

namespace {

namespace nn = mote::nn;
using layers::image;

template <class Shape, class Sample>
image<Sample, Shape> any_image(uint32_t seed) {
  std::mt19937 random(seed);
  image<Sample, Shape> result;
  for (Sample& v : result.numbers) {
    const int whole = std::uniform_int_distribution<int>(-128, 127)(random);
    v = seed == 0 ? static_cast<Sample>(-128) : static_cast<Sample>(whole);
  }
  return result;
}

/// What kernels may use: whole words, and nothing behind them.
template <class Layer>
std::vector<uint32_t> scratch_of() {
  return std::vector<uint32_t>((Layer::scratch + 3) / 4 + 1);
}
template <class Layer>
std::vector<typename Layer::sample> run(const std::vector<typename Layer::sample>& x) {
  using sample = typename Layer::sample;
  std::vector<sample> out(Layer::shape::size);
  auto scratch = scratch_of<Layer>();
  Layer::run(x.data(), out.data(), static_cast<sample*>(static_cast<void*>(scratch.data())));
  return out;
}
/// The same over the input, which ends no earlier than the output, of a layer that can.
template <class Layer>
std::vector<typename Layer::sample> run_in_place(const std::vector<typename Layer::sample>& x) {
  using sample = typename Layer::sample;
  constexpr size_t before = Layer::before / sizeof(sample);
  std::vector<sample> held(before);
  held.insert(held.end(), x.begin(), x.end());
  if (held.size() < Layer::shape::size) held.resize(Layer::shape::size);
  auto scratch = scratch_of<Layer>();
  Layer::run(held.data() + before, held.data(),
             static_cast<sample*>(static_cast<void*>(scratch.data())));
  held.resize(Layer::shape::size);
  return held;
}

template <class Range, class Weights>
int64_t finished(const Weights& weights, size_t k, int64_t sum) {
  return layers::limited(layers::rescaled(sum, weights.factors[k], weights.shifts[k]) + Range::zero,
                         Range::lowest, Range::highest);
}
template <class Range, class Weights>
double finished(const Weights&, size_t, double sum) {
  return sum < double{Range::lowest}    ? double{Range::lowest}
         : sum > double{Range::highest} ? double{Range::highest}
                                        : sum;
}
template <class Sample>
using sum_of = std::conditional_t<std::is_same_v<Sample, float>, double, int64_t>;

template <class Sample>
void expect_same(const std::vector<Sample>& found, const std::vector<sum_of<Sample>>& expected,
                 const char* what) {
  ASSERT_EQ(found.size(), expected.size());
  for (size_t i = 0; i < found.size(); ++i) {
    if constexpr (std::is_same_v<Sample, float>) {
      ASSERT_NEAR(double{found[i]}, expected[i], 1e-5 * (fabs(expected[i]) + 100)) << what << i;
    } else {
      ASSERT_EQ(int64_t{found[i]}, expected[i]) << what << i;
    }
  }
}

/// One by one: output row, column and channel, then each tap and, of a convolution, each channel.
template <class Sample, class Shape, class Window, class Output, size_t Outputs, class Range,
          int Zero, uint32_t Seed, bool IsDepthwise>
void expect_windows() {
  constexpr size_t inputs = Window::taps * (IsDepthwise ? 1 : Shape::channels);
  constexpr const auto& source = layers::input<Sample, Shape, Zero>;
  constexpr const auto& numbers = layers::weights<Sample, Outputs, inputs, Seed>;
  using layer =
      std::conditional_t<IsDepthwise, nn::depthwise<source, numbers, Window, Range, Output>,
                         nn::conv2d<source, numbers, Window, Range, Output>>;
  constexpr size_t multiplier = Outputs / Shape::channels;
  for (uint32_t turn = 0; turn < 3; ++turn) {
    const auto x = any_image<Shape, Sample>(turn);
    std::vector<sum_of<Sample>> expected;
    for (size_t i = 0; i < Output::height; ++i) {
      for (size_t j = 0; j < Output::width; ++j) {
        for (size_t k = 0; k < Outputs; ++k) {
          sum_of<Sample> sum = numbers.start[k];
          for (size_t tap = 0; tap < Window::taps; ++tap) {
            const int row =
                static_cast<int>(i * Window::down + tap / Window::width * Window::row_step) -
                static_cast<int>(Window::top);
            const int column =
                static_cast<int>(j * Window::right + tap % Window::width * Window::column_step) -
                static_cast<int>(Window::left);
            if constexpr (IsDepthwise) {
              sum += sum_of<Sample>{x.at(row, column, k / multiplier, static_cast<Sample>(Zero))} *
                     numbers.numbers[tap * Outputs + k];
            } else {
              for (size_t c = 0; c < Shape::channels; ++c)
                sum += sum_of<Sample>{x.at(row, column, c, static_cast<Sample>(Zero))} *
                       numbers.numbers[k * inputs + tap * Shape::channels + c];
            }
          }
          expected.push_back(finished<Range>(numbers, k, sum));
        }
      }
    }
    expect_same(run<layer>(x.numbers), expected, "output ");
    if constexpr (layer::in_place)
      expect_same(run_in_place<layer>(x.numbers), expected, "in place, output ");
  }
}

template <class Shape, class Window, class Output, size_t Outputs, uint32_t Seed = 0,
          class Range = nn::range<-7, -128, 127>, int Zero = 5>
void expect_conv() {
  expect_windows<int8_t, Shape, Window, Output, Outputs, Range, Zero, Seed, false>();
  expect_windows<float, Shape, Window, Output, Outputs, mote::activation::relu, 0, Seed, false>();
}
template <class Shape, class Window, class Output, size_t Outputs, uint32_t Seed = 0,
          class Range = nn::range<-7, -128, 127>, int Zero = 5>
void expect_depthwise() {
  expect_windows<int8_t, Shape, Window, Output, Outputs, Range, Zero, Seed, true>();
  expect_windows<float, Shape, Window, Output, Outputs, mote::activation::relu6, 0, Seed, true>();
}

using nn::dilation;
using nn::output;
using nn::padding;
using nn::shape;
using nn::stride;
using nn::window;

TEST(Conv2d, IsTheLoopOverItsDefinition) {
  expect_conv<shape<5, 4, 3>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 4>, 7>();
  expect_conv<shape<9, 7, 1>, window<3, 3, stride<2, 2>, padding<0, 1>>, output<4, 4>, 5>();
  expect_conv<shape<7, 6, 4>, window<2, 3, stride<2, 1>, padding<1, 1>, dilation<2, 2>>,
              output<3, 5>, 6>();
  expect_conv<shape<12, 1, 5>, window<5, 1, stride<3, 1>, padding<4, 0>>, output<4, 1>, 17>();
  expect_conv<shape<1, 9, 2>, window<1, 4, stride<1, 2>, padding<0, 3>>, output<1, 5>, 2>();
  expect_conv<shape<4, 4, 16>, window<4, 4>, output<1, 1>, 13>();
  expect_conv<shape<3, 3, 2>, window<5, 5, stride<1, 1>, padding<2, 2>>, output<3, 3>, 4>();
}
TEST(Conv2d, TakesAnyNumberOfRowsAndInputs) {
  expect_conv<shape<4, 5, 16>, window<3, 3>, output<2, 3>, 40>();
  expect_conv<shape<4, 5, 8>, window<3, 3>, output<2, 3>, 37>();
  expect_conv<shape<3, 5, 23>, window<3, 1>, output<1, 5>, 4>();
  expect_conv<shape<3, 3, 70>, window<1, 1>, output<3, 3>, 75>();
  expect_conv<shape<1, 3, 63>, window<1, 1>, output<1, 3>, 65>();
  expect_conv<shape<1, 3, 33>, window<1, 1>, output<1, 3>, 5>();
}
TEST(Conv2d, GoesPastTheLastRowAndColumn) {
  expect_conv<shape<4, 4, 3>, window<3, 3, stride<2, 2>>, output<2, 2>, 4>();
}
TEST(Conv2d, OfOneTapWritesOverItsInput) {
  expect_conv<shape<5, 5, 64>, window<1, 1>, output<5, 5>, 64>();
  expect_conv<shape<3, 5, 7>, window<1, 1>, output<3, 5>, 3>();
  expect_conv<shape<1, 2, 17>, window<1, 1>, output<1, 2>, 16>();
  expect_conv<shape<2, 2, 3>, window<1, 1>, output<2, 2>, 9>();
  expect_conv<shape<5, 5, 3>, window<1, 1, stride<2, 2>>, output<3, 3>, 2>();
}
TEST(Conv2d, TakesShiftsByNothingAndToTheLeft) {
  expect_conv<shape<5, 4, 3>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 4>, 7, 1>();
  expect_conv<shape<5, 4, 3>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 4>, 7, 2>();
  expect_conv<shape<3, 5, 7>, window<1, 1>, output<3, 5>, 5, 2>();
}
TEST(Conv2d, KeepsToItsRange) {
  using narrow = nn::range<-20, -20, 57>;
  expect_conv<shape<5, 4, 3>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 4>, 7, 3, narrow,
              -128>();
  using relu = nn::range<-20, -20, 127>;
  expect_conv<shape<5, 4, 3>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 4>, 7, 3, relu,
              127>();
}

TEST(Depthwise, IsTheLoopOverItsDefinition) {
  expect_depthwise<shape<5, 5, 64>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 5>, 64>();
  expect_depthwise<shape<6, 4, 19>, window<3, 3, stride<2, 2>, padding<0, 1>>, output<3, 2>, 19>();
  expect_depthwise<shape<7, 3, 5>, window<5, 2, stride<1, 1>, padding<2, 0>>, output<7, 3>, 5>();
  expect_depthwise<shape<9, 1, 3>, window<4, 1, stride<1, 1>, padding<3, 0>>, output<9, 1>, 3>();
  expect_depthwise<shape<9, 8, 2>, window<3, 3, stride<1, 1>, padding<2, 2>, dilation<2, 2>>,
                   output<9, 8>, 2>();
  expect_depthwise<shape<4, 4, 1>, window<4, 4>, output<1, 1>, 1>();
}
TEST(Depthwise, StepsOnInsideTheImage) {
  expect_depthwise<shape<4, 8, 76>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<4, 8>, 76>();
  expect_depthwise<shape<6, 9, 28>, window<3, 3, stride<2, 2>, padding<1, 1>>, output<3, 5>, 28>();
  expect_depthwise<shape<5, 9, 8>, window<2, 3, stride<1, 1>, padding<0, 1>, dilation<2, 2>>,
                   output<3, 9>, 8>();
  expect_depthwise<shape<4, 7, 3>, window<3, 2, stride<1, 2>, padding<1, 0>>, output<4, 3>, 6>();
}
TEST(Depthwise, MultipliesChannels) {
  expect_depthwise<shape<5, 4, 3>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 4>, 6>();
  expect_depthwise<shape<5, 4, 1>, window<3, 3, stride<2, 2>, padding<1, 1>>, output<3, 2>, 8>();
}
TEST(Depthwise, TakesShiftsByNothingAndToTheLeft) {
  expect_depthwise<shape<5, 4, 9>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 4>, 9, 1>();
  expect_depthwise<shape<5, 4, 9>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 4>, 9, 2>();
}
TEST(Depthwise, KeepsToItsRange) {
  using narrow = nn::range<10, 10, 57>;
  expect_depthwise<shape<5, 4, 9>, window<3, 3, stride<1, 1>, padding<1, 1>>, output<5, 4>, 9, 3,
                   narrow, -128>();
}

template <size_t Inputs, size_t Outputs, uint32_t Seed, class Range = nn::range<3, -128, 127>>
void expect_dense() {
  constexpr const auto& source = layers::input<int8_t, shape<1, 1, Inputs>, 0>;
  constexpr const auto& numbers = layers::weights<int8_t, Outputs, Inputs, Seed>;
  using layer = nn::dense<source, numbers, Range>;
  for (uint32_t turn = 0; turn < 3; ++turn) {
    const auto x = any_image<shape<1, 1, Inputs>, int8_t>(turn);
    std::vector<int64_t> expected;
    for (size_t k = 0; k < Outputs; ++k) {
      int64_t sum = numbers.start[k];
      for (size_t i = 0; i < Inputs; ++i)
        sum += int64_t{x.numbers[i]} * numbers.numbers[k * Inputs + i];
      expected.push_back(finished<Range>(numbers, k, sum));
    }
    expect_same(run<layer>(x.numbers), expected, "output ");
  }
}
TEST(Dense, IsTheLoopOverItsDefinition) {
  expect_dense<64, 10, 0>();
  expect_dense<1, 1, 0>();
  expect_dense<3, 5, 0>();
  expect_dense<33, 66, 3>();
  expect_dense<640, 8, 3>();
  expect_dense<7, 4, 1>();
  expect_dense<7, 9, 2>();
  expect_dense<18, 6, 3, nn::range<-9, -9, 100>>();
}

template <class Layer>
std::vector<double> means_of(const image<int8_t, shape<5, 4, 3>>& x, int height, int width,
                             int down, int right, int top, int left, bool is_mean) {
  std::vector<double> expected;
  for (size_t i = 0; i < Layer::shape::height; ++i) {
    for (size_t j = 0; j < Layer::shape::width; ++j) {
      for (size_t c = 0; c < 3; ++c) {
        double sum = 0, count = 0, most = -1000;
        for (int r = 0; r < height; ++r) {
          for (int s = 0; s < width; ++s) {
            const int row = static_cast<int>(i) * down + r - top;
            const int column = static_cast<int>(j) * right + s - left;
            if (row < 0 || row >= 5 || column < 0 || column >= 4) continue;
            const double v = x.at(row, column, c, 0);
            sum += v;
            most = v > most ? v : most;
            ++count;
          }
        }
        expected.push_back(is_mean ? round(sum / count) : most);
      }
    }
  }
  return expected;
}
TEST(Pools, AreOverWhatLiesInTheImage) {
  constexpr const auto& source = layers::input<int8_t, shape<5, 4, 3>, 0>;
  using seen = window<3, 2, stride<2, 2>, padding<1, 0>>;
  using average = nn::average_pool<source, seen, nn::range<0, -128, 127>, output<3, 2>>;
  using largest = nn::max_pool<source, seen, nn::range<0, -128, 127>, output<3, 2>>;
  for (uint32_t turn = 0; turn < 20; ++turn) {
    const auto x = any_image<shape<5, 4, 3>, int8_t>(turn);
    const auto mean = run<average>(x.numbers), most = run<largest>(x.numbers);
    const auto means = means_of<average>(x, 3, 2, 2, 2, 1, 0, true);
    const auto mosts = means_of<largest>(x, 3, 2, 2, 2, 1, 0, false);
    for (size_t i = 0; i < means.size(); ++i) {
      ASSERT_EQ(int{mean[i]}, means[i]) << i;
      ASSERT_EQ(int{most[i]}, mosts[i]) << i;
    }
  }
}
TEST(Pools, KeepToTheirRange) {
  constexpr const auto& source = layers::input<int8_t, shape<5, 4, 3>, 0>;
  using average = nn::average_pool<source, window<5, 4>, nn::range<0, -3, 2>, output<1, 1>>;
  for (uint32_t turn = 0; turn < 20; ++turn) {
    for (const int8_t v : run<average>(any_image<shape<5, 4, 3>, int8_t>(turn).numbers)) {
      EXPECT_GE(v, -3);
      EXPECT_LE(v, 2);
    }
  }
}
TEST(Mean, IsRescaled) {
  constexpr const auto& source = layers::input<int8_t, shape<5, 4, 3>, -11>;
  using layer = nn::mean<source, nn::range<4, -128, 127>, nn::scale<1400000000, 3>>;
  for (uint32_t turn = 0; turn < 20; ++turn) {
    const auto x = any_image<shape<5, 4, 3>, int8_t>(turn);
    const auto found = run<layer>(x.numbers);
    for (size_t c = 0; c < 3; ++c) {
      int64_t sum = 0;
      for (size_t i = 0; i < 20; ++i) sum += x.numbers[i * 3 + c] + 11;
      ASSERT_EQ(int64_t{found[c]},
                layers::limited(layers::rescaled(sum, 1400000000, 3) + 4, -128, 127));
    }
  }
}

TEST(Add, BringsBothToOneScale) {
  constexpr const auto& first = layers::input<int8_t, shape<2, 3, 5>, -11>;
  constexpr const auto& second = layers::input<int8_t, shape<2, 3, 5>, 40>;
  using layer = nn::add<first, second, nn::range<7, 7, 120>, nn::scale<1073741824, 0>,
                        nn::scale<1700000000, 2>, nn::scale<1300000000, 18>>;
  for (uint32_t turn = 0; turn < 20; ++turn) {
    const auto a = any_image<shape<2, 3, 5>, int8_t>(turn);
    const auto b = any_image<shape<2, 3, 5>, int8_t>(turn + 50);
    int8_t out[30];
    layer::run(a.numbers.data(), b.numbers.data(), out, nullptr);
    for (size_t i = 0; i < 30; ++i) {
      const int64_t sum =
          layers::rescaled((int64_t{a.numbers[i]} + 11) * (1 << 20), 1073741824, 0) +
          layers::rescaled((int64_t{b.numbers[i]} - 40) * (1 << 20), 1700000000, 2);
      ASSERT_EQ(int64_t{out[i]},
                layers::limited(layers::rescaled(sum, 1300000000, 18) + 7, 7, 120));
    }
  }
}
TEST(Add, OfFloatsIsTheSum) {
  constexpr const auto& source = layers::input<float, shape<1, 1, 3>, 0>;
  using layer = nn::add<source, source, mote::activation::relu>;
  const float a[] = {1, -2, 3}, b[] = {0.5f, 1, -4};
  float out[3];
  layer::run(a, b, out, nullptr);
  EXPECT_EQ(out[0], 1.5f);
  EXPECT_EQ(out[1], 0.0f);
  EXPECT_EQ(out[2], 0.0f);
}
TEST(Concatenate, PutsChannelsBehindEachOther) {
  constexpr const auto& first = layers::input<int8_t, shape<2, 2, 3>, 0>;
  constexpr const auto& second = layers::input<int8_t, shape<2, 2, 1>, 0>;
  using layer = nn::concatenate<first, second>;
  const int8_t a[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, b[] = {-1, -2, -3, -4};
  int8_t out[16];
  layer::run(a, b, out, nullptr);
  const int8_t expected[] = {1, 2, 3, -1, 4, 5, 6, -2, 7, 8, 9, -3, 10, 11, 12, -4};
  for (size_t i = 0; i < 16; ++i) EXPECT_EQ(out[i], expected[i]) << i;
}

constexpr mote::array<int8_t, 256> turned() {
  mote::array<int8_t, 256> values{};
  for (int x = -128; x < 128; ++x)
    values[static_cast<size_t>(x + 128)] = static_cast<int8_t>(-1 - x);
  return values;
}
inline constexpr auto turns = turned();
TEST(Table, IsLookedUp) {
  constexpr const auto& source = layers::input<int8_t, shape<1, 1, 256>, 0>;
  using layer = nn::table<source, turns, 3>;
  int8_t x[256];
  for (int i = 0; i < 256; ++i) x[i] = static_cast<int8_t>(i - 128);
  layer::run(x, x, nullptr);
  for (int i = 0; i < 256; ++i) EXPECT_EQ(x[i], 127 - i);
}

TEST(Softmax, OfBytesIsWithinOneStep) {
  constexpr const auto& source = layers::input<int8_t, shape<1, 1, 12>, 0>;
  // A step of the inputs is worth 0.25: 0.25 * 2^26 is 2^30 / 2^31 * 2^25.
  using layer = nn::softmax<source, nn::scale<1073741824, -25>, -124>;
  for (uint32_t turn = 0; turn < 200; ++turn) {
    const auto x = any_image<shape<1, 1, 12>, int8_t>(turn);
    const auto out = run<layer>(x.numbers);
    double sum = 0, most = -128;
    for (const int8_t v : x.numbers) most = v > most ? v : most;
    for (const int8_t v : x.numbers) sum += exp((v - most) * 0.25);
    for (size_t k = 0; k < 12; ++k) {
      const double p = exp((x.numbers[k] - most) * 0.25) / sum;
      EXPECT_NEAR(out[k] + 128, p >= 255.5 / 256 ? 255 : p * 256, 0.51) << turn;
    }
  }
}
TEST(Softmax, OfFloatsAddsUpToOne) {
  constexpr const auto& source = layers::input<float, shape<1, 1, 5>, 0>;
  using layer = nn::softmax<source>;
  for (uint32_t turn = 0; turn < 20; ++turn) {
    const auto x = any_image<shape<1, 1, 5>, float>(turn + 1);
    const auto out = run<layer>(x.numbers);
    double sum = 0, total = 0, most = -128;
    for (const float v : x.numbers) most = double{v} > most ? double{v} : most;
    for (const float v : x.numbers) sum += exp(double{v} - most);
    for (size_t k = 0; k < 5; ++k) {
      EXPECT_NEAR(double{out[k]}, exp(double{x.numbers[k]} - most) / sum, 1e-6);
      total += double{out[k]};
    }
    EXPECT_NEAR(total, 1.0, 1e-6);
  }
}

}  // namespace
