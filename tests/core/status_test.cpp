#include "mote/core/status.hpp"

#include <gtest/gtest.h>

#include <string.h>

namespace {

using mote::status;
using mote::status_code;

static_assert(sizeof(status) == 8);
static_assert(status{}.ok());
static_assert(!status{status_code::link, 7});
static_assert(status{status_code::link, 7}.line() == 7);
static_assert(status{status_code::link, 7} != status{status_code::link, 8});
static_assert(status{status_code::link, 7} != status{status_code::label, 7});
static_assert(mote::message(status_code::ok)[0] == 'N');

constexpr int code_count = static_cast<int>(status_code::layout) + 1;

status read_nothing() { return status_code::empty; }
status read_to_line(uint32_t line) { return {status_code::number, line}; }

TEST(Status, DefaultIsOkAndNamesNoLine) {
  const status result;
  EXPECT_TRUE(result.ok());
  EXPECT_TRUE(static_cast<bool>(result));
  EXPECT_EQ(result.code(), status_code::ok);
  EXPECT_EQ(result.line(), 0u);
}

TEST(Status, AnErrorIsFalseAndKeepsItsLine) {
  EXPECT_FALSE(read_nothing());
  EXPECT_EQ(read_nothing().line(), 0u);
  EXPECT_FALSE(read_to_line(4294967295u));
  EXPECT_EQ(read_to_line(4294967295u).line(), 4294967295u);
  EXPECT_EQ(read_to_line(3).code(), status_code::number);
  EXPECT_STREQ(read_to_line(3).message(), mote::message(status_code::number));
}

TEST(Status, EveryErrorSaysWhatWasExpectedAndWhatToDo) {
  for (int i = 1; i < code_count; ++i) {
    const char* text = mote::message(static_cast<status_code>(i));
    EXPECT_EQ(strncmp(text, "Expected ", 9), 0) << text;
    EXPECT_NE(strchr(text, ':'), nullptr) << text;
    EXPECT_EQ(text[strlen(text) - 1], '.') << text;
  }
}

TEST(Status, EveryCodeHasItsOwnMessage) {
  for (int i = 0; i < code_count; ++i) {
    for (int j = 0; j < i; ++j) {
      EXPECT_STRNE(mote::message(static_cast<status_code>(i)),
                   mote::message(static_cast<status_code>(j)));
    }
  }
}

TEST(Status, AnUnknownCodeStillHasAMessage) {
  const char* unknown = mote::message(static_cast<status_code>(code_count));
  ASSERT_NE(unknown, nullptr);
  EXPECT_STRNE(unknown, mote::message(status_code::layout));
}

}  // namespace
