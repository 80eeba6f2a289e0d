// Tree ensembles in integers: nothing here may bring in floating point, not even the probabilities
// of boosting, whose models hold one float that only the host reads.
#include "small_trees.hpp"

namespace small_trees {

namespace link = mote::link;
template <class Link, class Leaf, size_t Outputs>
using sum = mote::value_sum<Link, label, Leaf, Outputs>;
inline constexpr mote::hard_vote<label, 3, 3> hard{};

inline constexpr auto hard_int8 = model<int8_t, uint8_t, false>(hard, 0, 2);
inline constexpr auto hard_int16 = model<int16_t, uint8_t, true>(hard, 1, 2);
inline constexpr auto hard_int32 = model<int32_t, uint16_t, false>(hard, 0, 1);
inline constexpr auto soft8 = model<int16_t, uint8_t, false>(soft<uint8_t>(55, 255), 0, 2);
inline constexpr auto soft16 = model<int8_t, uint8_t, true>(soft<uint16_t>(555, 65535), 0, 2);
inline constexpr auto exact = model<int16_t, uint8_t, false>(
    soft<uint64_t>(mote::binary64::one / 2, mote::binary64::one), 0, 2);
inline constexpr auto value_int16 =
    model<int16_t, uint8_t, false>(sum<link::identity, int16_t, 1>{{{5}}, 0.5f, {}}, -3, 9);
inline constexpr auto value_int32 =
    model<int32_t, uint8_t, false>(sum<link::identity, int32_t, 1>{{{5}}, 0.5f, {}}, -3, 9);
inline constexpr auto logistic = model<int16_t, uint8_t, true>(
    sum<link::logistic, int16_t, 1>{{{-1}}, 0.5f, {40000, 3}}, -300, 900);
inline constexpr auto softmax = model<int8_t, uint16_t, false>(
    sum<link::softmax, int32_t, 3>{{{1, 2, 3}}, 0.5f, {40000, 20}}, -300000, 900000);
inline constexpr auto isolation = model<int16_t, uint8_t, false>(
    sum<link::isolation, int32_t, 1>{{{-9}}, 0.5f, {40000, 9}}, 2, 6);
inline constexpr auto levels_value =
    symmetric<int16_t, uint8_t>(sum<link::identity, int16_t, 1>{{{5}}, 0.5f, {}}, -3, 9);
inline constexpr auto levels_softmax = symmetric<int8_t, uint8_t>(
    sum<link::softmax, int32_t, 3>{{{1, 2, 3}}, 0.5f, {40000, 20}}, -300000, 900000);
static_assert(levels_value.valid() && levels_softmax.valid());
static_assert(hard_int8.valid() && soft8.valid() && exact.valid() && softmax.valid());

MOTE_USE_PROBA(hard_int8);
MOTE_USE_PROBA(hard_int16);
MOTE_USE_PROBA(hard_int32);
MOTE_USE_PROBA(soft8);
MOTE_USE_PROBA(soft16);
MOTE_USE_PROBA(exact);
MOTE_USE(value_int16);
MOTE_USE(value_int32);
MOTE_USE_PROBA(logistic);
MOTE_USE_PROBA(softmax);
MOTE_USE(isolation);
MOTE_USE(levels_value);
MOTE_USE_PROBA(levels_softmax);

}  // namespace small_trees
