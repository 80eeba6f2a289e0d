// model_contract.hpp - what every model must keep, whatever its family: a test calls one of these.
#pragma once

#include <gtest/gtest.h>

#include <string.h>

#include <array>
#include <type_traits>

#include "mote/core/number/probability.hpp"
#include "mote/core/span.hpp"
#include "mote/model/model.hpp"

namespace model_contract {

template <class T>
bool same_bits(const T& a, const T& b) {
  static_assert(std::is_trivially_copyable_v<T>);
  return memcmp(&a, &b, sizeof a) == 0;
}

template <class Model>
using sample_of = mote::array<typename Model::feature_type, Model::features>;

/// Walks and calls with `out` agree, for every kind of array.
template <bool HasProba, class Model>
void expect_forms_agree(const Model& model, const sample_of<Model>& x) {
  using X = typename Model::feature_type;
  mote::prediction_t<Model> label{};
  ASSERT_TRUE(mote::predict(model, x, label).ok());
  ASSERT_TRUE(same_bits(label, mote::predict(model, x)));
  mote::scores_t<Model> score{};
  ASSERT_TRUE(mote::score(model, x, score).ok());
  ASSERT_TRUE(same_bits(score, mote::score(model, x)));
  if constexpr (HasProba) {
    mote::probabilities_t<Model> p{};
    ASSERT_TRUE(mote::predict_proba(model, x, p).ok());
    ASSERT_TRUE(same_bits(p, mote::predict_proba(model, x)));
    ASSERT_EQ(p[static_cast<size_t>(label)], p[mote::argmax(p)]) << "no class is likelier";
  }
  X c[Model::features];
  std::array<X, Model::features> standard{};
  memcpy(c, x.data(), sizeof c);
  memcpy(standard.data(), x.data(), sizeof c);
  ASSERT_TRUE(same_bits(label, mote::predict(model, c)));
  ASSERT_TRUE(same_bits(label, mote::predict(model, standard)));
  ASSERT_TRUE(same_bits(label, mote::predict(model, mote::span<const X, Model::features>{c})));
}

/// Of a constant model: valid, and as code what it is walked. `draw()` gives samples.
template <const auto& Model, bool HasProba, class Draw>
void expect_constant_model(const Draw& draw) {
  using model = mote::model_of<Model>;
  static_assert(mote::is_model<model>);
  static_assert(Model.valid());
  for (int i = 0; i < 200; ++i) {
    const sample_of<model> x = draw();
    expect_forms_agree<HasProba>(Model, x);
    ASSERT_TRUE(same_bits(mote::predict<Model>(x), mote::predict(Model, x))) << i;
    ASSERT_TRUE(same_bits(mote::score<Model>(x), mote::score(Model, x))) << i;
    if constexpr (HasProba) {
      ASSERT_TRUE(same_bits(mote::predict_proba<Model>(x), mote::predict_proba(Model, x))) << i;
    }
  }
}

/// Each of `damages` changes a copy of the model so that it is no longer valid().
template <class Model, class... Damage>
void expect_damage_is_refused(const Model& model, const Damage&... damages) {
  int number = 0;
  const auto refused = [&](const auto& damage) {
    Model copy = model;
    damage(copy);
    EXPECT_FALSE(copy.valid()) << "damage " << number;
    ++number;
  };
  (refused(damages), ...);
  EXPECT_GT(number, 0);
}

/// A model in RAM that holds nothing: every verb says so, and leaves `out` as it was.
template <bool HasProba, class Model>
void expect_empty(const Model& model) {
  static_assert(mote::is_model<Model>);
  EXPECT_FALSE(model.ready());
  const sample_of<Model> x{};
  const auto untouched = [&](auto out, const auto& ask) {
    memset(static_cast<void*>(&out), 0x5a, sizeof out);
    const auto before = out;
    EXPECT_EQ(ask(out).code(), mote::status_code::empty);
    EXPECT_TRUE(same_bits(out, before));
  };
  untouched(mote::prediction_t<Model>{}, [&](auto& out) { return mote::predict(model, x, out); });
  untouched(mote::scores_t<Model>{}, [&](auto& out) { return mote::score(model, x, out); });
  if constexpr (HasProba) {
    untouched(mote::probabilities_t<Model>{},
              [&](auto& out) { return mote::predict_proba(model, x, out); });
  }
}

/// A model in RAM that holds something.
template <bool HasProba, class Model, class Draw>
void expect_ready(const Model& model, const Draw& draw) {
  ASSERT_TRUE(model.ready());
  for (int i = 0; i < 200; ++i) expect_forms_agree<HasProba>(model, draw());
}

}  // namespace model_contract
