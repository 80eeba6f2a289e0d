#include "mote/kernel/best.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include "mote/core/traits.hpp"

namespace {

namespace kernel = mote::kernel;
namespace target = mote::target;
using mote::traits::same;

static_assert(same<kernel::best<float>, target::native_float>);
static_assert(same<kernel::best<int8_t>, target::native> &&
              same<kernel::best<int32_t>, target::native>);
#if defined(MOTE_TARGET_SCALAR)
static_assert(same<kernel::best<float>, kernel::definition>);
static_assert(same<kernel::best<int16_t>, kernel::definition>);
#endif

// A kernel with overloads for a part of the tags.
constexpr int chosen(target::scalar) { return 0; }
constexpr int chosen(target::dsp) { return 1; }

template <class Tag>
constexpr bool is(Tag) {
  return same<Tag, kernel::best<int16_t>>;
}

TEST(Best, OfACoreWithoutAnOverloadOfItsOwnIsThatOfTheTagBelow) {
  EXPECT_EQ(chosen(target::mve{}), 1);
  EXPECT_EQ(chosen(target::thumb2{}), 0);
  EXPECT_EQ(chosen(target::mve_float{}), 0);
  EXPECT_EQ(chosen(kernel::best<int16_t>{}), is(target::dsp{}) || is(target::mve{}) ? 1 : 0);
}

}  // namespace
