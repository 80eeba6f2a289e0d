// Constants and plain second implementations for the tests of networks' layers.
#pragma once

#include <stdint.h>

#include <vector>

#include "mote/nn/network.hpp"

namespace layers {

/// A stream of numbers that a compiler works out.
struct made {
  uint32_t state;
  constexpr uint32_t next() {
    state = state * 1664525u + 1013904223u;
    return state >> 8;
  }
  constexpr int32_t between(int32_t low, int32_t high) {
    return low + static_cast<int32_t>(next() % static_cast<uint32_t>(high - low + 1));
  }
};

/// Weights of any size; every third kind of Seed with shifts by 0 and below.
template <size_t Outputs, size_t Inputs, uint32_t Seed>
constexpr mote::nn::weights<int8_t, Outputs, Inputs> some_weights() {
  mote::nn::weights<int8_t, Outputs, Inputs> result{};
  made random{Seed * 77 + 1};
  for (auto& v : result.start) v = random.between(-9000, 9000);
  for (auto& v : result.numbers) v = static_cast<int8_t>(random.between(-128, 127));
  int32_t size = 1;
  while (size * size < static_cast<int32_t>(Inputs)) ++size;
  int32_t shift = 6;
  for (; size > 1; size /= 2) ++shift;
  for (auto& v : result.factors) v = random.between(1 << 30, 2147483647);
  for (auto& v : result.shifts) v = static_cast<int8_t>(random.between(shift - 1, shift + 1));
  if (Seed % 3 == 1) result.shifts[Outputs / 2] = 0;
  if (Seed % 3 == 2) result.shifts[Outputs / 2] = -1;
  return result;
}
template <size_t Outputs, size_t Inputs, uint32_t Seed>
constexpr mote::nn::weights<float, Outputs, Inputs> some_floats() {
  mote::nn::weights<float, Outputs, Inputs> result{};
  made random{Seed * 77 + 1};
  for (auto& v : result.start) v = static_cast<float>(random.between(-100, 100)) / 64.0f;
  for (auto& v : result.numbers) v = static_cast<float>(random.between(-100, 100)) / 64.0f;
  return result;
}

template <class Sample, class Shape, int Zero>
inline constexpr mote::nn::input<Sample, Shape, Zero> input{};
template <class Sample, size_t Outputs, size_t Inputs, uint32_t Seed>
inline constexpr auto weights = some_weights<Outputs, Inputs, Seed>();
template <size_t Outputs, size_t Inputs, uint32_t Seed>
inline constexpr auto weights<float, Outputs, Inputs, Seed> = some_floats<Outputs, Inputs, Seed>();

/// The rule of the reference kernels in 64 bits.
inline int64_t rescaled(int64_t sum, int64_t factor, int shift) {
  if (shift < 0) sum *= int64_t{1} << -shift;
  const int64_t high = (sum * factor + (int64_t{1} << 30)) >> 31;
  if (shift <= 0) return high;
  return (high + (int64_t{1} << (shift - 1)) - (high < 0 ? 1 : 0)) >> shift;
}
inline int64_t limited(int64_t value, int64_t lowest, int64_t highest) {
  return value < lowest ? lowest : value > highest ? highest : value;
}

/// An image: rows, columns, channels.
template <class Sample, class Shape>
struct image {
  std::vector<Sample> numbers = std::vector<Sample>(Shape::size);

  /// What lies beside is `beside`.
  Sample at(int row, int column, size_t channel, Sample beside) const {
    if (row < 0 || column < 0 || row >= static_cast<int>(Shape::height) ||
        column >= static_cast<int>(Shape::width))
      return beside;
    return numbers[(static_cast<size_t>(row) * Shape::width + static_cast<size_t>(column)) *
                       Shape::channels +
                   channel];
  }
};

}  // namespace layers
