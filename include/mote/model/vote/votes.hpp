// votes.hpp - how the trees of a classifier vote: by class, or by class proportions. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/binary64.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/row/opaque.hpp"
#include "../../kernel/row/zeros.hpp"

namespace mote {

/// A probability: float where Sample is float, otherwise uint16_t with 32768 = 1.0.
template <class Sample>
using probability_t = traits::choose_t<traits::same<Sample, float>, float, uint16_t>;

namespace detail {

/// The entry that is largest; of equal ones the first, as numpy's argmax.
template <class T, size_t N>
constexpr size_t argmax(const array<T, N>& values) noexcept {
  size_t best = N - 1;
  T most = values[best];
  for (size_t i = N - 1; i-- > 0;) {
    if (values[i] >= most) {
      most = values[i];
      best = i;
    }
  }
  return best;
}

/// part / Whole as a probability, in 32-bit arithmetic without division. Error: 1.5 LSB of 2^-15.
template <class Probability, uint64_t Whole>
constexpr Probability ratio(uint32_t part) noexcept {
  if constexpr (traits::same<Probability, float>) {
    return static_cast<float>(part) * static_cast<float>(1.0 / static_cast<double>(Whole));
  } else {
    constexpr int shift = [] {
      int bits = 0;
      while ((Whole >> bits) > 0xFFFFu) ++bits;
      return bits;
    }();
    constexpr uint32_t half = (uint32_t{1} << shift) >> 1;
    constexpr uint64_t one = uint64_t{1} << (31 + shift);
    constexpr uint32_t factor = static_cast<uint32_t>((one + Whole / 2) / Whole);
    return static_cast<uint16_t>((((part + half) >> shift) * factor + 0x8000u) >> 16);
  }
}

}  // namespace detail

/// One tree, one vote: a leaf is a class. The most votes win, the lower class where two tie.
/// State    Classes counters, of one byte up to 255 trees
/// Target   integers: bit-exact
template <class Label, size_t Classes, size_t Trees>
struct hard_vote {
  using label = Label;
  using leaf = traits::smallest_unsigned<Classes>;
  using total = array<traits::smallest_unsigned<Trees>, Classes>;
  template <class Feature>
  using probability = probability_t<Feature>;
  static constexpr bool leaf_is_row = false;
  static constexpr size_t outputs = 1;

  constexpr bool valid(leaf value) const noexcept { return value < Classes; }
  constexpr total start() const noexcept {
    return kernel::zeros<traits::smallest_unsigned<Trees>, Classes>();
  }
  constexpr void add(total& votes, size_t, leaf value) const noexcept { ++votes[value]; }
  constexpr Label decide(const total& votes) const noexcept {
    return static_cast<Label>(detail::argmax(votes));
  }
  constexpr total score(const total& votes) const noexcept { return votes; }
  template <class Probability>
  constexpr array<Probability, Classes> probabilities(const total& votes) const noexcept {
    array<Probability, Classes> out{};
    for (size_t k = 0; k < Classes; ++k) out[k] = detail::ratio<Probability, Trees>(votes[k]);
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

  template <class Sum, size_t Classes>
  static constexpr size_t winner(const array<Sum, Classes>& sums, size_t) noexcept {
    return detail::argmax(sums);
  }
  template <class Probability, size_t Trees, class Sum>
  static constexpr Probability mean(Sum sum) noexcept {
    return detail::ratio<Probability, Trees * uint64_t{one}>(sum);
  }
  template <class Sum>
  static constexpr void add(Sum& sum, Proportion value) noexcept {
    sum = static_cast<Sum>(sum + value);
  }
};
template <>
struct proportion<binary64::bits> {
  template <size_t Trees>
  using sum = binary64::bits;

  /// scikit-learn divides by the number of trees before it compares, which can make two sums that
  /// differ in the last bit equal; quotients can only be equal within two units of that bit.
  template <size_t Classes>
  static constexpr size_t winner(const array<binary64::bits, Classes>& sums,
                                 size_t trees) noexcept {
    const auto n = static_cast<uint16_t>(trees);
    const size_t most = detail::argmax(sums);
    for (size_t k = 0; k < most; ++k) {
      if (sums[most] - sums[k] <= 2 &&
          binary64::divide(sums[k], n) == binary64::divide(sums[most], n)) {
        return k;
      }
    }
    return most;
  }
  template <class Probability>
  static constexpr Probability quotient(binary64::bits sum, size_t trees) noexcept {
    const binary64::bits mean = binary64::divide(sum, static_cast<uint16_t>(trees));
    if constexpr (traits::same<Probability, float>) {
      return static_cast<float>(binary64::to_fixed(mean, 31)) * 4.65661287e-10f;  // 2^-31
    } else {
      return static_cast<uint16_t>(binary64::to_fixed(mean, 15));
    }
  }
  template <class Probability, size_t Trees>
  static constexpr Probability mean(binary64::bits sum) noexcept {
    return quotient<Probability>(sum, Trees);
  }
  static constexpr void add(binary64::bits& sum, binary64::bits value) noexcept {
    sum = binary64::add(sum, value);
  }
};

/// Every tree adds the class proportions of its leaf, as scikit-learn's forests do. A leaf is the
/// place of its row in one shared table of sparse rows: pairs of class and proportion, the last of
/// a row with the top bit of its class set.
/// State    Classes sums
/// Time     one addition per class that a leaf holds
/// Target   integers: bit-exact
template <class Label, size_t Classes, size_t Trees, class Proportion, size_t Entries>
struct soft_vote {
  static_assert(Trees <= 0xffff, "soft_vote counts at most 65535 trees: use fewer trees");

  using label = Label;
  using leaf = traits::smallest_unsigned<Entries>;
  using class_index = traits::choose_t<(Classes <= 128), uint8_t, uint16_t>;
  using sum = typename proportion<Proportion>::template sum<Trees>;
  using total = array<sum, Classes>;
  template <class Feature>
  using probability = probability_t<Feature>;
  static constexpr bool leaf_is_row = true;
  static constexpr size_t outputs = 1;
  static constexpr class_index last = static_cast<class_index>(1u << (8 * sizeof(class_index) - 1));

  array<class_index, Entries> classes;
  array<Proportion, Entries> proportions;

  constexpr bool valid(leaf value) const noexcept {
    for (size_t i = value; i < Entries; ++i) {
      if ((classes[i] & ~last) >= Classes) return false;
      if ((classes[i] & last) != 0) return true;
    }
    return false;
  }
  constexpr total start() const noexcept { return kernel::zeros<sum, Classes>(); }
  constexpr void add(total& sums, size_t, leaf value) const noexcept {
    const class_index* entry = classes.data() + value;
    const Proportion* share = proportions.data() + value;
    for (;; ++entry) {
      proportion<Proportion>::add(sums[*entry & (last - 1u)], *share);
      if ((*entry & last) != 0) return;
      share = kernel::opaque(share + 1);
    }
  }
  constexpr Label decide(const total& sums) const noexcept {
    return static_cast<Label>(proportion<Proportion>::winner(sums, Trees));
  }
  constexpr total score(const total& sums) const noexcept { return sums; }
  template <class Probability>
  constexpr array<Probability, Classes> probabilities(const total& sums) const noexcept {
    array<Probability, Classes> out{};
    for (size_t k = 0; k < Classes; ++k) {
      out[k] = proportion<Proportion>::template mean<Probability, Trees>(sums[k]);
    }
    return out;
  }
};

}  // namespace mote
