// delay_line.hpp - the newest samples of a stream, side by side and in order of time. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../kernel/row/copy.hpp"

namespace mote {

/// A window of `Window` samples that slides over a stream. Space for Block new samples follows it;
/// when that is full, the window moves back to the start: no index wraps around, and a kernel sees
/// plain rows.
///
/// State    Window + Block elements and a counter
/// Time     a sample is stored once, and moved Window / Block times
template <class T, size_t Window, size_t Block>
class delay_line {
  static_assert(Block > 0, "delay_line needs space for at least one sample: use Block >= 1");

 public:
  /// How many samples fit before the next move; at least one after make_space().
  constexpr size_t space() const noexcept { return history + Block - end_; }

  constexpr void make_space() noexcept {
    if (space() != 0) return;
    kernel::copy(line_.data(), line_.data() + Block, history);
    end_ = history;
  }

  /// Appends up to space() samples. Returns the window that ends with the first of them; those of
  /// the others follow, each one element further.
  template <class From>
  constexpr const T* append(const From* from, size_t count) noexcept {
    T* const to = line_.data() + end_;
    kernel::copy(to, from, count);
    end_ += count;
    return to - history;
  }

  /// Appends one sample. Returns its window.
  constexpr const T* push(T x) noexcept {
    make_space();
    return append(&x, 1);
  }

  /// All zeros: behaves as if newly built.
  constexpr void reset() noexcept {
    for (T& x : line_) x = T{};
    end_ = history;
  }
  /// As if the stream had always been `x`.
  constexpr void reset(T x) noexcept {
    for (T& place : line_) place = x;
    end_ = history;
  }

 private:
  static constexpr size_t history = Window - 1;

  // One element more than is used: kernels load words.
  alignas(8) array<T, Window + Block> line_{};
  size_t end_ = history;
};

}  // namespace mote
