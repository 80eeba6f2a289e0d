// counted_votes.hpp - the parts of a vote that hang on the number of trees, at run time. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/binary64.hpp"
#include "../../core/bits.hpp"
#include "../../core/text/number_text.hpp"
#include "sums.hpp"
#include "votes.hpp"

namespace mote::detail {

/// Below 2^32, from a dividend below 2^48: a 64-bit division is a large routine on a small core.
constexpr uint32_t quotient(uint64_t dividend, uint32_t divisor) noexcept {
  uint32_t out = 0;
  uint64_t rest = 0;
  for (int bit = 48; bit-- > 0;) {
    rest = (rest << 1) | ((dividend >> bit) & 1);
    out <<= 1;
    if (rest >= divisor) {
      rest -= divisor;
      out |= 1;
    }
  }
  return out;
}

/// detail::ratio for a whole that is known at run time; the same bits.
template <class Probability>
Probability ratio_at_run_time(uint32_t part, uint32_t whole) noexcept {
  if constexpr (traits::same<Probability, float>) {
    return static_cast<float>(part) * bit_cast<float>(reciprocal_bits(whole));
  } else {
    int shift = 0;
    while ((whole >> shift) > 0xFFFFu) ++shift;
    const uint32_t half = (uint32_t{1} << shift) >> 1;
    const uint32_t factor = quotient((uint64_t{1} << (31 + shift)) + whole / 2, whole);
    return static_cast<uint16_t>((((part + half) >> shift) * factor + 0x8000u) >> 16);
  }
}

/// What a vote needs to know of the number of trees, where run time decides it.
template <class Vote>
struct counted {
  static constexpr size_t most_trees = 0xffff;
  static constexpr size_t classes = Vote::classes;

  static auto decide(const Vote& vote, const typename Vote::total& sums, size_t) noexcept {
    return vote.decide(sums);
  }
  template <class Probability>
  static auto probabilities(const Vote& vote, const typename Vote::total& sums, size_t) noexcept {
    return vote.template probabilities<Probability>(sums);
  }
};

template <class Label, size_t Classes, size_t Trees>
struct counted<hard_vote<Label, Classes, Trees>> {
  using vote = hard_vote<Label, Classes, Trees>;
  static constexpr size_t most_trees = Trees;
  static constexpr size_t classes = Classes;

  static Label decide(const vote& rule, const typename vote::total& votes, size_t) noexcept {
    return rule.decide(votes);
  }
  template <class Probability>
  static array<Probability, Classes> probabilities(const vote&, const typename vote::total& votes,
                                                   size_t trees) noexcept {
    array<Probability, Classes> out{};
    for (size_t k = 0; k < Classes; ++k) {
      out[k] = ratio_at_run_time<Probability>(votes[k], static_cast<uint32_t>(trees));
    }
    return out;
  }
};

template <class Label, size_t Classes, size_t Trees, class Proportion, size_t Entries>
struct counted<soft_vote<Label, Classes, Trees, Proportion, Entries>> {
  using vote = soft_vote<Label, Classes, Trees, Proportion, Entries>;
  static constexpr size_t most_trees = Trees;
  static constexpr size_t classes = Classes;

  static Label decide(const vote&, const typename vote::total& sums, size_t trees) noexcept {
    return static_cast<Label>(proportion<Proportion>::winner(sums, trees));
  }
  template <class Probability>
  static array<Probability, Classes> probabilities(const vote&, const typename vote::total& sums,
                                                   size_t trees) noexcept {
    array<Probability, Classes> out{};
    for (size_t k = 0; k < Classes; ++k) {
      if constexpr (traits::same<Proportion, binary64::bits>) {
        out[k] = proportion<Proportion>::template quotient<Probability>(sums[k], trees);
      } else {
        const uint32_t whole = static_cast<uint32_t>(trees) * proportion<Proportion>::one;
        out[k] = ratio_at_run_time<Probability>(static_cast<uint32_t>(sums[k]), whole);
      }
    }
    return out;
  }
};

}  // namespace mote::detail
