// votes.hpp - how the trees of a classifier vote: by class, or by class proportions. Floor 2.
//
// A vote says what a leaf is and what the trees add up (`evidence`: start, add), and it is the rule
// of its model: decide, score, proba. Where run time decides the number of trees (loaded_trees),
// decide and proba take that number in place of the constant; the result is the same.
#pragma once

#include "../../core/array.hpp"
#include "../../core/number/binary64.hpp"
#include "../../core/number/probability.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/row/in_flash.hpp"
#include "../../kernel/row/opaque.hpp"
#include "../../kernel/row/zeros.hpp"

namespace mote {

/// One tree, one vote: a leaf is a class. The most votes win, the lower class where two tie.
/// State    Classes counters, of one byte up to 255 trees
/// Target   integers: bit-exact
template <class Label, size_t Classes, size_t Trees>
struct hard_vote {
  using label = Label;
  using leaf = traits::smallest_unsigned<Classes>;
  using evidence = array<traits::smallest_unsigned<Trees>, Classes>;
  template <class Feature>
  using probability = probability_t<Feature>;
  static constexpr bool leaf_is_row = false;
  static constexpr size_t outputs = 1, most_trees = Trees;

  constexpr bool valid(leaf value) const noexcept { return value < Classes; }
  constexpr evidence start() const noexcept {
    return kernel::zeros<traits::smallest_unsigned<Trees>, Classes>();
  }
  constexpr void add(evidence& votes, size_t, leaf value) const noexcept { ++votes[value]; }
  template <class Count = traits::constant<Trees>>
  constexpr Label decide(const evidence& votes, Count = {}) const noexcept {
    return static_cast<Label>(argmax(votes));
  }
  constexpr evidence score(const evidence& votes) const noexcept { return votes; }
  template <class Probability, class Count = traits::constant<Trees>>
  constexpr array<Probability, Classes> proba(const evidence& votes,
                                              Count trees = {}) const noexcept {
    array<Probability, Classes> out{};
    for (size_t k = 0; k < Classes; ++k) out[k] = ratio<Probability>(votes[k], trees);
    return out;
  }
};

/// Number formats of a class proportion in a leaf.
///   uint8_t, uint16_t  255 or 65535 is 1.0; a row of a leaf sums to 1.0 exactly
///   binary64::bits     scikit-learn's own double, added as scikit-learn adds: every label equal,
///                      ties included, and still no float or double on the chip
template <class Proportion>
struct proportion {
  static constexpr uint32_t one = static_cast<Proportion>(-1);
  template <size_t Trees>
  using sum = traits::smallest_unsigned<Trees * uint64_t{one}>;

  template <class Sum, size_t Classes, class Count>
  static constexpr size_t winner(const array<Sum, Classes>& sums, Count) noexcept {
    return argmax(sums);
  }
  template <class Probability, class Sum, class Count>
  static constexpr Probability mean(Sum sum, Count trees) noexcept {
    return ratio<Probability>(static_cast<uint32_t>(sum), whole(trees));
  }
  template <class Sum>
  static constexpr void add(Sum& sum, Proportion value) noexcept {
    sum = static_cast<Sum>(sum + value);
  }

 private:
  template <uint64_t Trees>
  static constexpr traits::constant<Trees * one> whole(traits::constant<Trees>) noexcept {
    return {};
  }
  static constexpr uint32_t whole(uint32_t trees) noexcept { return trees * one; }
};
template <>
struct proportion<binary64::bits> {
  template <size_t Trees>
  using sum = binary64::bits;

