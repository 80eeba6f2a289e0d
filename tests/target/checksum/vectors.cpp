// vectors.cpp - checksums of support vector machines of integers: sums, labels, values.
#include "checksum.hpp"
#include "mote/model/linear.hpp"
#include "mote/model/svm.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
namespace svm_kernel = mote::svm_kernel;

constexpr int many = 100;
enum class label : uint8_t { a, b, c };

/// Numbers of some size, a few of them the extremes.
template <class T, size_t Count>
constexpr mote::array<T, Count> numbers(int32_t most) {
  mote::array<T, Count> all{};
  uint32_t state = 1;
  for (T& v : all) {
    state = state * 1664525u + 1013904223u;
    v = static_cast<T>(static_cast<int32_t>((state >> 8) % static_cast<uint32_t>(2 * most)) - most);
  }
  return all;
}

constexpr mote::svc<label, 3, svm_kernel::rbf, int16_t, 5, 12> wide{
    {{1e-6f}, {26844, 13422, 159990, 32768, 14}, {{3, 4, 5}}, {{-99, 1000000, 0}}},
    numbers<int16_t, 24>(32768),
    numbers<int16_t, 60>(32768)};
constexpr mote::svc<label, 3, svm_kernel::rbf, int16_t, 16, 9, mote::svm_scores::of_pairs,
                    mote::svm_ties::surest>
    short_sums{{{1e-6f}, {40000, 20000, 107374, 2000, 7}, {{3, 3, 3}}, {{-99, 70, 0}}},
               numbers<int16_t, 18>(32768),
               numbers<int16_t, 144>(2000)};
constexpr mote::svr<svm_kernel::rbf, int8_t, 19, 10> value{
    {{1e-6f}, {30000, 0, 143166, 0, 0}, {{10}}, {{-1000000000}}},
    numbers<int16_t, 10>(32768),
    numbers<int8_t, 190>(60)};
constexpr mote::one_class_svm<label, svm_kernel::rbf, int8_t, 3, 8> usual{
    {{1e-6f}, {260000, 0, 16520, 0, 0}, {{8}}, {{-4000000}}},
    numbers<int16_t, 8>(32767),
    numbers<int8_t, 24>(128)};
static_assert(wide.valid() && short_sums.valid() && value.valid() && usual.valid());
constexpr mote::linear_model<mote::link::margin, label, int16_t, 4, 3> sums{
    {1e-6f}, {{5, 7, -9}}, numbers<int16_t, 12>(900)};
constexpr mote::svc_of_sums<sums, label, 3, mote::svm_scores::of_pairs> planes{};

template <const auto& Model>
[[gnu::noinline]] void answers(const char* name) {
  using model = mote::model_of<Model>;
  random next{11};
  hash out;
  for (int i = 0; i < many; ++i) {
    mote::array<typename model::feature_type, model::features> x{};
    for (auto& v : x) {
      v = any<typename model::feature_type>(next);
      if (i % 2 == 0) v = static_cast<typename model::feature_type>(v / 16);
    }
    out.add(mote::in_code<Model>::weigh(x.data()));
    out.add(static_cast<int32_t>(mote::predict<Model>(x)));
  }
  out.print(name);
}

}  // namespace

int main() {
  answers<wide>("svc_int16");
  answers<short_sums>("svc_short_int16");
  answers<value>("svr_int8");
  answers<usual>("one_class_svm_int8");
  answers<planes>("svc_of_sums_int16");
  console::print("end\n");
  console::end();
}
