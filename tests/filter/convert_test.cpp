#include "mote/filter/convert.hpp"

#include <limits>

#include "filter/simple_filters.hpp"
#include "mote/filter/interleave.hpp"
#include "mote/filter/linear_map.hpp"

namespace {

using mote::convert;
using mote::linear_map;

static_assert(convert<int8_t>(int16_t{0x1280}) == 0x13, "halves up");
static_assert(convert<int8_t>(int16_t{-0x1280}) == -0x12, "halves up, below zero too");
static_assert(convert<int8_t>(int16_t{32767}) == 127, "saturates");
static_assert(convert<int8_t>(int16_t{-32768}) == -128);
static_assert(convert<int16_t>(int32_t{0x7fffffff}) == 32767);
static_assert(convert<int32_t>(int16_t{-32768}) == -2147483647 - 1);
static_assert(convert<int32_t>(int8_t{-128}) == -2147483647 - 1);
#if MOTE_HAS_BIT_CAST
static_assert(convert<float>(int16_t{-32768}) == -1.0f && convert<int16_t>(1.0f) == 32767);
static_assert(convert<int16_t>(0.5f) == 16384 && convert<int8_t>(-1.0f) == -128);
#endif

/// The definition in double: exact products, ties to even.
template <class Integer>
Integer nearest_even(float x) {
  if (isnan(x)) return 0;
  const double scaled = static_cast<double>(x) * simple::scale<Integer>;
  if (scaled >= static_cast<double>(mote::numeric<Integer>::highest)) {
    return mote::numeric<Integer>::highest;
  }
  if (scaled <= -simple::scale<Integer>) return mote::numeric<Integer>::lowest;
  return static_cast<Integer>(nearbyint(scaled));
}

template <class Sample>
class Convert : public ::testing::Test {};
TYPED_TEST_SUITE(Convert, simple::Integers, );

TYPED_TEST(Convert, FloatGoesToNearestWithHalvesToEvenWithAndWithoutAnFpu) {
  const auto check = [](float x) {
    const auto expected = nearest_even<TypeParam>(x);
    ASSERT_EQ(convert<TypeParam>(x), expected) << x;
    ASSERT_EQ(mote::kernel::to_fixed<TypeParam>(x, mote::target::scalar{}), expected) << x;
  };
  std::mt19937 next{11};
  for (int i = 0; i < 40000; ++i) {
    check(mote::bit_cast<float>(static_cast<uint32_t>(next())));
    const auto whole = static_cast<float>(static_cast<int>(next() % 512) - 256);
    const float lsb = static_cast<float>(1 / simple::scale<TypeParam>);
    for (const float part : {0.0f, 0.25f, 0.5f, 0.75f}) check((whole + part) * lsb);
    check(static_cast<float>(static_cast<double>(next()) / 2147483648.0 - 1));
  }
  const float inf = std::numeric_limits<float>::infinity();
  for (const float x : {0.0f, -0.0f, 1.0f, -1.0f, 0.99999994f, -0.99999994f, 1.0000001f, inf, -inf,
                        std::numeric_limits<float>::quiet_NaN(), 1e-40f, 3.4e38f, -3.4e38f}) {
    check(x);
  }
  check(-std::numeric_limits<float>::quiet_NaN());
}

TYPED_TEST(Convert, IntegersBecomeTheNearestFloatWithAndWithoutAnFpu) {
  std::mt19937 next{12};
  for (int i = 0; i < 70000; ++i) {
    const auto x = static_cast<TypeParam>(sizeof(TypeParam) == 4 ? static_cast<uint32_t>(next())
                                                                 : static_cast<uint32_t>(i));
    const auto expected = static_cast<float>(static_cast<double>(x) / simple::scale<TypeParam>);
    ASSERT_EQ(convert<float>(x), expected) << +x;
    ASSERT_EQ(mote::kernel::to_float(x, mote::target::scalar{}), expected) << +x;
  }
}

TYPED_TEST(Convert, ThereAndBackIsTheSameNumber) {
  for (int i = -40000; i < 40000; ++i) {
    const auto x = static_cast<TypeParam>(i);
    if (sizeof(TypeParam) < 4) {
      ASSERT_EQ(convert<TypeParam>(convert<float>(x)), x);
    }
    ASSERT_EQ(convert<TypeParam>(convert<int32_t>(x)), x);
  }
}

template <class From, class To>
void expect_block_is_samples() {
  const auto x = simple::hard_input<From>(67);
  for (size_t count = 0; count <= x.size(); ++count) {  // every rest that vectors leave
    std::vector<To> y(count + 1, To{42});
    convert<From, To>({x.data(), count}, {y.data(), count});
    for (size_t i = 0; i < count; ++i) ASSERT_EQ(y[i], convert<To>(x[i])) << i << " of " << count;
    ASSERT_EQ(y[count], To{42}) << "nothing is written behind the block";
  }
}

TEST(Convert, BlocksAreTheSamplesConvertedOneByOne) {
  expect_block_is_samples<int16_t, float>();
  expect_block_is_samples<float, int16_t>();
  expect_block_is_samples<int8_t, float>();
  expect_block_is_samples<float, int8_t>();
  expect_block_is_samples<int32_t, float>();
  expect_block_is_samples<float, int32_t>();
  expect_block_is_samples<int16_t, int8_t>();
  expect_block_is_samples<int8_t, int16_t>();
  expect_block_is_samples<int32_t, int16_t>();
  expect_block_is_samples<int16_t, int32_t>();
  expect_block_is_samples<float, float>();
}

TEST(Convert, BlocksOfFloatSaturateAndTurnNanIntoZero) {
  const float inf = std::numeric_limits<float>::infinity();
  const float x[] = {inf, -inf, std::numeric_limits<float>::quiet_NaN(), 1.0f, -1.0f, 1e30f, -2};
  int16_t y[7];
  convert<float, int16_t>(x, y);
  const int16_t expected[] = {32767, -32768, 0, 32767, -32768, 32767, -32768};
  for (size_t i = 0; i < 7; ++i) EXPECT_EQ(y[i], expected[i]) << i;
}

TEST(Unpack, ReadsTheLowestByteFirst) {
  const uint8_t bytes[] = {0x56, 0x34, 0x12, 0xff, 0xff, 0xff, 0x00, 0x00, 0x80, 0xff, 0xff, 0x7f};
  int32_t x[4];
  mote::unpack_int24(bytes, x);
  EXPECT_EQ(x[0], 0x12345600);
  EXPECT_EQ(x[1], -0x100);
  EXPECT_EQ(x[2], std::numeric_limits<int32_t>::min());
  EXPECT_EQ(x[3] >> 8, 0x7fffff);
}

template <class Sample, size_t Channels>
void expect_interleaving() {
  for (size_t count = 1; count < 40; ++count) {
    auto mixed = simple::hard_input<Sample>(Channels * count, static_cast<unsigned>(count));
    std::vector<std::vector<Sample>> apart(Channels, std::vector<Sample>(count + 1, Sample{42}));
    std::vector<Sample> again(Channels * count + 1, Sample{42});
    const mote::span<Sample> out{again.data(), Channels * count};
    const mote::span<const Sample> in = simple::view(std::as_const(mixed));
    if constexpr (Channels == 2) {
      mote::span<Sample> left{apart[0].data(), count}, right{apart[1].data(), count};
      mote::deinterleave<Sample>(in, {left, right});
      mote::interleave<Sample>({left, right}, out);
    } else {
      mote::span<Sample> a{apart[0].data(), count}, b{apart[1].data(), count},
          c{apart[2].data(), count};
      mote::deinterleave<Sample>(in, {a, b, c});
      mote::interleave<Sample>({a, b, c}, out);
    }
    for (size_t c = 0; c < Channels; ++c) {
      for (size_t i = 0; i < count; ++i) ASSERT_EQ(apart[c][i], mixed[Channels * i + c]);
      ASSERT_EQ(apart[c][count], Sample{42}) << "nothing is written behind a block";
    }
    ASSERT_EQ(again.back(), Sample{42});
    again.pop_back();
    ASSERT_EQ(again, mixed);
  }
}

TEST(Interleave, TakesChannelsApartAndPutsThemTogether) {
  expect_interleaving<int16_t, 2>();
  expect_interleaving<int16_t, 3>();
  expect_interleaving<float, 2>();
  expect_interleaving<int8_t, 2>();
  expect_interleaving<int32_t, 3>();
}

TEST(Interleave, TakesArraysAndConstantExpressions) {
  const auto difference = [](auto) constexpr {
    const int16_t stereo[] = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50};
    int16_t left[5] = {}, right[5] = {};
    mote::deinterleave<int16_t>(stereo, {left, right});
    return right[4] - left[0];
  };
  static_assert(difference(0) == 49);
  EXPECT_EQ(difference(0), 49);
}

