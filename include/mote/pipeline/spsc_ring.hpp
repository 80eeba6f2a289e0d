// spsc_ring.hpp - a queue from an interrupt to the main loop, or back, without a lock. Floor 4.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/block/misfit.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/row/handover.hpp"

namespace mote {

/// A queue of up to N elements with one producer and one consumer, which may interrupt each other
/// or run on two cores: an interrupt of a converter or a DMA that fills, a main loop that takes
/// out. Neither ever waits, masks interrupts or sees half an element.
///
/// Shape    N is a power of two, at most 128 on an 8-bit core, whose larger counters take two loads
/// State    N elements and two counters of the smallest type that counts to 2 N; no heap
/// Time     constant; a mask, no division; the copies alone with a block
/// Errors   what does not fit is refused: try_push says false, and a block says how many it took
///
/// The producer calls try_push and push, the consumer try_pop, pop and clear; size, empty and full
/// both of them: what one has seen can only become more free, or more full, by the other.
template <class T, size_t N>
class spsc_ring {
  static_assert(N > 0 && (N & (N - 1)) == 0, "spsc_ring has a capacity of 2^n: use 1, 2, 4, ...");
  using count = traits::smallest_unsigned<2 * N - 1>;
  static_assert(sizeof(count) <= sizeof(void*) && (sizeof(void*) > 2 || sizeof(count) == 1),
                "spsc_ring counts by a number that the core loads at once: on an 8-bit core use a "
                "capacity of at most 128");

 public:
  using value_type = T;

  static constexpr size_t capacity() noexcept { return N; }
  size_t size() const noexcept {
    return distance(kernel::observe(taken_), kernel::observe(pushed_));
  }
  bool empty() const noexcept { return size() == 0; }
  bool full() const noexcept { return size() == N; }

  /// Adds the newest; when full, changes nothing and returns false.
  [[nodiscard]] bool try_push(const T& value) noexcept { return push({&value, 1}) == 1; }

  /// Adds as many of the first elements as there is space for, and returns how many.
  [[nodiscard]] size_t push(span<const T> values) noexcept {
    const count at = pushed_;  // no one else writes it
    const size_t space = N - distance(kernel::observe(taken_), at);
    const size_t most = values.size() < space ? values.size() : space;
    for (size_t i = 0; i < most; ++i) items_[(at + i) & (N - 1)] = values[i];
    kernel::publish(pushed_, wrapped(at + most));
    return most;
  }
  template <class Block, traits::if_misfit<traits::becomes<Block, span<const T>>> = 0>
  size_t push(Block&&) noexcept {
    traits::refuse_blocks<Block>();
    return 0;
  }

  /// Takes the oldest out; when empty, leaves `out` as it was and returns false.
  [[nodiscard]] bool try_pop(T& out) noexcept { return pop({&out, 1}) == 1; }

  /// Takes as many of the oldest as there are and fit into `out`, and returns how many.
  [[nodiscard]] size_t pop(span<T> out) noexcept {
    const count at = taken_;
    const size_t filled = distance(at, kernel::observe(pushed_));
    const size_t most = out.size() < filled ? out.size() : filled;
    for (size_t i = 0; i < most; ++i) out[i] = items_[(at + i) & (N - 1)];
    kernel::publish(taken_, wrapped(at + most));
    return most;
  }
  template <class Block, traits::if_misfit<traits::becomes<Block, span<T>>> = 0>
  size_t pop(Block&&) noexcept {
    traits::refuse_blocks<Block>();
    return 0;
  }

  /// Forgets what is in it; for the consumer.
  void clear() noexcept { kernel::publish(taken_, kernel::observe(pushed_)); }

  /// Behaves as if newly built; only while the other side is not running.
  void reset() noexcept { pushed_ = taken_ = 0; }

 private:
  static count wrapped(size_t number) noexcept { return static_cast<count>(number & (2 * N - 1)); }
  static size_t distance(count from, count to) noexcept { return wrapped(size_t{to} - from); }

  array<T, N> items_{};
  count pushed_ = 0, taken_ = 0;  // both modulo 2 N, so that full and empty differ
};

}  // namespace mote
