// hoeffding_tree.hpp - a decision tree that learns from a stream, in fixed memory. Floor 2.
//
//     mote::hoeffding_tree<gesture, int16_t, 6, 4, 31> model;           // at most 31 splits
//     if (const mote::status s = model.partial_fit(x, gesture::shake); !s) report(s.message());
//     if (gesture out; mote::predict(model, x, out)) use(out);
// It answers while it learns, and keeps no sample. The state of what was learnt: state.hpp.
#pragma once

#include "../../core/sample.hpp"
#include "../learning/check.hpp"
#include "../model.hpp"
#include "growing_splits.hpp"
#include "hoeffding_options.hpp"
#include "watched_leaf.hpp"

namespace mote {

/// A tree whose leaves become splits as soon as enough samples tell which split is best.
///
/// Sample   float, int16_t, int8_t
/// Shape    up to Splits splits, and a leaf more. Watched leaves at a time have a normal curve a
///          feature and class, by which splits are found; where leaves are more, those that are
///          wrong most often
/// Range    |x| up to 1e12
/// State    sizeof: Watched * Features * (8 * Classes + 2 samples), of int16_t 12 for 8; 8 or 12
///          bytes a split, 2 * Classes + 4 a leaf
/// Time     predict: a compare a level; naive Bayes a root, a division and a logarithm a feature
///          and class. partial_fit: as predict, and two sums a feature; each `grace` samples of a
///          leaf 15 points of Features * Classes curves
/// Errors   status_code::empty before the first sample, of what answers into an `out`
/// Target   integers bit-exact
/// Source   P. Domingos, G. Hulten, Mining high-speed data streams, KDD 2000; J. Gama et al.,
///          Accurate decision trees for mining high-speed data streams, KDD 2003
template <class Label, class Sample, size_t Features, size_t Classes, size_t Splits,
          size_t Watched = (Splits < 8 ? Splits + 1 : 8),
          hoeffding_leaf Leaf = hoeffding_leaf::adaptive>
class hoeffding_tree {
  static_assert(traits::takes_samples<hoeffding_tree, Sample>);
  static_assert(!traits::same<Sample, int32_t>,
                "hoeffding_tree learns from float, int16_t or int8_t: narrow int32_t to int16_t");
  static_assert(Classes >= 2 && Classes <= 256,
                "hoeffding_tree tells classes apart: use 2 to 256 Classes");
  static_assert(Features >= 1 && Features <= 1024, "hoeffding_tree takes 1 to 1,024 Features");
  static_assert(Splits >= 1 && Splits <= 30000, "hoeffding_tree has 1 to 30,000 Splits");
  static_assert(Watched >= 1 && Watched <= Splits + 1,
                "hoeffding_tree watches at least one leaf, and at most all: Splits + 1");

 public:
  using label = Label;
  using feature_type = Sample;
  using evidence = array<uint32_t, Classes>;
  using probability = probability_t<Sample>;
  static constexpr size_t features = Features, classes = Classes, capacity = Splits;
  static constexpr char family[] = "hoeffding_tree";

  explicit constexpr hoeffding_tree(const hoeffding_options& options = {}) noexcept
      : options_{options} {}

  /// One more sample of class y.
  /// Errors: label (y is not below Classes), number (a feature is not finite), range (beyond 1e12);
  /// nothing changed then
  template <class Row>
  status partial_fit(const Row& x, Label y) noexcept {
    const Sample* sample = detail::model::sample_of<hoeffding_tree>(x);
    if (const status_code code = check(sample, y); code != status_code::ok) return code;
    learn(sample, static_cast<size_t>(y));
    return {};
  }
  /// Forgets all, then learns every row in turn: the bits of partial_fit of each.
  /// Rows: `fixed`, `bounded` or a span of any type with x, a sample, and y, its label.
  /// Errors: empty (no rows); label, number and range, with the row in line(); nothing changed then
  template <class Rows>
  status fit(const Rows& rows) noexcept {
    const status checked = detail::model::check_rows<hoeffding_tree>(rows, check);
    if (!checked) return checked;
    reset();
    for (const auto& row : rows) learn(&row.x[0], static_cast<size_t>(row.y));
    return {};
  }
  /// Forgets all.
  constexpr void reset() noexcept {
    samples_ = 0;
    splits_.clear();
    for (leaf& one : leaves_) one = {};
    for (watch& one : watches_) one = {};
  }
  constexpr bool ready() const noexcept { return samples_ != 0; }
  /// Samples so far, at most 2^32 - 1.
  constexpr uint32_t samples() const noexcept { return samples_; }
  /// Splits so far, at most `capacity`.
  constexpr size_t size() const noexcept { return splits_.size(); }

  evidence weigh(const Sample* x) const noexcept {
    const leaf& at = leaves_[splits_.leaf_of(x)];
    if constexpr (Leaf == hoeffding_leaf::adaptive) {
      if (at.watch != unwatched) {
        const watch& by = watches_[at.watch];
        if (by.bayes_wrong < by.wrong) return by.seen.likelihoods(x);
      }
    }
    evidence counts{};
    for (size_t k = 0; k < Classes; ++k) counts[k] = at.counts[k];
    return counts;
  }
  constexpr Label decide(const evidence& counts) const noexcept {
    return static_cast<Label>(argmax(counts));
  }
  /// The samples of each class in the leaf; of naive Bayes 32768 for the likeliest class, and of
  /// the others in proportion.
  constexpr evidence score(const evidence& counts) const noexcept { return counts; }
  template <class Probability>
  constexpr array<Probability, Classes> proba(const evidence& counts) const noexcept {
    array<Probability, Classes> shares{};
    uint32_t all = 0;
    for (const uint32_t count : counts) all += count;
    if (all == 0) return shares;
    for (size_t k = 0; k < Classes; ++k) shares[k] = ratio<Probability>(counts[k], all);
    return shares;
  }

