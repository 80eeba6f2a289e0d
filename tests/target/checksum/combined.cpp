// combined.cpp - checksums of models of models: votes of labels, probabilities and values.
#include "../small_trees.hpp"
#include "checksum.hpp"
#include "mote/model/combined/voting.hpp"
#include "mote/model/linear.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
using small_trees::label;

constexpr int many = 300;

constexpr auto tree =
    small_trees::model<int16_t, uint8_t, false>(small_trees::soft<uint16_t>(55555, 65535), 0, 2);
constexpr mote::linear_model<mote::link::softmax, label, int16_t, 3, 3> line{
    {0.01f, {60510, 21}}, {{1, 2, 3}}, {{10, -2, 3, -4, 5, -16, 7, -8, 9}}};
constexpr mote::linear_model<mote::link::identity, void, int16_t, 3, 1> first{
    {0.5f}, {{1}}, {{21000, -11000, 900}}};
constexpr mote::linear_model<mote::link::identity, void, int16_t, 3, 1> second{
    {0.25f}, {{-70000}}, {{-30000, 2, 21000}}};

constexpr mote::voting<mote::hard_voting<label, 3, 2, uint16_t>, tree, line> labels{{{{2, 1}}}};
constexpr mote::voting<mote::hard_voting<label, 3, 3, mote::binary64::bits>, tree, line, tree>
    tenths{{{{0x3fb999999999999au, 0x3fd3333333333333u, 0x3fc999999999999au}}}};
constexpr mote::voting<mote::soft_voting<label, 3, 2, uint16_t>, tree, line> shares{{{{1, 40000}}}};
constexpr mote::voting<mote::mean_voting<2, int32_t>, first, second> mean{
    {{{1073741820, 536870910}}, 0.75f}};
static_assert(labels.valid() && tenths.valid() && shares.valid() && mean.valid());

template <const auto& Model, bool HasLabel, bool HasProba>
[[gnu::noinline]] void answers(const char* name) {
  random next{13};
  hash out;
  for (int i = 0; i < many; ++i) {
    mote::array<int16_t, 3> x{};
    for (auto& v : x) v = i % 2 == 0 ? static_cast<int16_t>(next.below(64)) : any<int16_t>(next);
    if constexpr (HasLabel) {
      out.add(static_cast<uint8_t>(mote::predict<Model>(x)));
      out.add(static_cast<uint8_t>(mote::predict(Model, x)));
    } else {
      out.add(mote::predict<Model>(x));
    }
    if constexpr (HasProba) out.add(mote::predict_proba<Model>(x));
  }
  out.print(name);
}

}  // namespace

int main() {
  answers<labels, true, false>("combined_labels_int16");
  answers<tenths, true, false>("combined_tenths_int16");
  answers<shares, true, true>("combined_shares_int16");
  answers<mean, false, false>("combined_mean_int16");
  console::print("end\n");
  console::end();
}
