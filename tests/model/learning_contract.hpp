// learning_contract.hpp - what every regression that learns in RAM must keep: a test calls this.
#pragma once

#include <gtest/gtest.h>

#include <math.h>
#include <string.h>

#include <random>

#include "model_contract.hpp"
#include "mote/model/rows.hpp"
#include "mote/model/state.hpp"

namespace learning_contract {

template <class Model>
struct row {
  float x[Model::features];
  float y;
};

/// Regressions of samples up to `largest`.
template <class Model>
void keeps(float largest) {
  using mote::status_code;
  constexpr size_t size = Model::features;
  Model model, fresh;
  model_contract::expect_empty<false>(model);
  mote::bounded<row<Model>, 8> rows;
  EXPECT_EQ(model.fit(rows), status_code::empty);

  std::mt19937 random(3);
  std::normal_distribution<float> normal;
  while (rows.size() < 8) {
    row<Model> one{};
    for (float& v : one.x) v = normal(random);
    one.y = normal(random);
    ASSERT_TRUE(rows.push_back(one));
  }
  ASSERT_TRUE(model.fit(rows).ok());
  EXPECT_EQ(model.samples(), 8u);
  const auto draw = [&] {
    model_contract::sample_of<Model> x;
    for (float& v : x) v = normal(random);
    return x;
  };
  model_contract::expect_ready<false>(model, draw);

  // What is refused changes nothing.
  uint8_t before[mote::state_size<Model>], after[mote::state_size<Model>];
  ASSERT_TRUE(mote::save(model, before).ok());
  for (size_t at = 0; at <= size; ++at) {
    for (const float bad : {nanf(""), HUGE_VALF, -HUGE_VALF, largest * 1.001f, -3e38f}) {
      row<Model> one = rows[0];
      (at < size ? one.x[at] : one.y) = bad;
      const bool finite = bad - bad == 0;
      const status_code code = finite ? status_code::range : status_code::number;
      EXPECT_EQ(model.partial_fit(one.x, one.y).code(), code);
      auto copy = rows;
      copy[2] = one;
      EXPECT_EQ(model.fit(copy), (mote::status{code, 3}));
    }
  }
  ASSERT_TRUE(mote::save(model, after).ok());
  EXPECT_EQ(memcmp(before, after, sizeof before), 0);

  // A state is restored bit for bit, and what is learnt after it as well.
  Model restored;
  ASSERT_TRUE(mote::restore(restored, before).ok());
  EXPECT_EQ(mote::score(restored, draw()).size(), 1u);
  ASSERT_TRUE(restored.partial_fit(rows[3].x, rows[3].y).ok());
  ASSERT_TRUE(model.partial_fit(rows[3].x, rows[3].y).ok());
  ASSERT_TRUE(mote::save(model, before).ok());
  ASSERT_TRUE(mote::save(restored, after).ok());
  EXPECT_EQ(memcmp(before, after, sizeof before), 0);
  const auto x = draw();
  EXPECT_EQ(mote::score(model, x), mote::score(restored, x));
  before[30] = static_cast<uint8_t>(before[30] ^ 1);
  EXPECT_EQ(mote::restore(restored, before).code(), status_code::checksum);

  // After reset it is as new.
  model.reset();
  ASSERT_TRUE(model.partial_fit(rows[1].x, rows[1].y).ok());
  ASSERT_TRUE(fresh.partial_fit(rows[1].x, rows[1].y).ok());
  EXPECT_EQ(mote::score(model, x), mote::score(fresh, x));

  // Whatever comes, what was learnt stays finite.
  for (int at = 0; at < 3000; ++at) {
    row<Model> one{};
    for (float& v : one.x) {
      const int kind = static_cast<int>(random() % 5);
      v = kind == 0 ? largest : kind == 1 ? -largest : kind == 2 ? 1e-38f : normal(random);
    }
    one.y = random() % 2 == 0 ? largest : normal(random);
    ASSERT_TRUE(model.partial_fit(one.x, one.y).ok());
    for (const float weight : model.weights()) ASSERT_TRUE(isfinite(weight)) << at;
    ASSERT_TRUE(isfinite(model.intercept())) << at;
  }
}

}  // namespace learning_contract
