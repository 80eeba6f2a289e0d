#include "mote/core/version.hpp"

#include <gtest/gtest.h>

#include <stdio.h>

namespace {

static_assert(MOTE_VERSION_MAJOR >= 0 && MOTE_VERSION_MINOR >= 0 && MOTE_VERSION_PATCH >= 0);
static_assert(mote::version_string[sizeof(mote::version_string) - 1] == '\0');

TEST(Version, TextIsMadeOfTheThreeNumbers) {
  char expected[32];
  snprintf(expected, sizeof expected, "%d.%d.%d", MOTE_VERSION_MAJOR, MOTE_VERSION_MINOR,
           MOTE_VERSION_PATCH);
  EXPECT_STREQ(mote::version_string, expected);
}

}  // namespace