  /// See state.hpp.
  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(samples_, splits_);
    for (leaf& one : leaves_) {
      archive(one.counts, one.wrong);
      if constexpr (Archive::restores) one.watch = unwatched;
    }
    for (size_t i = 0; i < Watched; ++i) {
      watch& one = watches_[i];
      uint32_t owner = one.owner;
      archive.at_most(owner, nobody);
      archive(one.waited, one.wrong, one.bayes_wrong, one.seen);
      if constexpr (Archive::restores) {
        one.owner = nobody;
        if (owner <= size() && leaves_[static_cast<size_t>(owner)].watch == unwatched) {
          own(i, static_cast<size_t>(owner));
        }
      }
    }
  }

 private:
  static constexpr uint16_t nobody = Splits + 1, unwatched = Watched;

  struct leaf {
    array<uint16_t, Classes> counts{};
    uint16_t wrong = 0;  // samples that it would have named wrongly
    uint16_t watch = unwatched;
  };
  struct watch {
    uint16_t owner = nobody;
    uint16_t waited = 0;                  // samples since the last look
    uint16_t wrong = 0, bayes_wrong = 0;  // of the two answers
    detail::model::watched_leaf<Sample, Features, Classes> seen{};
  };

  static status_code check(const Sample* x, Label y) noexcept {
    if constexpr (traits::same<Sample, float>) {
      const status_code code = detail::model::check_numbers<Features>(x, 1e12f);
      if (code != status_code::ok) return code;
    }
    return static_cast<size_t>(y) < Classes ? status_code::ok : status_code::label;
  }

  void learn(const Sample* x, size_t y) noexcept {
    const size_t place = splits_.leaf_of(x);
    leaf& at = leaves_[place];
    const bool is_wrong = add(at, y);
    if (samples_ != 0xFFFFFFFFu) ++samples_;
    if (Leaf == hoeffding_leaf::majority && size() == Splits) return;
    if (at.watch == unwatched) find_watch(place);
    if (at.watch != unwatched) look(place, watches_[at.watch], x, y, is_wrong);
  }
  /// True where the leaf would have named another class.
  bool add(leaf& at, size_t y) noexcept {
    const bool is_wrong = at.counts[y] < at.counts[argmax(at.counts)];
    uint32_t all = 0;
    for (const uint16_t count : at.counts) all += count;
    if (all >= options_.memory) {
      for (uint16_t& count : at.counts) count = static_cast<uint16_t>((uint32_t{count} + 1) / 2);
    }
    ++at.counts[y];
    if (is_wrong && at.wrong != 0xFFFF) ++at.wrong;
    return is_wrong;
  }
  constexpr void own(size_t at, size_t place) noexcept {
    watches_[at].owner = static_cast<uint16_t>(place);
    leaves_[place].watch = static_cast<uint16_t>(at);
  }
  /// A free watch; or that of the leaf that was wrong least often, where this one was wrong more
  /// often by `grace` samples. Both are counted anew then.
  void find_watch(size_t place) noexcept {
    size_t least = 0;
    for (size_t i = 0; i < Watched; ++i) {
      if (watches_[i].owner == nobody) return own(i, place);
      if (leaves_[watches_[i].owner].wrong < leaves_[watches_[least].owner].wrong) least = i;
    }
    leaf& other = leaves_[watches_[least].owner];
    if (leaves_[place].wrong <= uint32_t{other.wrong} + options_.grace) return;
    other.watch = unwatched;
    other.wrong = leaves_[place].wrong = 0;
    watches_[least] = {};
    own(least, place);
  }
  void look(size_t place, watch& by, const Sample* x, size_t y, bool is_wrong) noexcept {
    if constexpr (Leaf == hoeffding_leaf::adaptive) {
      if (by.wrong == 0xFFFF || by.bayes_wrong == 0xFFFF) {
        by.wrong /= 2;
        by.bayes_wrong /= 2;
      }
      if (is_wrong) ++by.wrong;
      if (argmax(by.seen.likelihoods(x)) != y) ++by.bayes_wrong;
    }
    if (by.seen.total() >= options_.memory) by.seen.halve();
    by.seen.add(x, y);
    if (size() == Splits || ++by.waited < options_.grace) return;
    by.waited = 0;
    if (by.seen.is_pure()) return;
    const auto found = by.seen.best();
    if (!options_.decides(found, by.seen.total())) return;
    leaf& lower = leaves_[place];
    leaf& upper = leaves_[splits_.cut(place, found.feature, found.at)];
    lower = {};
    by.seen.share_out(found, lower.counts, upper.counts);
    by = {};
  }

  hoeffding_options options_;
  uint32_t samples_ = 0;
  detail::model::growing_splits<Sample, Features, Splits> splits_{};
  array<leaf, Splits + 1> leaves_{};
  array<watch, Watched> watches_{};
};

}  // namespace mote