// --- linear_map ---

constexpr auto celsius = linear_map<int16_t>::ranges(0, 4095, -5000, 15000);
static_assert(celsius(0) == -5000 && celsius(4095) == 15000);
static_assert(celsius(2048) == 5002, "5002.44");
static_assert(linear_map<int16_t>{0.5, 0.0}(3) == 2 && linear_map<int16_t>{0.5, 0.0}(-3) == -1);
static_assert(linear_map<int16_t, int8_t>{1.0, 0.0}(300) == 127, "saturates");
static_assert(linear_map<int32_t>{1.0, 0.0}(-2147483647 - 1) == -2147483647 - 1);

template <class From, class To>
void expect_line(double scale, double offset) {
  const linear_map<From, To> map{scale, offset};
  std::vector<double> exact;
  const auto x = simple::hard_input<From>(3000);
  std::vector<To> y(x.size());
  map.process(simple::view(x), simple::view(y));
  for (size_t i = 0; i < x.size(); ++i) {
    exact.push_back(scale * static_cast<double>(x[i]) + offset);
    ASSERT_EQ(y[i], map(x[i]));
  }
  const double most = sizeof(To) == 4 ? 0.5 + fabs(scale) * 0x1p-29 * simple::scale<From> : 0.51;
  EXPECT_LE(simple::worst(y, exact), most) << scale << " x + " << offset;
}

