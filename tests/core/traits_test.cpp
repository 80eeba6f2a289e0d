#include "mote/core/traits.hpp"

#include <gtest/gtest.h>

#include <stdint.h>

#include <type_traits>

namespace {

namespace d = mote::traits;

static_assert(d::same<d::remove_cvref_t<const int&>, int>);
static_assert(d::same<d::remove_cvref_t<int&>, int>);
static_assert(d::same<d::remove_cvref_t<const int>, int>);
static_assert(d::same<d::remove_cvref_t<int* const>, int*>, "only the outermost const goes");
static_assert(!d::same<int, const int> && !d::same<int, unsigned>);
static_assert(!d::never<int> && !d::never<void>);
static_assert(d::same<d::choose_t<true, int, void>, int>);
static_assert(d::same<d::choose_t<false, int, void>, void>);

static_assert(d::same<d::smallest_unsigned<0>, uint8_t>);
static_assert(d::same<d::smallest_unsigned<255>, uint8_t>);
static_assert(d::same<d::smallest_unsigned<256>, uint16_t>);
static_assert(d::same<d::smallest_unsigned<65535>, uint16_t>);
static_assert(d::same<d::smallest_unsigned<65536>, uint32_t>);
static_assert(d::same<d::smallest_unsigned<UINT32_MAX>, uint32_t>);
static_assert(d::same<d::smallest_unsigned<uint64_t{1} << 32>, uint64_t>);
static_assert(d::same<d::smallest_unsigned<UINT64_MAX>, uint64_t>);

static_assert(d::same<d::indices_to<0>, d::indices<>>);
static_assert(d::same<d::indices_to<1>, d::indices<0>>);
static_assert(d::same<d::indices_to<4>, d::indices<0, 1, 2, 3>>);

template <size_t... I>
size_t sum(d::indices<I...>) {
  size_t total = 0;
  for (const size_t i : {I...}) total += i;
  return total;
}

TEST(Traits, CountAsFarAsALargeForestNeeds) {
  EXPECT_EQ(sum(d::indices_to<300>{}), 300u * 299u / 2);
}

template <class T>
class AnyType : public ::testing::Test {};
using Types = ::testing::Types<int, const int, int&, const int&, const float&, int*, const int*>;
TYPED_TEST_SUITE(AnyType, Types, );

TYPED_TEST(AnyType, LosesItsReferenceAndConstAsInTheStandardLibrary) {
  using expected = std::remove_cv_t<std::remove_reference_t<TypeParam>>;
  EXPECT_TRUE((std::is_same_v<d::remove_cvref_t<TypeParam>, expected>));
}

}  // namespace
