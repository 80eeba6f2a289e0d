#include "mote/core/crc32.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

namespace {

constexpr uint32_t of(const char* text) {
  mote::crc32 crc;
  for (; *text != 0; ++text) crc.add(static_cast<uint8_t>(*text));
  return crc.value();
}
static_assert(of("123456789") == 0xCBF43926u, "the check value of CRC-32");
static_assert(of("") == 0);
static_assert(of("a") == 0xE8B7BE43u);

TEST(Crc32, OfABlockIsThatOfItsBytesAndResetForgetsThem) {
  const uint8_t bytes[] = {'1', '2', '3', '4', '5', '6', '7', '8', '9'};
  mote::crc32 crc;
  crc.add(bytes, 4);
  crc.add(bytes + 4, 5);
  EXPECT_EQ(crc.value(), 0xCBF43926u);
  crc.reset();
  EXPECT_EQ(crc.value(), 0u);
}

TEST(Crc32, ChangesWithEveryBit) {
  uint8_t bytes[16] = {1, 2, 3};
  mote::crc32 good;
  good.add(bytes, sizeof bytes);
  for (size_t bit = 0; bit < 8 * sizeof bytes; ++bit) {
    bytes[bit / 8] = static_cast<uint8_t>(bytes[bit / 8] ^ (1u << (bit % 8)));
    mote::crc32 crc;
    crc.add(bytes, sizeof bytes);
    ASSERT_NE(crc.value(), good.value()) << bit;
    bytes[bit / 8] = static_cast<uint8_t>(bytes[bit / 8] ^ (1u << (bit % 8)));
  }
}

}  // namespace
