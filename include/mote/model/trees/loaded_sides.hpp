// loaded_sides.hpp - columns with a side for missing numbers, of trees that are loaded. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/bits.hpp"
#include "../../core/status.hpp"
#include "../../core/text/number_text.hpp"
#include "../../core/traits.hpp"
#include "../missing.hpp"

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

  /// The fields of `missing,<columns>,<number>`: "nan" of floats.
  status_code field(size_t index, const char* text) noexcept {
    if (index == 2) {
      if constexpr (traits::same<Sample, float>) {
        return text::equal(text, "nan") ? status_code::ok : status_code::type;
      } else {
        return parse(text, missing_);
      }
    }
    int32_t count = 0;
    const status_code code = text::parse_integer(text, count);
    if (code != status_code::ok) return code;
    if (count < 1) return status_code::range;
    if (static_cast<uint32_t>(count) > Columns) return status_code::capacity;
    needed_ = static_cast<size_t>(count);
    return code;
  }
  /// The fields of `c,<place in a sample>,<number>`, for column `at`, which is below needed().
  status_code column(size_t at, size_t index, const char* text) noexcept {
    if (index == 2) return parse(text, fill_[at]);
    int32_t place = 0;
    const status_code code = text::parse_integer(text, place);
    if (code != status_code::ok) return code;
    if (place < 0 || static_cast<uint32_t>(place) >= Inputs) return status_code::feature;
    source_[at] = static_cast<place_type>(place);
    return code;
  }

 private:
  using place_type = traits::smallest_unsigned<Inputs>;

  static status_code parse(const char* text, Sample& out) noexcept {
    if constexpr (traits::same<Sample, float>) {  // any bits: NaN is what lies right of infinity
      uint32_t bits = 0;
      const status_code code = text::parse_hex(text, bits);
      out = bit_cast<float>(bits);
      return code;
    } else {
      int32_t value = 0;
      const status_code code = text::parse_integer(text, value);
      out = static_cast<Sample>(value);
      return code != status_code::ok || out == value ? code : status_code::range;
    }
  }

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
  static status_code field(size_t, const char*) noexcept { return status_code::type; }
  static status_code column(size_t, size_t, const char*) noexcept { return status_code::type; }
};

}  // namespace mote::detail::model
