// rows.hpp - the rows of a model: fixed in flash, or bounded in RAM. Floor 2.
#pragma once

#include "../core/array.hpp"
#include "../core/expects.hpp"

namespace mote {

/// Exactly N rows: a model that was trained elsewhere, a constant.
template <class Row, size_t N>
using fixed = array<Row, N>;

/// Up to N rows: a model that is loaded or learns. Empty at first; rows keep their places.
///
/// State    N rows and a size_t, no heap
template <class Row, size_t N>
class bounded {
 public:
  using value_type = Row;
  static_assert(N > 0, "mote::bounded holds at least one row: use N >= 1");

  constexpr size_t size() const noexcept { return size_; }
  static constexpr size_t capacity() noexcept { return N; }
  constexpr bool empty() const noexcept { return size_ == 0; }
  constexpr void clear() noexcept { size_ = 0; }

  /// False: it is full, and nothing changed.
  constexpr bool push_back(const Row& row) noexcept {
    if (size_ == N) return false;
    rows_[size_++] = row;
    return true;
  }
  /// New rows are Row{}. False: above N, and nothing changed.
  constexpr bool resize(size_t size) noexcept {
    if (size > N) return false;
    for (; size_ < size; ++size_) rows_[size_] = Row{};
    size_ = size;
    return true;
  }

  constexpr Row& operator[](size_t i) noexcept {
    MOTE_EXPECTS(i < size_, "an index must be below the length");
    return rows_[i];
  }
  constexpr const Row& operator[](size_t i) const noexcept {
    MOTE_EXPECTS(i < size_, "an index must be below the length");
    return rows_[i];
  }
  constexpr const Row* data() const noexcept { return rows_.data(); }
  constexpr Row* begin() noexcept { return rows_.data(); }
  constexpr Row* end() noexcept { return rows_.data() + size_; }
  constexpr const Row* begin() const noexcept { return rows_.data(); }
  constexpr const Row* end() const noexcept { return rows_.data() + size_; }

 private:
  array<Row, N> rows_{};
  size_t size_ = 0;
};

}  // namespace mote
