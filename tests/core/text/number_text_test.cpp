#include "mote/core/text/number_text.hpp"

#include <gtest/gtest.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <string>
#include <type_traits>

#include "mote/core/bits.hpp"

namespace {

using mote::status_code;
using mote::text::decimal;
using mote::text::parse_hex;
using mote::text::parse_integer;

status_code to_float(const std::string& text, float& out) {
  decimal number;
  status_code code = number.parse(text.c_str());
  uint32_t bits = 0;
  if (code == status_code::ok) code = number.to_float(bits);
  out = mote::bit_cast<float>(bits);
  return code;
}
uint32_t float_bits(const std::string& text) {
  float out = 0;
  EXPECT_EQ(to_float(text, out), status_code::ok) << text;
  return mote::bit_cast<uint32_t>(out);
}
uint32_t strtof_bits(const std::string& text) {
  return mote::bit_cast<uint32_t>(strtof(text.c_str(), nullptr));
}

TEST(NumberText, IntegersHaveTheRangeOfInt32AndNoOtherCharacters) {
  int32_t out = 7;
  for (const int32_t value : {0, 1, -1, 2147483647, -2147483647 - 1, 1000000000}) {
    EXPECT_EQ(parse_integer(std::to_string(value).c_str(), out), status_code::ok);
    EXPECT_EQ(out, value);
  }
  for (const char* text : {"2147483648", "-2147483649", "99999999999999999999", "4294967296"}) {
    EXPECT_EQ(parse_integer(text, out), status_code::range) << text;
  }
  for (const char* text : {"", "-", "+1", "1.0", " 1", "1 ", "0x1", "--1", "nan", "1e3"}) {
    EXPECT_EQ(parse_integer(text, out), status_code::number) << text;
  }
  EXPECT_EQ(out, 1000000000) << "a refused text leaves the number as it was";
}

TEST(NumberText, HexadecimalNumbersHaveExactlyTheirDigits) {
  uint32_t out = 0;
  EXPECT_EQ(parse_hex("deadbe0f", out), status_code::ok);
  EXPECT_EQ(out, 0xDEADBE0Fu);
  for (const char* text : {"", "deadbe0", "deadbe0f0", "DEADBE0F", "deadbe0g", "0xdeadbe"}) {
    EXPECT_EQ(parse_hex(text, out), status_code::number) << text;
  }
  uint64_t wide = 0;
  EXPECT_EQ(parse_hex("3ff0000000000001", wide), status_code::ok);
  EXPECT_EQ(wide, 0x3FF0000000000001u);
}

TEST(NumberText, DecimalsBecomeTheNearestFloat) {
  for (const char* text : {"0",
                           "-0",
                           "0.0",
                           "7.5",
                           "0.005111",
                           "-0.001054",
                           "1e-06",
                           "179.8139534883721",
                           "16777217",
                           "16777219",
                           "33554435",
                           "0.1",
                           "3.40282347e+38",
                           "1.17549435e-38",
                           "1e-45",
                           "7e-46",
                           "7.1e-46",
                           "1.401298464324817e-45",
                           "1e-400",
                           "0e9999999999",
                           "9007199254740993",
                           "1.00000005960464477539062",
                           "1.000000059604644775390625",
                           "00000000000000000000000000001.5",
                           "5.",
                           ".5",
                           "+2"}) {
    EXPECT_EQ(float_bits(text), strtof_bits(text)) << text;
  }
}

TEST(NumberText, ADecimalBesideATieIsRoundedOnce) {  // newlib's strtof rounds to double before
  EXPECT_EQ(float_bits("2.1019476964872256e-45"),
            mote::bit_cast<uint32_t>(2.1019476964872256e-45f));
  EXPECT_EQ(float_bits("1.0000000596046447753906251"),
            mote::bit_cast<uint32_t>(1.0000000596046447753906251f));
}

TEST(NumberText, RandomDecimalsBecomeTheNearestFloat) {
  uint32_t state = 12345;
  for (int i = 0; i < (MOTE_ON_DESKTOP ? 30000 : 1500); ++i) {
    state = state * 1664525u + 1013904223u;
    const double value = static_cast<double>(mote::bit_cast<float>(state)) * (1.0 + i * 1e-8);
    const char* format = i % 3 == 0 ? "%.9g" : i % 3 == 1 ? "%.7g" : "%.15g";
    char text[64];
    snprintf(text, sizeof text, format, value);
    if (!(fabs(strtod(text, nullptr)) <= 3.4028235e38)) continue;  // NaN as well
    ASSERT_EQ(float_bits(text), strtof_bits(text)) << text;
  }
}

TEST(NumberText, DecimalsLoseTheirFractionTowardZeroAsAnInteger) {
  const auto whole = [](const char* text) {
    decimal number;
    int32_t out = 99;
    EXPECT_EQ(number.parse(text), status_code::ok) << text;
    EXPECT_EQ(number.to_integer(out), status_code::ok) << text;
    return out;
  };
  EXPECT_EQ(whole("7.5"), 7);
  EXPECT_EQ(whole("-7.5"), -7);
  EXPECT_EQ(whole("-0.9"), 0);
  EXPECT_EQ(whole("1e-06"), 0);
  EXPECT_EQ(whole("1.5e3"), 1500);
  EXPECT_EQ(whole("2147483647.99"), 2147483647);
  EXPECT_EQ(whole("-2147483648.5"), -2147483647 - 1);
  for (const char* text : {"2147483648", "-2147483649", "1e10", "1e300", "1e99999999999"}) {
    decimal number;
    int32_t out = 0;
    EXPECT_EQ(number.parse(text), status_code::ok);
    EXPECT_EQ(number.to_integer(out), status_code::range) << text;
  }
}

TEST(NumberText, WhatIsNoFiniteDecimalIsRefused) {
  float out = 0;
  for (const char* text : {"", "nan", "inf", "-inf", "-", "+", ".", "e5", "1e", "1e+", "1e+-5",
                           "1e1.5", "1.2.3", "1,2", "0x10", "1 ", " 1", "1f", "--1"}) {
    EXPECT_EQ(to_float(text, out), status_code::number) << text;
  }
  for (const char* text : {"3.4028236e38", "-1e39", "1e9999999999"}) {
    EXPECT_EQ(to_float(text, out), status_code::range) << text;
  }
}

}  // namespace
