// Members of integers that vote: no float, and no 64-bit division.
#include "mote/model/combined/voting.hpp"
#include "mote/model/linear.hpp"
#include "small_trees.hpp"

namespace small_trees {

inline constexpr auto tree = model<int16_t, uint8_t, false>(soft<uint16_t>(555, 65535), 0, 2);
inline constexpr mote::linear_model<mote::link::softmax, label, int16_t, 3, 3> line{
    {0.01f, {48408, 15}}, {{1, 2, 3}}, {{1, 2, 3, 4, 5, 6, 7, 8, 9}}};
inline constexpr mote::linear_model<mote::link::identity, void, int16_t, 3, 1> first{
    {0.5f}, {{1}}, {{1, 2, 3}}};
inline constexpr mote::linear_model<mote::link::identity, void, int16_t, 3, 1> second{
    {0.25f}, {{7}}, {{3, 2, 1}}};

inline constexpr mote::voting<mote::hard_voting<label, 3, 2, uint16_t>, tree, line> labels{
    {{{1, 2}}}};
inline constexpr mote::voting<mote::soft_voting<label, 3, 2, uint16_t>, tree, line> shares{
    {{{1, 2}}}};
inline constexpr mote::voting<mote::mean_voting<2, int32_t>, first, second> mean{
    {{{1073741820, 536870910}}, 0.75f}};
static_assert(labels.valid() && shares.valid() && mean.valid());

MOTE_USE(labels);
MOTE_USE_PROBA(shares);
MOTE_USE(mean);

}  // namespace small_trees

mote::array<mote::binary64::bits, 3> tenths(const int16_t (&x)[3]);
mote::array<mote::binary64::bits, 3> tenths(const int16_t (&x)[3]) {
  constexpr mote::hard_voting<small_trees::label, 3, 2, mote::binary64::bits> rule{
      {{0x3fb999999999999au, 0x3fc999999999999au}}};
  mote::array<mote::binary64::bits, 3> votes{};
  rule.add<mote::in_code<small_trees::tree>>(votes, 0, x);
  rule.add<mote::walked<small_trees::line>>(votes, 1, x);
  return votes;
}
