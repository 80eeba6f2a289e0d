// trees.cpp - checksums of one converted model, walked and unrolled. The build includes the model's
// header from tests/data/trees first, and defines MOTE_MODEL as its namespace.
#include "checksum.hpp"
#include "mote/model/trees.hpp"

namespace {

using checksum::any;
using checksum::from_flash;
using checksum::hash;
using checksum::random;
using mote::predict;
using mote::predict_proba;
using mote::score;

constexpr const auto& model = MOTE_MODEL::model;
using model_type = mote::model_of<MOTE_MODEL::model>;
using shape = model_type::shape;
using feature = shape::feature_type;
using vote = decltype(model_type::vote);
using sample = mote::array<feature, shape::features>;

// The walk reads the model from RAM on AVR; as code, no model takes RAM.
#if defined(__AVR__)
constexpr size_t room = 1300;
#else
constexpr size_t room = static_cast<size_t>(-1);
#endif
constexpr bool fits = sizeof(model_type) + sizeof(sample) <= room;

IN_FLASH constexpr auto splits = MOTE_MODEL::model.table.splits;

/// A number as large as a threshold, one less, one more, or of any size.
template <class X>
X beside(mote::key_t<X> threshold, random& next) {
  if constexpr (mote::traits::same<X, float>) {
    const int32_t key = threshold + static_cast<int32_t>(next.below(3)) - 1;
    return mote::bit_cast<float>(key < 0 ? key ^ 0x7fffffff : key);
  } else {
    if (next.below(16) == 0) return any<X>(next);
    return static_cast<X>(static_cast<uint32_t>(threshold) + next.below(3) - 1);
  }
}

/// Random, but half of the features lie on or beside thresholds of their own.
void draw(sample& x, random& next) {
  for (feature& value : x) {
    value = beside<feature>(from_flash(splits[next.below(shape::splits)]).threshold, next);
  }
  for (size_t i = 0; i < (shape::features + 1) / 2; ++i) {
    const auto split = from_flash(splits[next.below(shape::splits)]);
    x[split.feature / sizeof(feature)] = beside<feature>(split.threshold, next);
  }
}

constexpr int many = 200;

template <class Ask>
void answers(const char* name, const Ask& ask) {
  random next{2026};
  sample x{};
  hash seen;
  for (int i = 0; i < many; ++i) {
    draw(x, next);
    seen.add(ask(x));
  }
  seen.print(name);
}

/// An unsigned label, or the number itself.
template <class Answer>
auto plain(Answer answer) {
  if constexpr (__is_enum(Answer)) {
    return static_cast<uint16_t>(answer);
  } else {
    return answer;
  }
}

template <class Vote>
inline constexpr bool has_probability = true;
template <class Link, class Label, class Leaf, size_t Outputs>
inline constexpr bool has_probability<mote::value_sum<Link, Label, Leaf, Outputs>> =
    mote::traits::same<Link, mote::link::softmax> || mote::traits::same<Link, mote::link::logistic>;
// Only sums and products in a set order are the same floats everywhere; exp is within a bound.
constexpr bool exact_proba =
    has_probability<vote> && !mote::traits::same<model_type::probability, float>;

#define NAME_(model, what) #model "." what
#define NAME_OF(model, what) NAME_(model, what)
#define NAME(what) NAME_OF(MOTE_MODEL, what)

}  // namespace

int main() {
  if constexpr (fits) {
    answers(NAME("predict"), [](const auto& x) { return plain(predict(model, x)); });
    answers(NAME("score"), [](const auto& x) { return score(model, x); });
    if constexpr (exact_proba) {
      answers(NAME("proba"), [](const auto& x) { return predict_proba(model, x); });
    }
  }
  answers(NAME("predict_unrolled"),
          [](const auto& x) { return plain(predict<MOTE_MODEL::model>(x)); });
  answers(NAME("score_unrolled"), [](const auto& x) { return score<MOTE_MODEL::model>(x); });
  if constexpr (exact_proba) {
    answers(NAME("proba_unrolled"),
            [](const auto& x) { return predict_proba<MOTE_MODEL::model>(x); });
  }
  console::print("end\n");
  console::end();
}
