// plan.hpp - where the outputs of each layer lie in one piece of memory. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"

namespace mote::detail::nn {

/// A piece of memory that is in use from layer `first` to layer `last`. Pieces of one body have a
/// fixed distance: it has the number of one of them, and this begins `begin` bytes behind its
/// start. They may overlap each other: a layer writes over what it has read.
struct piece {
  size_t bytes, first, last, body, begin;
};
constexpr bool meet(const piece& p, const piece& other) noexcept {
  return p.first <= other.last && other.first <= p.last;
}

/// Where each body begins, and how many bytes all of them need.
template <size_t N>
struct placement {
  array<size_t, N> at;
  size_t bytes;

  constexpr size_t begin(const piece& p) const noexcept { return at[p.body] + p.begin; }
};

/// The most bytes in use at the same time, of each body its largest piece: no placement needs less.
template <size_t N>
constexpr size_t least_bytes(const array<piece, N>& pieces) noexcept {
  size_t most = 0;
  for (size_t now = 0; now < N; ++now) {
    array<size_t, N> held{};
    for (const piece& p : pieces) {
      if (p.first <= now && now <= p.last && p.bytes > held[p.body]) held[p.body] = p.bytes;
    }
    size_t used = 0;
    for (const size_t bytes : held) used += bytes;
    if (used > most) most = used;
  }
  return most;
}

/// How far `body` has to be moved so that no piece of it is where another, of a placed body, is in
/// use at the same time; the same, if it may stay.
template <size_t N>
constexpr size_t moved(const array<piece, N>& pieces, const placement<N>& found,
                       const array<bool, N>& is_placed, size_t body, size_t at) noexcept {
  for (const piece& own : pieces) {
    if (own.body != body || own.bytes == 0) continue;
    for (const piece& other : pieces) {
      if (other.bytes == 0 || !is_placed[other.body] || !meet(own, other)) continue;
      const size_t begin = found.begin(other), end = begin + other.bytes;
      if (begin < at + own.begin + own.bytes && at + own.begin < end) return end - own.begin;
    }
  }
  return at;
}

/// Each body, in the given order, at the lowest place that is free.
template <size_t N>
constexpr placement<N> placed(const array<piece, N>& pieces,
                              const array<size_t, N>& order) noexcept {
  placement<N> found{};
  array<bool, N> is_placed{};
  for (const size_t body : order) {
    if (pieces[body].body != body) continue;
    size_t at = 0;
    for (size_t next = moved(pieces, found, is_placed, body, at); next != at;) {
      at = next;
      next = moved(pieces, found, is_placed, body, at);
    }
    found.at[body] = at;
    is_placed[body] = true;
  }
  for (const piece& p : pieces) {
    const size_t end = p.bytes == 0 ? 0 : found.begin(p) + p.bytes;
    if (end > found.bytes) found.bytes = end;
  }
  return found;
}

/// Which of two bodies is placed first, by a rule of three: by birth, by size, by size times life.
/// `bodies` has the size and life of each.
constexpr bool goes_before(const piece& p, const piece& other, int rule) noexcept {
  if (rule == 0) return p.first < other.first;
  if (rule == 1) return p.bytes > other.bytes;
  return p.bytes * (p.last - p.first + 1) > other.bytes * (other.last - other.first + 1);
}
template <size_t N>
constexpr array<piece, N> bodies_of(const array<piece, N>& pieces) noexcept {
  array<piece, N> bodies = pieces;
  for (const piece& p : pieces) {
    piece& body = bodies[p.body];
    if (p.begin + p.bytes > body.bytes) body.bytes = p.begin + p.bytes;
    if (p.first < body.first) body.first = p.first;
    if (p.last > body.last) body.last = p.last;
  }
  return bodies;
}

/// The smallest placement of three orders; the first that needs no more than any would.
template <size_t N>
constexpr placement<N> best_placement(const array<piece, N>& pieces) noexcept {
  const array<piece, N> bodies = bodies_of(pieces);
  const size_t least = least_bytes(pieces);
  placement<N> best{};
  for (int rule = 0; rule < 3 && (rule == 0 || best.bytes > least); ++rule) {
    array<size_t, N> order{};
    for (size_t i = 0; i < N; ++i) {
      size_t at = i;
      for (; at > 0 && goes_before(bodies[i], bodies[order[at - 1]], rule); --at)
        order[at] = order[at - 1];
      order[at] = i;
    }
    const placement<N> found = placed(pieces, order);
    if (rule == 0 || found.bytes < best.bytes) best = found;
  }
  return best;
}

}  // namespace mote::detail::nn
