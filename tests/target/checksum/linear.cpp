// linear.cpp - checksums of linear models of integers: sums, labels,
// probabilities.
#include "checksum.hpp"
#include "mote/model/linear.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
namespace link = mote::link;

constexpr int many = 200;
enum class label : uint8_t { a, b, c };

/// Weights as a converter chooses them: no sum leaves 32 bits.
template <class Sample, size_t Count>
constexpr mote::array<Sample, Count> weights(int32_t most) {
  mote::array<Sample, Count> all{};
  uint32_t state = 1;
  for (Sample& v : all) {
    state = state * 1664525u + 1013904223u;
    v = static_cast<Sample>(static_cast<int32_t>((state >> 16) % static_cast<uint32_t>(2 * most)) -
                            most);
  }
  return all;
}

constexpr mote::linear_model<link::softmax, label, int8_t, 21, 3> shares{
    {{0.0005f, {47274, 6}}}, {{-20000, 0, 30000}}, weights<int8_t, 63>(127)};
constexpr mote::linear_model<link::one_vs_rest, label, int16_t, 9, 3> apart{
    {{1e-6f, {48408, 15}}}, {{500000, -70000, 0}}, weights<int16_t, 27>(5000)};
constexpr mote::linear_model<link::clipped, label, int16_t, 6, 3> clipped{
    {{1e-7f, 10000000}}, {{5, 7, -9}}, weights<int16_t, 18>(900)};
constexpr mote::linear_model<link::softmax, label, int16_t, 64> two{
    {{1e-6f, {48408, 14}}}, {{12345}}, weights<int16_t, 64>(1000)};
constexpr mote::linear_model<link::identity, void, int8_t, 13> value{
    {{0.5f}}, {{-77777}}, weights<int8_t, 13>(128)};
static_assert(shares.valid() && apart.valid() && clipped.valid() && two.valid() && value.valid());

template <const auto& Model, bool HasLabel = true>
[[gnu::noinline]] void answers(const char* name) {
  using model = mote::model_of<Model>;
  random next{11};
  hash out;
  for (int i = 0; i < many; ++i) {
    mote::array<typename model::feature_type, model::features> x{};
    for (auto& v : x) v = any<typename model::feature_type>(next);
    out.add(mote::score<Model>(x));
    if constexpr (HasLabel) {
      out.add(static_cast<uint8_t>(mote::predict<Model>(x)));
      out.add(mote::predict_proba<Model>(x));
    } else {
      out.add(mote::predict<Model>(x));
    }
  }
  out.print(name);
}

}  // namespace

int main() {
  answers<shares>("linear_softmax_int8");
  answers<apart>("linear_one_vs_rest_int16");
  answers<clipped>("linear_clipped_int16");
  answers<two>("linear_two_classes_int16");
  answers<value, false>("linear_value_int8");
  console::print("end\n");
  console::end();
}
