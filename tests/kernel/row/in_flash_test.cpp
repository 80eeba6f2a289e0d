#include "mote/kernel/row/in_flash.hpp"

#include <gtest/gtest.h>

#include "mote/core/array.hpp"

namespace {

struct numbers {
  static constexpr mote::array<int16_t, 4> row{-32768, -1, 0, 32767};
  static constexpr const auto& values() { return row; }
};

// --- At compile time the row is read as any other. ---
static_assert(mote::kernel::in_flash<numbers>()[3] == 32767);
static_assert(*(mote::kernel::in_flash<numbers>() + 1) == -1);
static_assert(mote::kernel::flash_row<int16_t, 4>{mote::kernel::in_flash<numbers>()}.data()[0] ==
              -32768);

// --- Where flash is in the space of RAM, nothing is copied; AVR: tests/target/checksum/integers.
// ---
TEST(InFlash, IsTheRowItselfWhereFlashIsInTheSpaceOfRam) {
  EXPECT_FALSE(mote::kernel::flash_is_apart);
  EXPECT_EQ(mote::kernel::in_flash<numbers>(), numbers::row.data());
}

}  // namespace