  /// scikit-learn divides by the number of trees before it compares, which can make two sums that
  /// differ in the last bit equal; quotients can only be equal within two units of that bit.
  template <size_t Classes, class Count>
  static constexpr size_t winner(const array<binary64::bits, Classes>& sums, Count trees) noexcept {
    const auto n = static_cast<uint16_t>(number(trees));
    const size_t most = argmax(sums);
    for (size_t k = 0; k < most; ++k) {
      if (sums[most] - sums[k] <= 2 &&
          binary64::divide(sums[k], n) == binary64::divide(sums[most], n)) {
        return k;
      }
    }
    return most;
  }
  template <class Probability, class Count>
  static constexpr Probability mean(binary64::bits sum, Count trees) noexcept {
    const binary64::bits mean = binary64::divide(sum, static_cast<uint16_t>(number(trees)));
    if constexpr (traits::same<Probability, float>) {
      return static_cast<float>(binary64::to_fixed(mean, 31)) * 4.65661287e-10f;  // 2^-31
    } else {
      return static_cast<uint16_t>(binary64::to_fixed(mean, 15));
    }
  }
  static constexpr void add(binary64::bits& sum, binary64::bits value) noexcept {
    sum = binary64::add(sum, value);
  }

 private:
  template <uint64_t Trees>
  static constexpr uint32_t number(traits::constant<Trees>) noexcept {
    return static_cast<uint32_t>(Trees);
  }
  static constexpr uint32_t number(uint32_t trees) noexcept { return trees; }
};

/// Every tree adds the class proportions of its leaf, as scikit-learn's forests do. A leaf is the
/// place of its row in one shared table of sparse rows: pairs of class and proportion, the last of
/// a row with the top bit of its class set.
/// `Row` is where the table lies: array, or kernel::flash_row.
/// State    Classes sums
/// Time     one addition per class that a leaf holds
/// Target   integers: bit-exact
template <class Label, size_t Classes, size_t Trees, class Proportion, size_t Entries,
          template <class, size_t> class Row = array>
struct soft_vote {
  static_assert(Trees <= 0xffff, "soft_vote counts at most 65535 trees: use fewer trees");

  using label = Label;
  using leaf = traits::smallest_unsigned<Entries>;
  using class_index = traits::choose_t<(Classes <= 128), uint8_t, uint16_t>;
  using sum = typename proportion<Proportion>::template sum<Trees>;
  using evidence = array<sum, Classes>;
  using in_flash = soft_vote<Label, Classes, Trees, Proportion, Entries, kernel::flash_row>;
  template <class Feature>
  using probability = probability_t<Feature>;
  static constexpr bool leaf_is_row = true;
  static constexpr size_t outputs = 1, most_trees = Trees;
  static constexpr class_index last = static_cast<class_index>(1u << (8 * sizeof(class_index) - 1));

  Row<class_index, Entries> classes;
  Row<Proportion, Entries> proportions;

  constexpr bool valid(leaf value) const noexcept {
    for (size_t i = value; i < Entries; ++i) {
      if ((classes[i] & ~last) >= Classes) return false;
      if ((classes[i] & last) != 0) return true;
    }
    return false;
  }
  constexpr evidence start() const noexcept { return kernel::zeros<sum, Classes>(); }
  constexpr void add(evidence& sums, size_t, leaf value) const noexcept {
    auto entry = classes.data() + value;
    auto share = proportions.data() + value;
    for (;; ++entry) {
      proportion<Proportion>::add(sums[*entry & (last - 1u)], *share);
      if ((*entry & last) != 0) return;
      share = kernel::opaque(share + 1);
    }
  }
  template <class Count = traits::constant<Trees>>
  constexpr Label decide(const evidence& sums, Count trees = {}) const noexcept {
    return static_cast<Label>(proportion<Proportion>::winner(sums, trees));
  }
  constexpr evidence score(const evidence& sums) const noexcept { return sums; }
  template <class Probability, class Count = traits::constant<Trees>>
  constexpr array<Probability, Classes> proba(const evidence& sums,
                                              Count trees = {}) const noexcept {
    array<Probability, Classes> out{};
    for (size_t k = 0; k < Classes; ++k) {
      out[k] = proportion<Proportion>::template mean<Probability>(sums[k], trees);
    }
    return out;
  }
};

}  // namespace mote
