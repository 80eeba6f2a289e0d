// networks.cpp - checksums of perceptrons of integers: sums, labels, probabilities.
#include "checksum.hpp"
#include "mote/model/model.hpp"
#include "mote/nn/mlp.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
namespace activation = mote::activation;

constexpr int many = 100;
enum class label : uint8_t { a, b, c };

/// Numbers from `lowest` on, `count` of them possible.
template <class T, size_t Count>
constexpr mote::array<T, Count> numbers(int32_t lowest, uint32_t count) {
  mote::array<T, Count> all{};
  uint32_t state = 1;
  for (T& v : all) {
    state = state * 1664525u + 1013904223u;
    v = static_cast<T>(static_cast<int32_t>((state >> 8) % count) + lowest);
  }
  return all;
}
template <class Layer>
constexpr Layer layer(int32_t most, int32_t start, int32_t shift) {
  using products = typename Layer::products;
  constexpr size_t outputs = products::outputs;
  return {{numbers<int32_t, outputs>(-start, static_cast<uint32_t>(2 * start)),
           numbers<typename products::sample, products::entries>(-most,
                                                                 static_cast<uint32_t>(2 * most))},
          {numbers<int32_t, outputs>(1073741824, 4194304), numbers<uint8_t, outputs>(shift, 3)}};
}
template <class Sample, size_t Inputs, size_t Outputs>
constexpr mote::dense_sums<Sample, Inputs, Outputs> last(int32_t most) {
  return {numbers<int32_t, Outputs>(-999, 1999),
          numbers<Sample, Inputs * Outputs>(-most, static_cast<uint32_t>(2 * most))};
}

template <class Kind, class Sample, size_t Inputs, size_t Outputs, int Format>
using dense = mote::dense<Kind, Sample, Inputs, Outputs, Format>;
using bytes_relu = dense<activation::relu, int8_t, 13, 6, -128>;
using bytes_tanh = dense<activation::tanh, int8_t, 6, 5, 9>;
using bytes_logistic = dense<activation::logistic, int8_t, 8, 5, 8>;
using words_relu = dense<activation::relu, int16_t, 9, 7, 0>;
using words_tanh = dense<activation::tanh, int16_t, 7, 4, 10>;
using words_identity = dense<activation::identity, int16_t, 5, 4, 0>;
using words_logistic = dense<activation::logistic, int16_t, 4, 3, 11>;

constexpr mote::mlp<label, bytes_relu, bytes_tanh, mote::dense_sums<int8_t, 5, 3>> bytes{
    {{0.001f, {47274, 6}}},
    {layer<bytes_relu>(127, 30000, 6),
     {layer<bytes_tanh>(127, 3000, 5), {last<int8_t, 5, 3>(127)}}}};
constexpr mote::mlp<label, bytes_logistic, mote::dense_sums<int8_t, 5, 1>> two{
    {{0.001f, {47274, 7}}}, {layer<bytes_logistic>(127, 9000, 4), {last<int8_t, 5, 1>(127)}}};
constexpr mote::mlp<label, words_relu, words_tanh, mote::dense_sums<int16_t, 4, 3>> words{
    {{1e-6f, {48408, 15}}},
    {layer<words_relu>(3000, 500000, 11),
     {layer<words_tanh>(3000, 70000, 12), {last<int16_t, 4, 3>(9000)}}}};
constexpr mote::mlp<void, words_identity, words_logistic, mote::dense_sums<int16_t, 3, 1>> value{
    {{0.5f}},
    {layer<words_identity>(3000, 500000, 10),
     {layer<words_logistic>(3000, 70000, 11), {last<int16_t, 3, 1>(9000)}}}};
static_assert(bytes.valid() && two.valid() && words.valid() && value.valid());

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
  answers<bytes>("networks_int8");
  answers<two>("networks_two_classes_int8");
  answers<words>("networks_int16");
  answers<value, false>("networks_value_int16");
  console::print("end\n");
  console::end();
}
