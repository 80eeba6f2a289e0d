// Members of floats that vote, and curves of their scores: float, but never double.
#include "mote/model/combined/calibrated.hpp"
#include "mote/model/combined/stacked_columns.hpp"
#include "mote/model/combined/voting.hpp"
#include "mote/model/linear.hpp"
#include "mote/model/prepared.hpp"
#include "small_trees.hpp"

namespace small_trees {

inline constexpr auto tree = model<float, uint8_t, false>(soft<uint16_t>(555, 65535), 0, 2);
inline constexpr mote::linear_model<mote::link::softmax, label, float, 3, 3> line{
    {}, {{1, 2, 3}}, {{1, 2, 3, 4, 5, 6, 7, 8, 9}}};
inline constexpr mote::linear_model<mote::link::identity, void, float, 3, 1> first{
    {}, {{1}}, {{1, 2, 3}}};

inline constexpr mote::voting<mote::hard_voting<label, 3, 2, mote::binary64::bits>, tree, line>
    labels{{{{0x3fb999999999999au, 0x3fc999999999999au}}}};
inline constexpr mote::voting<mote::soft_voting<label, 3, 2, float>, line, line> shares{{{{1, 2}}}};
inline constexpr mote::voting<mote::mean_voting<2, float>, first, first> mean{
    {{{0.25f, 0.75f}}, 1.0f}};
inline constexpr mote::calibrated<label, 3, mote::sigmoid_curve, line> sigmoids{
    {{{1, 2}, {3, 4}, {5, 6}}}};
inline constexpr mote::isotonic_curve<2> rising{{{0, 1}}, {{0, 1}}};
inline constexpr mote::calibrated<label, 3, mote::isotonic_curve<2>, line,
                                  mote::curve_of::probabilities>
    lines{{{rising, rising, rising}}};
inline constexpr mote::linear_model<mote::link::softmax, label, float, 8, 3> last{
    {}, {{1, 2, 3}}, {{1, 2, 3, 4, 5, 6, 7, 8, 9}}};
inline constexpr mote::prepared<
    last, mote::stacked_columns<true, mote::stacked_shares<line>, mote::stacked_value<first>,
                                mote::stacked_scores<first>>>
    stack{};
static_assert(sigmoids.valid() && lines.valid());
static_assert(labels.valid() && shares.valid() && mean.valid());

MOTE_USE(labels);
MOTE_USE_PROBA(shares);
MOTE_USE_PROBA(sigmoids);
MOTE_USE_PROBA(lines);
MOTE_USE_PROBA(stack);
MOTE_USE(mean);

}  // namespace small_trees
