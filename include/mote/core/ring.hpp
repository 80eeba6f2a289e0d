// ring.hpp - the newest N elements of a stream, oldest first. Floor 0.
#pragma once

#include <stddef.h>

#include "array.hpp"
#include "expects.hpp"
#include "traits.hpp"

namespace mote {

/// A bounded queue: pushed at one end, indexed and popped from the other.
///
/// Shape    up to N elements; r[0] is the oldest, r[r.size() - 1] the newest
/// State    N elements and two counters of the smallest type that counts to N; no heap
/// Time     constant; no division: a mask where N is a power of two, else one subtraction
/// Errors   an index that is not < size(), and pop of an empty ring, trap where MOTE_CHECKED is 1
///
/// Not for two threads or an interrupt and the main loop at once: guard it, or copy out.
template <class T, size_t N>
class ring {
 public:
  using value_type = T;

  static constexpr size_t capacity() noexcept { return N; }
  constexpr size_t size() const noexcept { return size_; }
  constexpr bool empty() const noexcept { return size_ == 0; }
  constexpr bool full() const noexcept { return size_ == N; }

  /// Adds the newest; when full, the oldest goes.
  constexpr void push(const T& value) noexcept {
    if (full()) {
      items_[oldest_] = value;
      oldest_ = wrapped(size_t{oldest_} + 1);
    } else {
      append(value);
    }
  }

  /// Adds the newest; when full, changes nothing and returns false.
  [[nodiscard]] constexpr bool try_push(const T& value) noexcept {
    if (full()) return false;
    append(value);
    return true;
  }

  /// Takes the oldest out. The ring must not be empty.
  constexpr T pop() noexcept {
    MOTE_EXPECTS(!empty(), "an empty ring has no element");
    const count taken = oldest_;
    oldest_ = wrapped(size_t{oldest_} + 1);
    --size_;
    return items_[taken];
  }

  constexpr T& operator[](size_t i) noexcept {
    MOTE_EXPECTS(i < size_, "an index must be below the length");
    return items_[wrapped(oldest_ + i)];
  }
  constexpr const T& operator[](size_t i) const noexcept {
    MOTE_EXPECTS(i < size_, "an index must be below the length");
    return items_[wrapped(oldest_ + i)];
  }
  constexpr const T& front() const noexcept { return (*this)[0]; }
  constexpr const T& back() const noexcept { return (*this)[size_ - size_t{1}]; }

  /// Forgets all elements: behaves as if newly built.
  constexpr void reset() noexcept { oldest_ = size_ = 0; }

 private:
  using count = traits::smallest_unsigned<N>;

  /// place mod N, for place < 2 * N.
  static constexpr count wrapped(size_t place) noexcept {
    if constexpr ((N & (N - 1)) == 0) {
      return static_cast<count>(place & (N - 1));
    } else {
      return static_cast<count>(place < N ? place : place - N);
    }
  }
  constexpr void append(const T& value) noexcept {
    items_[wrapped(size_t{oldest_} + size_)] = value;
    ++size_;
  }

  array<T, N> items_{};
  count oldest_ = 0;
  count size_ = 0;
};

}  // namespace mote
