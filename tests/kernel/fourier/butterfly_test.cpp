// The loops that have another text on some cores; whole transforms are in tests/transform.
#include "mote/kernel/fourier/butterfly.hpp"

#include <gtest/gtest.h>

#include <stddef.h>
#include <stdint.h>

#include <vector>

#include "kernel/random_words.hpp"
#include "mote/kernel/best.hpp"
#include "mote/kernel/fourier/butterfly_mve.hpp"

namespace {

using mote::kernel::best;
using mote::kernel::definition;
namespace fourier = mote::kernel::fourier;
using row = std::vector<int16_t>;

row random_row(size_t size, int quiet) {
  random_words next{static_cast<uint32_t>(size)};
  row x(size);
  for (int16_t& v : x) v = static_cast<int16_t>(next.sample() >> quiet);
  return x;
}

template <int Bits>
void expect_the_order_of_the_definition() {
  constexpr int half = Bits / 2;
  uint8_t reversed[1 << half];
  for (unsigned i = 0; i < (1u << half); ++i) {
    reversed[i] = 0;
    for (int bit = 0; bit < half; ++bit) {
      if ((i >> bit) % 2 != 0)
        reversed[i] = static_cast<uint8_t>(reversed[i] | 1u << (half - 1 - bit));
    }
  }
  const row in = random_row(size_t{2} << Bits, 2);
  row native = in, scalar = in;
  fourier::permute<Bits>(native.data(), reversed, best<int16_t>{});
  fourier::permute<Bits>(scalar.data(), reversed, definition{});
  ASSERT_EQ(native, scalar) << Bits;
  for (size_t i = 0; i < (size_t{1} << Bits); ++i) {
    size_t from = 0;
    for (int bit = 0; bit < Bits; ++bit) from |= ((i >> bit) & 1) << (Bits - 1 - bit);
    ASSERT_EQ(native[2 * i], in[2 * from]) << Bits << ' ' << i;
    ASSERT_EQ(native[2 * i + 1], in[2 * from + 1]) << Bits << ' ' << i;
  }
}
TEST(Butterfly, BitReversedOrderIsTheSameOnEveryCore) {
  expect_the_order_of_the_definition<2>();
  expect_the_order_of_the_definition<3>();
  expect_the_order_of_the_definition<4>();
  expect_the_order_of_the_definition<5>();
  expect_the_order_of_the_definition<6>();
  expect_the_order_of_the_definition<7>();
  expect_the_order_of_the_definition<10>();
}

TEST(Butterfly, BlocksAreHalvedAndEnlargedWithTheBitsOfTheDefinition) {
  for (const size_t size : {4u, 8u, 16u, 64u}) {
    row native = random_row(2 * size, 0), scalar = native;
    fourier::halve(native.data(), size, best<int16_t>{});
    fourier::halve(scalar.data(), size, definition{});
    ASSERT_EQ(native, scalar) << size;
    native = scalar = random_row(2 * size, 6);
    const int bits = fourier::spare_bits(native.data(), size);
    ASSERT_GT(bits, 0);
    fourier::enlarge(native.data(), size, bits, best<int16_t>{});
    fourier::enlarge(scalar.data(), size, bits, definition{});
    ASSERT_EQ(native, scalar) << size;
  }
}

template <int Halvings>
void expect_sums_of_the_definition() {
  for (const size_t size : {8u, 16u, 32u, 128u}) {
    row native = random_row(2 * size, 2), scalar = native;
    fourier::radix2<Halvings>(native.data(), size, best<int16_t>{});
    fourier::radix2<Halvings>(scalar.data(), size, definition{});
    ASSERT_EQ(native, scalar) << size;
  }
}
TEST(Butterfly, SumsOfNeighboursHaveTheBitsOfTheDefinition) {
  expect_sums_of_the_definition<0>();
  expect_sums_of_the_definition<1>();
  expect_sums_of_the_definition<2>();
}

}  // namespace