TEST(LinearMap, IsTheLineRoundedAndSaturated) {
  for (const double scale : {1.0, -1.0, 0.3333, 123.456, -0.001, 1e-7, 0.0, 70000.0}) {
    for (const double offset : {0.0, 17.25, -30000.0, 100000.0}) {
      expect_line<int16_t, int16_t>(scale, offset);
      expect_line<int16_t, int8_t>(scale, offset);
      expect_line<int8_t, int16_t>(scale, offset);
      expect_line<int32_t, int16_t>(scale / 65536, offset);
      expect_line<int16_t, int32_t>(scale * 3, offset);
      expect_line<int32_t, int32_t>(scale, offset);
    }
  }
}

TEST(LinearMap, MeetsBothEndsOfEveryRange) {
  std::mt19937 next{6};
  for (int i = 0; i < 3000; ++i) {
    const auto word = [&] { return static_cast<int16_t>(next()); };
    const int16_t a = word(), b = word(), c = word(), d = word();
    if (a == b) continue;
    const auto narrow = linear_map<int16_t>::ranges(a, b, c, d);
    ASSERT_EQ(narrow(a), c);
    ASSERT_EQ(narrow(b), d);
    const auto wide = linear_map<int32_t, int16_t>::ranges(a * 65536, b * 65536, c, d);
    ASSERT_EQ(wide(a * 65536), c);
    ASSERT_EQ(wide(b * 65536), d);
  }
  constexpr int32_t low = -2147483647 - 1, high = 2147483647;
  const auto all = linear_map<int32_t, int16_t>::ranges(low, high, -32768, 32767);
  EXPECT_EQ(all(low), -32768);
  EXPECT_EQ(all(high), 32767);
  const auto up = linear_map<int16_t, int32_t>::ranges(-32768, 32767, low, high);
  EXPECT_EQ(up(-32768), low);
  EXPECT_NEAR(up(32767), high, 1);
}

TEST(LinearMap, NeverWrapsFarOutsideItsRange) {
  const auto steep = linear_map<int32_t, int16_t>::ranges(0, 1, -32768, 32767);
  EXPECT_EQ(steep(2147483647), 32767);
  EXPECT_EQ(steep(-2147483647 - 1), -32768);
}

TEST(LinearMap, OfFloatIsTheLine) {
  constexpr auto map = linear_map<float>::ranges(0, 4095, -50, 150);
  EXPECT_NEAR(map(0.0f), -50, 1e-5);
  EXPECT_NEAR(map(4095.0f), 150, 1e-4);
  float x[] = {0.0f, 2047.5f};
  map.process(x, x);
  EXPECT_NEAR(x[1], 50, 1e-4);
}

// 32768 is 0: what an int16_t of the same 16 bits gives with the highest of them turned.
TEST(ConvertWithoutSign, IsOffsetBinary) {
  for (int32_t i = 0; i < 65536; ++i) {
    const auto x = static_cast<uint16_t>(i);
    const auto q15 = static_cast<int16_t>(i - 32768);
    ASSERT_EQ(convert<int16_t>(x), q15);
    ASSERT_EQ(convert<int32_t>(x), q15 * 65536);
    ASSERT_EQ(convert<float>(x), static_cast<float>(q15) / 32768);
    ASSERT_EQ(convert<int8_t>(x), convert<int8_t>(q15));
    ASSERT_EQ(convert<uint8_t>(x), convert<int8_t>(q15) + 128);
    ASSERT_EQ(convert<uint16_t>(q15), x);
    ASSERT_EQ(convert<uint16_t>(static_cast<float>(q15) / 32768), x);
  }
  EXPECT_EQ(convert<uint16_t>(uint8_t{255}), 65280);
  EXPECT_EQ(convert<uint8_t>(2.0f), 255);
  EXPECT_EQ(convert<uint8_t>(-2.0f), 0);
}

TEST(ConvertWithoutSign, TakesBlocks) {
  const uint16_t x[] = {0, 32768, 65535};
  int16_t y[3];
  convert<uint16_t, int16_t>(x, y);
  EXPECT_EQ(y[0], -32768);
  EXPECT_EQ(y[1], 0);
  EXPECT_EQ(y[2], 32767);
}

TEST(LinearMap, OfSamplesWithoutSignIsOfTheNumbers) {
  constexpr auto degrees = linear_map<uint16_t, int16_t>::ranges(0, 65535, -5000, 28000);
  static_assert(degrees(0) == -5000 && degrees(65535) == 28000 && degrees(60000) == 25213);
  constexpr auto brighter = linear_map<uint8_t, uint8_t>{1.5, -20};
  static_assert(brighter(0) == 0 && brighter(100) == 130 && brighter(255) == 255);
  constexpr auto down = linear_map<int16_t, uint16_t>{-1, 0};
  EXPECT_EQ(down(-32768), 32768);
  EXPECT_EQ(down(1), 0);
}

}  // namespace
