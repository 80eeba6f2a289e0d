// Tree ensembles with float features or float leaves, and the scaler: float, but never double.
#include "mote/model/scaler.hpp"
#include "small_trees.hpp"

namespace small_trees {

namespace link = mote::link;
template <class Link, class Leaf, size_t Outputs>
using sum = mote::value_sum<Link, label, Leaf, Outputs>;

inline constexpr auto hard = model<float, uint8_t, false>(mote::hard_vote<label, 3, 3>{}, 0, 2);
inline constexpr auto soft16 = model<float, uint16_t, true>(soft<uint16_t>(555, 65535), 0, 2);
inline constexpr auto exact = model<float, uint8_t, false>(
    soft<uint64_t>(mote::binary64::one / 2, mote::binary64::one), 0, 2);
inline constexpr auto value =
    model<float, uint8_t, false>(sum<link::identity, float, 1>{{{5}}, 0.5f, {}}, -3.0f, 9.0f);
inline constexpr auto exponential =
    model<int16_t, uint8_t, false>(sum<link::exponential, float, 1>{{{5}}, 0.5f, {}}, -0.3f, 0.9f);
inline constexpr auto logistic =
    model<float, uint8_t, false>(sum<link::logistic, float, 1>{{{5}}, 0.5f, {}}, -0.3f, 0.9f);
inline constexpr auto mixed = model<float, uint8_t, false>(
    sum<link::logistic, int32_t, 1>{{{-1}}, 0.5f, {40000, 3}}, -300, 900);
inline constexpr auto softmax =
    model<float, uint8_t, false>(sum<link::softmax, float, 3>{{{1, 2, 3}}, 0.5f, {}}, -3.0f, 9.0f);
inline constexpr auto isolation =
    model<float, uint8_t, false>(sum<link::isolation, float, 1>{{{-9}}, 0.5f, {}}, 2.0f, 6.0f);
inline constexpr auto levels_logistic =
    symmetric<float, uint8_t>(sum<link::logistic, float, 1>{{{5}}, 0.5f, {}}, -0.3f, 0.9f);
inline constexpr auto levels_softmax =
    symmetric<float, uint16_t>(sum<link::softmax, float, 3>{{{1, 2, 3}}, 0.5f, {}}, -3.0f, 9.0f);
inline constexpr mote::scaler<int16_t, 3> scale16{{{1, 2, 3}}, {{4, 5, 6}}};
inline constexpr mote::scaler<int8_t, 3> scale8{{{1, 2, 3}}, {{4, 5, 6}}};

MOTE_USE_PROBA(hard);
MOTE_USE_PROBA(soft16);
MOTE_USE_PROBA(exact);
MOTE_USE(value);
MOTE_USE(exponential);
MOTE_USE_PROBA(logistic);
MOTE_USE_PROBA(mixed);
MOTE_USE_PROBA(softmax);
MOTE_USE(isolation);
MOTE_USE_PROBA(levels_logistic);
MOTE_USE_PROBA(levels_softmax);

size_t quantize16(const float (&raw)[3], mote::array<int16_t, 3>& out);
size_t quantize16(const float (&raw)[3], mote::array<int16_t, 3>& out) { return scale16(raw, out); }
size_t quantize8(const float (&raw)[3], mote::array<int8_t, 3>& out);
size_t quantize8(const float (&raw)[3], mote::array<int8_t, 3>& out) { return scale8(raw, out); }

float value_in_float(int32_t units);
float value_in_float(int32_t units) { return mixed.vote.real(units); }

}  // namespace small_trees
