// loaded_sides.hpp - columns with a side for missing numbers, of trees that are loaded. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/ordered.hpp"
#include "../../core/status.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::model {

/// Capacity::columns, of what takes missing numbers; 0 of what does not.
template <class Capacity, class = void>
inline constexpr size_t columns_of = 0;
template <class Capacity>
inline constexpr size_t columns_of<Capacity, decltype(void(Capacity::columns))> = Capacity::columns;

/// What sided_columns has as constants, read from a file: up to Columns of a row of Inputs.
///
/// Sample   any; a column may hold any number where one is missing
/// State    Columns numbers and places
template <class Sample, size_t Inputs, size_t Columns>
class loaded_sides {
 public:
  using row_type = array<Sample, Columns>;

  /// Columns of the trees: those of a sample, where none is missing.
  constexpr size_t width() const noexcept { return needed_ != 0 ? needed_ : Inputs; }
  constexpr size_t needed() const noexcept { return needed_; }
  constexpr bool any() const noexcept { return needed_ != 0; }

  row_type row(const Sample* x) const noexcept {
    row_type out{};
    for (size_t i = 0; i < needed_; ++i) {
      const Sample one = x[source_[i]];
      out[i] = is_missing(one, missing_) ? fill_[i] : one;
    }
    return out;
  }

  /// Expects so many columns, none of which is known yet.
  status_code expect(int32_t columns) noexcept {
    if (columns < 1) return status_code::range;
    if (static_cast<uint32_t>(columns) > Columns) return status_code::capacity;
    needed_ = static_cast<size_t>(columns);
    return status_code::ok;
  }
  /// Column `at`, below needed(), is this feature of a sample.
  status_code take(size_t at, int32_t place) noexcept {
    if (place < 0 || static_cast<uint32_t>(place) >= Inputs) return status_code::feature;
    source_[at] = static_cast<place_type>(place);
    return status_code::ok;
  }
  Sample& missing() noexcept { return missing_; }
  Sample& fill(size_t at) noexcept { return fill_[at]; }

 private:
  using place_type = traits::smallest_unsigned<Inputs>;

  size_t needed_ = 0;
  Sample missing_{};
  array<place_type, Columns> source_{};
  array<Sample, Columns> fill_{};
};

/// Of trees that take no missing numbers: nothing.
template <class Sample, size_t Inputs>
class loaded_sides<Sample, Inputs, 0> {
 public:
  static constexpr size_t width() noexcept { return Inputs; }
  static constexpr size_t needed() noexcept { return 0; }
  static constexpr bool any() noexcept { return false; }
};

}  // namespace mote::detail::model
