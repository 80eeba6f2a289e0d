// neighbours.cpp - checksums of the searches among integers: every metric, of all sizes and
// extremes.
#include "mote/core/numeric.hpp"
#include "mote/model/knn.hpp"

#include "checksum.hpp"

namespace {

using checksum::hash;
using checksum::random;
using mote::knn_metric;

enum class label : uint8_t {};

/// Often an extreme, or alike.
template <class T>
T drawn(random& next, int shift) {
  const uint32_t any = next();
  if ((any & 7u) == 0) return mote::numeric<T>::lowest;
  if ((any & 7u) == 1) return mote::numeric<T>::highest;
  return static_cast<T>(static_cast<int32_t>(any) >>
                        (32 - static_cast<int>(8 * sizeof(T)) + shift));
}

template <class Learning, class T>
void learnt(const char* name, int shift) {
  static Learning model;  // as a program has it; on the stack Clang 14 for AVR gave other sums
  static mote::array<T, Learning::features> x;
  hash sum;
  random next{7};
  for (uint8_t i = 0; i < 20; ++i) {
    for (auto& value : x) value = drawn<T>(next, shift);
    if (model.ready()) {
      const auto found = model.weigh(x.data());
      for (size_t k = 0; k < found.count; ++k) {
        const auto apart = static_cast<uint64_t>(found.distances[k]);
        sum.add(static_cast<uint32_t>(found.places[k]));
        sum.add(static_cast<uint32_t>(apart & 0xffffffffu));
        sum.add(static_cast<uint32_t>(apart >> 32));
      }
      for (const uint16_t p : mote::predict_proba(model, x)) sum.add(p);
      sum.add(static_cast<uint32_t>(mote::predict(model, x)));
    }
    sum.add(model.partial_fit(x, static_cast<label>(i % 3)).ok());
  }
  sum.print(name);
}

template <class T, size_t Features, knn_metric Metric>
using oldest = mote::learning_knn<mote::knn_classifier<label, 3, T, Features, 5, 3, Metric>>;
template <class T, size_t Features, knn_metric Metric>
using redundant = mote::learning_knn<mote::knn_classifier<label, 3, T, Features, 5, 3, Metric>,
                                     mote::knn_replaces::redundant>;

}  // namespace

int main() {
  learnt<oldest<int16_t, 19, knn_metric::euclidean>, int16_t>("neighbours_int16", 0);
  learnt<redundant<int16_t, 16, knn_metric::euclidean>, int16_t>("neighbours_small_int16", 4);
  learnt<oldest<int16_t, 11, knn_metric::manhattan>, int16_t>("neighbours_manhattan_int16", 0);
  learnt<oldest<int16_t, 8, knn_metric::chebyshev>, int16_t>("neighbours_chebyshev_int16", 0);
  learnt<redundant<int8_t, 21, knn_metric::euclidean>, int8_t>("neighbours_int8", 0);
  learnt<oldest<int8_t, 32, knn_metric::manhattan>, int8_t>("neighbours_manhattan_int8", 1);
  console::print("end\n");
  console::end();
}
