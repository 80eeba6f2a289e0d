// symmetric.cpp - checksums of trees of one split a level, walked and as code.
#include "checksum.hpp"
#include "mote/model/trees/symmetric_trees.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
namespace link = mote::link;

enum class label : uint8_t { a, b, c };

template <class X>
struct shape {
  using feature_type = X;
  using index_type = uint8_t;
  static constexpr size_t features = 5, trees = 4, levels = 8, leaves = 4 + 1 + 8 + 8;
};

template <class X, class Link, class Leaf, size_t Outputs, class Fade>
constexpr auto grow(uint32_t seed, Fade fade) {
  using vote = mote::value_sum<Link, label, Leaf, Outputs>;
  mote::symmetric_trees<shape<X>, vote> out{{{2, 0, 3, 3}}, {}, {}, {}, {{}, 0.0625f, fade}};
  uint32_t state = seed;
  const auto next = [&state]() {
    state = state * 1664525u + 1013904223u;
    return static_cast<int32_t>(state >> 16);
  };
  for (size_t i = 0; i < 8; ++i) {
    if constexpr (mote::traits::same<X, float>) {
      out.borders[i] = mote::key(static_cast<float>(next() - 32768) / 7.0f);
    } else {
      out.borders[i] = static_cast<X>(next());
    }
    out.columns[i] = static_cast<uint8_t>(static_cast<size_t>(next() % 5) * sizeof(X));
  }
  for (Leaf& leaf : out.leaves) leaf = static_cast<Leaf>(next() % 601 - 300);
  return out;
}

inline constexpr auto value_int8 = grow<int8_t, link::identity, int16_t, 1>(1, mote::no_decay{});
inline constexpr auto logistic_int16 =
    grow<int16_t, link::logistic, int16_t, 1>(2, mote::decay{47274, 4});
inline constexpr auto softmax_int8 =
    grow<int8_t, link::softmax, int32_t, 3>(3, mote::decay{47274, 4});
inline constexpr auto softmax_float = grow<float, link::softmax, float, 3>(4, mote::no_decay{});

template <const auto& Model>
void print(const char* name) {
  using X = typename mote::model_of<Model>::feature_type;
  random next{7};
  hash sums;
  for (int i = 0; i < 200; ++i) {
    mote::array<X, 5> x{};
    for (X& value : x) {
      if constexpr (mote::traits::same<X, float>) {
        value = static_cast<float>(any<int16_t>(next)) / 7.0f;
      } else {
        value = any<X>(next);
      }
    }
    sums.add(mote::score(Model, x));
    sums.add(mote::score<Model>(x));
    sums.add(static_cast<int32_t>(mote::predict(Model, x)));
  }
  sums.print(name);
}

}  // namespace

int main() {
  print<value_int8>("symmetric_value_int8");
  print<logistic_int16>("symmetric_logistic_int16");
  print<softmax_int8>("symmetric_softmax_int8");
  print<softmax_float>("symmetric_softmax_float");
  console::print("end\n");
  console::end();
}
