// learning.cpp - checksums of integer models that learn: what they answer, and their whole state.
#include "checksum.hpp"

#include "mote/model/state.hpp"
#include "mote/model/trees/hoeffding_tree.hpp"

namespace {

using checksum::hash;
using checksum::random;

enum class label : uint8_t { first, second, third };

/// Samples whose first two numbers tell the class, all of them 0 now and then, or at an end.
template <class Sample, size_t Splits, size_t Watched, mote::hoeffding_leaf Leaf, uint16_t Memory>
void learn(const char* name) {
  using model_type = mote::hoeffding_tree<label, Sample, 3, 3, Splits, Watched, Leaf>;
  static model_type model{mote::hoeffding_options{20, 300, Memory, 7}};
  static uint8_t bytes[mote::state_size<model_type>];
  hash sum;
  random next{1};
  for (int i = 0; i < 600; ++i) {
    Sample x[3];
    for (Sample& v : x) {
      const auto any = static_cast<int16_t>(static_cast<int32_t>(next() & 0xffffu) - 32768);
      const int16_t value = (next() & 31u) == 0 ? int16_t{-32768} : (next() & 31u) == 0 ? 0 : any;
      v = static_cast<Sample>(sizeof(Sample) == 1 ? value / 256 : value);
    }
    const auto y = static_cast<label>(x[0] > 0 ? 1 + (x[1] > 0 ? 1 : 0) : 0);
    static_cast<void>(model.partial_fit(x, y).ok());
    for (const uint16_t share : mote::predict_proba(model, x)) sum.add(share);
  }
  if (!mote::save(model, bytes)) return;
  for (const uint8_t byte : bytes) sum.add(byte);
  sum.print(name);
}

}  // namespace

int main() {
  learn<int16_t, 7, 2, mote::hoeffding_leaf::adaptive, 200>("hoeffding_tree_int16");
  learn<int8_t, 5, 1, mote::hoeffding_leaf::majority, 0xffff>("hoeffding_tree_int8");
  console::print("end\n");
  console::end();
}
