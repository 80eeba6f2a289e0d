// centres.cpp - checksums of the nearest of constant centres, and of outliers, read where they lie.
#include "checksum.hpp"
#include "mote/model/kmeans.hpp"
#include "mote/model/knn.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
using mote::knn_metric;

enum class label : uint8_t { first };

/// Of at most 2047, so that sums of 32 bits hold the squares of differences.
template <class T, size_t Features, size_t N>
constexpr auto drawn(uint32_t state) {
  mote::array<mote::array<T, Features>, N> rows{};
  for (auto& row : rows) {
    for (T& v : row) {
      state = state * 1664525u + 1013904223u;
      v = static_cast<T>(static_cast<int32_t>(state) >> (sizeof(T) == 1 ? 24 : 20));
    }
  }
  return rows;
}
constexpr mote::kmeans<label, int16_t, 11, 9> shorts{drawn<int16_t, 11, 9>(1), 2048};
constexpr mote::kmeans<label, int8_t, 13, 8, knn_metric::manhattan> bytes{drawn<int8_t, 13, 8>(2),
                                                                          0};
constexpr auto make_outliers() {
  mote::local_outlier_factor<label, int8_t, 6, 20, 3> made{
      drawn<int8_t, 6, 20>(3), {}, {}, 0, -1.5f, 0};
  for (size_t i = 0; i < 20; ++i) {
    made.radii[i] = 32.0f + static_cast<float>(i % 5);
    made.densities[i] = 1.0f / 64;
  }
  return made;
}
constexpr auto outliers = make_outliers();
static_assert(shorts.valid() && bytes.valid() && outliers.valid());

template <const auto& Model>
[[gnu::noinline]] void asked(const char* name) {
  using model = mote::model_of<Model>;
  random next{3};
  hash out;
  for (int i = 0; i < 200; ++i) {
    mote::array<typename model::feature_type, model::features> x{};
    for (auto& v : x) v = any<typename model::feature_type>(next);
    const auto found = mote::in_code<Model>::weigh(x.data());
    for (size_t k = 0; k < found.count; ++k) {
      const auto apart = static_cast<uint64_t>(found.distances[k]);
      out.add(static_cast<uint32_t>(found.places[k]));
      out.add(static_cast<uint32_t>(apart & 0xffffffffu));
      out.add(static_cast<uint32_t>(apart >> 32));
    }
    out.add(static_cast<uint8_t>(mote::predict<Model>(x)));
  }
  out.print(name);
}

}  // namespace

int main() {
  asked<shorts>("centres_constant_int16");
  asked<bytes>("centres_constant_int8");
  asked<outliers>("outliers_constant_int8");
  console::print("end\n");
  console::end();
}
