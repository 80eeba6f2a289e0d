#include "mote/kernel/affine/affine.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <limits>
#include <random>

#include "mote/core/array.hpp"

namespace {

using mote::kernel::affine;

constexpr int16_t x[3] = {1, -2, 32767};
constexpr int16_t w[6] = {10, 20, 1, -1, -1, -2};
constexpr int32_t start[2] = {5, -7};
constexpr mote::array<int32_t, 2> now() {
  mote::array<int32_t, 2> out{};
  affine<2, 3>(x, &w[0], &start[0], out.data());
  return out;
}
static_assert(now()[0] == 32742 && now()[1] == -65540, "at compile time too");

/// One shape, at every place in memory that a row can have, with numbers of the whole range.
template <class T, size_t Rows, size_t Count>
void expect_integers() {
  std::mt19937 random(Rows * 100 + Count);
  std::uniform_int_distribution<int> any(std::numeric_limits<T>::min(),
                                         std::numeric_limits<T>::max());
  // Weights so small that no sum leaves 32 bits.
  const int most = sizeof(T) == 1 ? 127 : static_cast<int>(60000 / Count);
  std::uniform_int_distribution<int> small(-most, most);
  alignas(16) T samples[Count + 8], weights[Rows * Count + 16];
  int32_t starts[Rows], out[Rows], scalar[Rows];
  for (size_t from = 0; from < 5; ++from) {
    const size_t first = sizeof(T) == 1 ? 4 * (from % 4) : from;  // bytes begin at a word
    for (T& v : samples) v = static_cast<T>(any(random));
    for (T& v : weights) v = static_cast<T>(small(random));
    if (from == 1) {
      for (T& v : samples) v = std::numeric_limits<T>::min();
      for (T& v : weights) v = static_cast<T>(most);
    }
    for (int32_t& v : starts) v = any(random) * 100;
    affine<Rows, Count>(samples + from, static_cast<const T*>(weights + first),
                        static_cast<const int32_t*>(starts), out);
    affine<Rows, Count>(samples + from, static_cast<const T*>(weights + first),
                        static_cast<const int32_t*>(starts), scalar, mote::target::scalar{});
    for (size_t k = 0; k < Rows; ++k) {
      int64_t sum = starts[k];
      for (size_t i = 0; i < Count; ++i)
        sum += int64_t{samples[from + i]} * weights[first + k * Count + i];
      ASSERT_EQ(int64_t{out[k]}, sum) << Rows << " x " << Count << " row " << k;
      ASSERT_EQ(scalar[k], out[k]);
    }
  }
}

template <size_t Rows, size_t Count>
void expect_floats() {
  std::mt19937 random(Rows * 100 + Count);
  std::uniform_real_distribution<float> any(-1, 1);
  float samples[Count + 1], weights[Rows * Count + 1], starts[Rows], out[Rows];
  for (size_t from = 0; from < 2; ++from) {
    for (float& v : samples) v = any(random);
    for (float& v : weights) v = any(random);
    for (float& v : starts) v = any(random);
    affine<Rows, Count>(samples + from, static_cast<const float*>(weights + from),
                        static_cast<const float*>(starts), out);
    for (size_t k = 0; k < Rows; ++k) {
      double sum = static_cast<double>(starts[k]), size = fabs(sum);
      for (size_t i = 0; i < Count; ++i) {
        const double term = static_cast<double>(samples[from + i]) *
                            static_cast<double>(weights[from + k * Count + i]);
        sum += term;
        size += fabs(term);
      }
      const double bound = (Count + 2) * size * 0x1p-24;
      ASSERT_NEAR(static_cast<double>(out[k]), sum, bound)
          << Rows << " x " << Count << " row " << k;
    }
  }
}

template <size_t Rows, size_t... Count>
void of_counts(mote::traits::indices<Count...>) {
  (expect_integers<int8_t, Rows, Count + 1>(), ...);
  (expect_integers<int16_t, Rows, Count + 1>(), ...);
  (expect_floats<Rows, Count + 1>(), ...);
}

TEST(Affine, IsExactInIntegersAndWithinItsBoundInFloatsForEveryShape) {
  of_counts<1>(mote::traits::indices_to<19>{});
  of_counts<2>(mote::traits::indices_to<9>{});
  of_counts<3>(mote::traits::indices_to<9>{});
  of_counts<4>(mote::traits::indices_to<9>{});
  of_counts<7>(mote::traits::indices<15, 16, 30, 63>{});
  of_counts<10>(mote::traits::indices<63>{});
}

}  // namespace
