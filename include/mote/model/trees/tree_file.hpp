// tree_file.hpp - the records of a file of trees, their votes and missing numbers. Floor 2.
#pragma once

#include "../../core/bits.hpp"
#include "../../core/text/number_text.hpp"
#include "../file/keywords.hpp"
#include "../file/values.hpp"
#include "loaded_sides.hpp"
#include "tree_builder.hpp"
#include "../trees.hpp"

namespace mote::detail::model {

template <>
inline constexpr const char* file_name<binary64::bits> = "binary64";

/// The records of a file in their order, what they are called, and their fields.
struct records {
  // clang-format off
  enum record { header, features, vote, sizes, missing, column, label, scale, start, unit, leaf,
                root, split, crc };
  static constexpr const char* names[] = {"mote", "features", "vote", "sizes", "missing", "c",
      "label", "scale", "start", "unit", "l", "r", "n", "crc"};
  // clang-format on
  static constexpr uint8_t fields[] = {1, 2, 3, 4, 2, 2, 2, 2, 1, 3, 1, 1, 4, 1};
  enum size { trees, splits, leaves, entries };
};

/// How a file names a vote: kind, type of a leaf, number of classes or outputs.
template <class Vote>
struct file_vote;
template <class Label, size_t Classes, size_t Trees>
struct file_vote<hard_vote<Label, Classes, Trees>> {
  static constexpr const char* kind = "hard";
  static constexpr const char* leaf = "class";
  static constexpr size_t count = Classes, labels = Classes, entries = 0;
  static constexpr bool sums = false;
  using rows = no_rows;
};
template <class Label, size_t Classes, size_t Trees, class Proportion, size_t Entries>
struct file_vote<soft_vote<Label, Classes, Trees, Proportion, Entries>> {
  static constexpr const char* kind = "soft";
  static constexpr const char* leaf = file_name<Proportion>;
  static constexpr size_t count = Classes, labels = Classes, entries = Entries;
  static constexpr bool sums = false;
  using rows = row_builder<soft_vote<Label, Classes, Trees, Proportion, Entries>>;
};
template <class Link, class Label, class Leaf, size_t Outputs>
struct file_vote<value_sum<Link, Label, Leaf, Outputs>> {
  using vote = value_sum<Link, Label, Leaf, Outputs>;
  static constexpr const char* kind = file_name<Link>;
  static constexpr const char* leaf = file_name<Leaf>;
  static constexpr size_t count = Outputs, labels = vote::is_regression ? 0 : vote::classes;
  static constexpr size_t entries = 0;
  static constexpr bool sums = true;
  using rows = no_rows;
};

/// A key that splits numbers: of floats from -infinity to the last one, or beside NaN to infinity.
template <class X>
constexpr bool is_threshold(int32_t out, bool beside_nan) noexcept {
  if constexpr (traits::same<X, float>) {
    return out <= (beside_nan ? 0x7F800000 : 0x7F7FFFFF) && out >= -0x7F800001;
  } else {
    return static_cast<X>(out) == out;
  }
}

/// A number of a row: an integer of the type, or a float of any bits, as NaN sorts above infinity.
template <class Sample>
status_code parse_sample(const char* text, Sample& out) noexcept {
  if constexpr (traits::same<Sample, float>) {
    uint32_t bits = 0;
    const status_code code = text::parse_hex(text, bits);
    out = bit_cast<float>(bits);
    return code;
  } else {
    return parse_value(text, out);
  }
}
/// The fields of `missing,<columns>,<number>`: "nan" of floats.
template <class Sample, size_t Inputs, size_t Columns>
status_code parse_missing(size_t index, const char* text,
                          loaded_sides<Sample, Inputs, Columns>& out) noexcept {
  if constexpr (Columns == 0) {
    return status_code::type;
  } else if (index == 1) {
    int32_t columns = 0;
    const status_code code = text::parse_integer(text, columns);
    return code != status_code::ok ? code : out.expect(columns);
  } else if constexpr (traits::same<Sample, float>) {
    return text::equal(text, "nan") ? status_code::ok : status_code::type;
  } else {
    return parse_sample(text, out.missing());
  }
}
/// The fields of `c,<feature>,<number>`, of column `at`.
template <class Sample, size_t Inputs, size_t Columns>
status_code parse_column(size_t at, size_t index, const char* text,
                         loaded_sides<Sample, Inputs, Columns>& out) noexcept {
  if constexpr (Columns == 0) {
    return status_code::type;
  } else {
    if (index == 2) return parse_sample(text, out.fill(at));
    int32_t place = 0;
    const status_code code = text::parse_integer(text, place);
    return code != status_code::ok ? code : out.take(at, place);
  }
}

}  // namespace mote::detail::model
