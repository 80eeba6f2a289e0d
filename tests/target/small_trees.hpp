// small_trees.hpp - models of a few splits, and every call that a model has, for the object checks.
#pragma once

#include "mote/model/trees.hpp"
#include "mote/model/trees/symmetric_trees.hpp"

namespace small_trees {

enum class label : uint8_t { a, b, c };

template <class X, class Index, class Slot, bool Own>
struct shape {
  using feature_type = X;
  using index_type = Index;
  using slot_type = Slot;
  static constexpr bool own_slots = Own;
  static constexpr size_t features = 3, trees = 3, splits = 5, slots = 4, first_fork = 2;
};

/// Tree 0: a split over two forks; trees 1 and 2: one fork.
template <class X, class Index, bool Own, class Vote>
constexpr auto model(const Vote& vote, typename Vote::leaf a, typename Vote::leaf b) {
  using slot = typename Vote::leaf;
  mote::tree_ensemble<shape<X, Index, slot, Own>, Vote> out{{}, vote};
  out.table.roots[1].split = 3;
  out.table.roots[2].split = 4;
  for (size_t i = 0; i < 5; ++i) {
    out.table.splits[i].threshold = static_cast<mote::key_t<X>>(10 * i + 7);
    out.table.splits[i].feature = static_cast<Index>(i % 3 * sizeof(X));
    out.table.splits[i].link = static_cast<Index>(i == 0 ? 1 : 1 + i % 4 + (i % 4 == 0 ? 1 : 0));
  }
  out.table.slots = {{a, b, a, a}};
  return out;
}

template <class X, class Index>
struct level_shape {
  using feature_type = X;
  using index_type = Index;
  static constexpr size_t features = 3, trees = 3, levels = 5, leaves = 13;
};

/// Trees of two levels, none and three.
template <class X, class Index, class Vote>
constexpr auto symmetric(const Vote& vote, typename Vote::leaf a, typename Vote::leaf b) {
  mote::symmetric_trees<level_shape<X, Index>, Vote> out{{{2, 0, 3}}, {}, {}, {}, vote};
  for (size_t i = 0; i < 5; ++i) {
    out.borders[i] = static_cast<mote::key_t<X>>(10 * i + 7);
    out.columns[i] = static_cast<Index>(i % 3 * sizeof(X));
  }
  for (size_t i = 0; i < out.leaves.size(); ++i) out.leaves[i] = i % 2 == 0 ? a : b;
  return out;
}

template <class Proportion>
constexpr mote::soft_vote<label, 3, 3, Proportion, 3> soft(Proportion share, Proportion one) {
  return {{{0, 128 + 2, 128 + 1}}, {{share, static_cast<Proportion>(one - share), one}}};
}

template <const auto& Model>
struct answers {
  using sample = mote::array<typename mote::model_of<Model>::feature_type, 3>;
  static constexpr sample origin{};

  decltype(mote::predict(Model, origin)) predicted[2];
  decltype(mote::score(Model, origin)) scored[2];
};

/// Walked and unrolled.
template <const auto& Model>
void use(const typename answers<Model>::sample& x, answers<Model>& out) {
  out.predicted[0] = mote::predict(Model, x);
  out.predicted[1] = mote::predict<Model>(x);
  out.scored[0] = mote::score(Model, x);
  out.scored[1] = mote::score<Model>(x);
}

template <const auto& Model>
void use_proba(const typename answers<Model>::sample& x,
               decltype(mote::predict_proba(Model, x)) (&out)[2]) {
  out[0] = mote::predict_proba(Model, x);
  out[1] = mote::predict_proba<Model>(x);
}

}  // namespace small_trees

/// Emits the code of `model`, as firmware that calls everything would.
#define MOTE_USE(model) \
  template void small_trees::use<model>(const answers<model>::sample&, answers<model>&)
#define MOTE_USE_PROBA(model)                  \
  MOTE_USE(model);                             \
  template void small_trees::use_proba<model>( \
      const answers<model>::sample&,           \
      decltype(mote::predict_proba(model, answers<model>::origin))(&)[2])
