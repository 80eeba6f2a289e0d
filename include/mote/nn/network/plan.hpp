// plan.hpp - where the outputs of each layer lie in one piece of memory. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"

namespace mote::detail::nn {

/// A piece of memory that is in use from layer `first` to layer `last`.
struct piece {
  size_t bytes, first, last;
};

template <size_t N>
struct placement {
  array<size_t, N> at;
  size_t bytes;  // that all of them need
};

/// The most bytes in use at the same time: no placement needs less.
template <size_t N>
constexpr size_t least_bytes(const array<piece, N>& pieces) noexcept {
  size_t most = 0;
  for (size_t now = 0; now < N; ++now) {
    size_t used = 0;
    for (const piece& p : pieces) {
      if (p.first <= now && now <= p.last) used += p.bytes;
    }
    if (used > most) most = used;
  }
  return most;
}

/// Each piece, in the given order, at the lowest place that is free while it is in use.
template <size_t N>
constexpr placement<N> placed(const array<piece, N>& pieces,
                              const array<size_t, N>& order) noexcept {
  placement<N> result{};
  array<bool, N> is_placed{};
  for (size_t turn = 0; turn < N; ++turn) {
    const size_t own = order[turn];
    size_t at = 0;
    for (bool is_free = false; !is_free;) {
      is_free = true;
      for (size_t other = 0; other < N; ++other) {
        const piece& held = pieces[other];
        if (is_placed[other] && held.bytes != 0 && held.first <= pieces[own].last &&
            pieces[own].first <= held.last && result.at[other] < at + pieces[own].bytes &&
            at < result.at[other] + held.bytes) {
          at = result.at[other] + held.bytes;
          is_free = false;
        }
      }
    }
    result.at[own] = at;
    is_placed[own] = true;
    if (at + pieces[own].bytes > result.bytes) result.bytes = at + pieces[own].bytes;
  }
  return result;
}

/// Which of two pieces is placed first: by a rule of three.
constexpr bool goes_before(const piece& p, const piece& other, int rule) noexcept {
  if (rule == 0) return p.first < other.first;
  if (rule == 1) return p.bytes > other.bytes;
  return p.bytes * (p.last - p.first + 1) > other.bytes * (other.last - other.first + 1);
}

/// The smallest placement of three: in order of birth, of size, and of size times life.
template <size_t N>
constexpr placement<N> best_placement(const array<piece, N>& pieces) noexcept {
  placement<N> best{};
  for (int rule = 0; rule < 3; ++rule) {
    array<size_t, N> order{};
    for (size_t i = 0; i < N; ++i) {
      size_t at = i;
      for (; at > 0 && goes_before(pieces[i], pieces[order[at - 1]], rule); --at)
        order[at] = order[at - 1];
      order[at] = i;
    }
    const placement<N> found = placed(pieces, order);
    if (rule == 0 || found.bytes < best.bytes) best = found;
  }
  return best;
}

}  // namespace mote::detail::nn
