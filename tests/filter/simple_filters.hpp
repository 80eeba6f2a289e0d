// simple_filters.hpp - what the tests of the simple filters share. Not a test.
#pragma once

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <algorithm>
#include <random>
#include <type_traits>
#include <vector>

#include "data/simple_filters/goldens.hpp"
#include "mote/core/numeric.hpp"
#include "mote/core/span.hpp"

namespace simple {

namespace goldens = simple_filters;
using Samples = ::testing::Types<float, int8_t, int16_t, int32_t>;
using Integers = ::testing::Types<int8_t, int16_t, int32_t>;

/// Full scale of a sample type in its own units; a float counts in full scales.
template <class Sample>
constexpr double scale = std::is_same_v<Sample, float>
                             ? 1.0
                             : static_cast<double>(mote::numeric<Sample>::highest) + 1;

/// What may differ from exact arithmetic: 1 LSB, or 1e-5 of full scale.
template <class Sample>
constexpr double allowed = std::is_same_v<Sample, float> ? 1e-5 : 1.0;

/// The golden input, an int16, as a sample.
template <class Sample>
std::vector<Sample> golden_input() {
  std::vector<Sample> x;
  for (const double value : goldens::input) {
    x.push_back(static_cast<Sample>(value * (scale<Sample> / 32768)));  // int8_t: cut off
  }
  return x;
}

/// Noise, jumps from end to end and silence.
template <class Sample>
std::vector<Sample> hard_input(size_t count, unsigned seed = 7) {
  std::mt19937 next{seed};
  std::vector<Sample> x(count);
  for (size_t i = 0; i < count; ++i) {
    const auto bits = static_cast<uint32_t>(next());
    const size_t part = i * 8 / count % 4;
    double value = static_cast<double>(bits) / 2147483648.0 - 1.0;
    if (part == 1) value = bits % 16 == 0 ? -1.0 : 1.0;
    if (part == 2) value = i / 32 % 2 == 0 ? 1.0 : -1.0;
    if (part == 3) value = bits % 64 == 0 ? value : 0.0;
    if constexpr (std::is_same_v<Sample, float>) {
      x[i] = static_cast<float>(value);
    } else {
      x[i] = mote::numeric<Sample>::from_real(value);
    }
  }
  return x;
}

/// A minute at 16 kHz (on a chip two seconds): noise, a sweep, impulses, an offset.
inline std::vector<float> minute() {
  constexpr size_t count = MOTE_ON_DESKTOP ? 960000 : 32000;
  std::mt19937 next{13};
  std::vector<float> x(count);
  for (size_t i = 0; i < count; ++i) {
    const double noise = static_cast<double>(next()) / 2147483648.0 - 1.0;
    const double part = static_cast<double>(i) / static_cast<double>(count);
    const double sweep = sin(static_cast<double>(count) * part * part);
    const double impulse = i % 4000 == 0 ? 1.0 : 0.0;
    const size_t kind = i * 16 / count % 4;
    x[i] = static_cast<float>(kind == 0 ? noise : kind == 1 ? sweep : kind == 2 ? impulse : 1.0);
  }
  return x;
}

template <class Filter, class Sample>
std::vector<Sample> by_sample(Filter filter, const std::vector<Sample>& x) {
  std::vector<Sample> y;
  for (const Sample& value : x) y.push_back(filter(value));
  return y;
}

template <class Sample>
mote::span<const Sample> view(const std::vector<Sample>& x) {
  return {x.data(), x.size()};
}
template <class Sample>
mote::span<Sample> view(std::vector<Sample>& x) {
  return {x.data(), x.size()};
}

/// By sample, by blocks, in place, and again after reset(): always the same.
template <class Filter, class Sample>
void expect_one_result(Filter filter, const std::vector<Sample>& x) {
  const std::vector<Sample> expected = by_sample(filter, x);
  std::vector<Sample> y(x.size());
  Filter used = filter;
  size_t done = 0;
  for (size_t block = 1; done < x.size(); block = block * 3 % 61) {
    const size_t count = std::min(block, x.size() - done);
    used.process(mote::span<const Sample>{x.data() + done, count},
                 mote::span<Sample>{y.data() + done, count});
    done += count;
  }
  EXPECT_EQ(y, expected) << "by blocks";
  used.reset();
  std::vector<Sample> place = x;
  used.process(view(std::as_const(place)), view(place));
  EXPECT_EQ(place, expected) << "in place, after reset";
}

/// The largest difference of samples and exact values, in LSB or full scales; saturated values
/// must be at the end that exact arithmetic passes.
template <class Sample>
double worst(const std::vector<Sample>& y, const std::vector<double>& exact) {
  double largest = 0;
  for (size_t i = 0; i < y.size(); ++i) {
    double value = exact[i];
    if constexpr (!std::is_same_v<Sample, float>) {
      value = std::clamp(value, static_cast<double>(mote::numeric<Sample>::lowest),
                         static_cast<double>(mote::numeric<Sample>::highest));
    }
    largest = std::max(largest, fabs(static_cast<double>(y[i]) - value));
  }
  return largest;
}

/// A golden of the int16 input, in units of Sample.
template <class Sample>
std::vector<double> scaled(const double (&golden)[goldens::length]) {
  std::vector<double> exact;
  for (const double value : golden) exact.push_back(value * (scale<Sample> / 32768));
  return exact;
}

/// scipy's lfilter of first order in double: y = b0 x + b1 x1 - a1 y1.
template <class Sample>
std::vector<double> lfilter(double b0, double b1, double a1, const std::vector<Sample>& x) {
  std::vector<double> y;
  double last_x = 0, last_y = 0;
  for (const Sample& sample : x) {
    const double value = static_cast<double>(sample);
    last_y = b0 * value + b1 * last_x - a1 * last_y;
    last_x = value;
    y.push_back(last_y);
  }
  return y;
}

}  // namespace simple
