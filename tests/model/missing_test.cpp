// Rows in which numbers are missing: every kind of NaN, and integers that stand for them.
#include "mote/model/missing.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stdint.h>

#include <random>

#include "mote/core/array.hpp"
#include "mote/model/columns.hpp"
#include "mote/pipeline/stage.hpp"

namespace {

using mote::array;
using mote::bit_cast;

constexpr float nan = bit_cast<float>(0x7fc00000u), infinity = bit_cast<float>(0x7f800000u);
constexpr array<uint8_t, 5> chosen{{2, 0, 0, 1, 2}};
constexpr array<float, 5> sides{{nan, -infinity, 2.5f, -0.0f, infinity}};
constexpr array<int16_t, 5> whole{{32767, -32768, 7, 0, -1}};
constexpr int16_t absent = -999;

using of_floats = mote::sided_columns<float, 3, chosen, sides, nan>;
using of_integers = mote::sided_columns<int16_t, 3, chosen, whole, absent>;
static_assert(mote::is_row_stage<of_floats> && mote::is_row_stage<of_integers>);
static_assert(of_floats::features == 5 && of_floats::inputs == 3);

template <size_t N>
array<uint32_t, N> bits(const array<float, N>& x) {
  array<uint32_t, N> out{};
  for (size_t i = 0; i < N; ++i) out[i] = bit_cast<uint32_t>(x[i]);
  return out;
}

TEST(SidedColumns, HaveTheirOwnNumberWhereOneIsMissing) {
  array<float, 5> out{};
  of_floats::process(array<float, 3>{{bit_cast<float>(0xff800001u), 4.0f, nan}}, out);
  EXPECT_EQ(bits(out), bits(array<float, 5>{{nan, -infinity, 2.5f, 4.0f, infinity}}));
  of_floats::process(array<float, 3>{{-1.5f, nan, -infinity}}, out);
  EXPECT_EQ(bits(out), bits(array<float, 5>{{-infinity, -1.5f, -1.5f, -0.0f, -infinity}}));
  array<int16_t, 5> integers{};
  of_integers::process(array<int16_t, 3>{{-999, -999, -999}}, integers);
  EXPECT_EQ(integers, whole);
  of_integers::process(array<int16_t, 3>{{-998, 32767, -1000}}, integers);
  EXPECT_EQ(integers, (array<int16_t, 5>{{-1000, -998, -998, 32767, -1000}}));
}

TEST(SidedColumns, AreSelectedAndThenImputed) {
  std::mt19937 next{1};
  for (int i = 0; i < 20000; ++i) {
    array<float, 3> x{};
    for (auto& v : x) {
      v = bit_cast<float>(static_cast<uint32_t>(next()) | (next() % 3 == 0 ? 0x7fc00000u : 0u));
    }
    array<float, 5> at_once{}, picked{}, after{};
    of_floats::process(x, at_once);
    mote::select_columns<float, 3, chosen>::process(x, picked);
    mote::impute_columns<sides>::process(picked, after);
    ASSERT_EQ(bits(at_once), bits(after));
  }
}

}  // namespace
