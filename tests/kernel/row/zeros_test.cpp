#include "mote/kernel/row/zeros.hpp"

#include <gtest/gtest.h>

#include <stdint.h>
#include <string.h>

namespace {

using mote::kernel::zeros;

static_assert(zeros<int, 5>() == mote::array<int, 5>{}, "at compile time too");
static_assert(zeros<uint64_t, 200>()[199] == 0);

template <class T, size_t N>
void expect_all_zero() {
  // Run over memory that was not zero before.
  unsigned char room[sizeof(mote::array<T, N>)];
  memset(room, 0xa5, sizeof room);
  const mote::array<T, N> made = zeros<T, N>();
  memcpy(room, &made, sizeof made);
  for (const unsigned char byte : room) ASSERT_EQ(byte, 0) << N;
}

TEST(Zeros, FillShortAndLongArraysOfEveryType) {
  expect_all_zero<uint8_t, 1>();
  expect_all_zero<uint8_t, 10>();
  expect_all_zero<uint16_t, 31>();
  expect_all_zero<uint32_t, 32>();  // the last that is stored one by one
  expect_all_zero<uint32_t, 33>();
  expect_all_zero<uint64_t, 300>();
  expect_all_zero<float, 7>();
}

}  // namespace
