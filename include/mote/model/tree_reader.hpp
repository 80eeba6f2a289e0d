// tree_reader.hpp - loads a tree model from a file in mote's own text format. Floor 2.
// The format, `mote,1`, is what model.save("name.csv") writes; docs/reference/model-files.md has
// every record of it. All numbers are exact, sizes come first, a CRC-32 comes last.
#pragma once

#include "file/record_reader.hpp"
#include "trees/loaded_trees.hpp"
#include "trees/tree_builder.hpp"
#include "trees/tree_file.hpp"

namespace mote {

/// Fills its model, which is empty until finish() or read() returned ok. See text_reader for put,
/// finish, read and text.
///
/// State    about 150 bytes and a bit for each split and leaf that the model can hold
/// Time     200 instructions a byte on Cortex-M0, 150 on M4
/// Target   no floating point, no 64-bit division
template <class Model>
class tree_reader : public detail::model::record_reader<tree_reader<Model>>,
                    private detail::model::records {
 public:
  explicit tree_reader(Model& target) noexcept : builder_{target} {}

 private:
  friend class text_reader<tree_reader>;
  friend class detail::model::record_reader<tree_reader>;
  using base = detail::model::record_reader<tree_reader>;
  using feature_type = typename Model::feature_type;
  using vote_type = typename Model::vote_type;
  using capacity = typename Model::shape;
  using file = detail::model::file_vote<vote_type>;
  static constexpr bool scales = !traits::same<typename Model::scaler_type, no_scaler>;
  static constexpr bool is_soft = !traits::same<typename file::rows, detail::model::no_rows>;

  static constexpr size_t columns = detail::model::columns_of<capacity>;

  static constexpr int label_record = label;

  static const char* name(int of) noexcept { return of <= crc ? names[of] : nullptr; }
  static bool is_foreign(const char* text) noexcept { return text::equal(text, "model"); }
  static bool may_end(int of, size_t lines) noexcept {
    return (of == label || of == missing) && lines == 0;
  }
  size_t needed(int of) const noexcept {
    if (of == missing) return columns != 0 ? 1 : 0;
    if (of == column) return builder_.sides().needed();
    if (of == label) return file::labels;
    if (of == scale) return scales ? capacity::features : 0;
    if (of == start) return file::sums ? file::count : 0;
    if (of == unit) return file::sums ? 1 : 0;
    if (of == leaf) return sizes_[leaves];
    if (of == root) return sizes_[trees];
    return of == split ? sizes_[splits] : 1;
  }

  status_code value(size_t index, const char* text) noexcept {
    const int kind = base::record();
    if (index > fields[kind] && !(is_soft && kind == leaf)) return status_code::syntax;
    if (kind == header) return base::read_version(text);
    if (kind == features)
      return base::template read_features<feature_type>(index, text, capacity::features);
    if (kind == label) return base::read_label(index, text);
    if (kind == vote && index != 3)
      return detail::model::parse_word(text, index == 1 ? file::kind : file::leaf);
    if (kind == missing) return detail::model::parse_missing(index, text, builder_.sides());
    if (kind == column)
      return detail::model::parse_column(base::seen() - 1, index, text, builder_.sides());
    if (kind >= scale && kind <= leaf) return number(index, text);
    int32_t& out = numbers_[index - 1];
    const status_code code = text::parse_integer(text, out);
    return code != status_code::ok ? code : check(index, out);
  }

  // Checks an integer field as soon as it is read, so that a huge count fails on its own line.
  status_code check(size_t index, int32_t out) noexcept {
    switch (base::record()) {
      case vote:
        return out >= 0 && static_cast<uint32_t>(out) == file::count ? status_code::ok
                                                                     : status_code::shape;
      case sizes: {
        constexpr size_t most[] = {capacity::trees, capacity::splits, capacity::leaves,
                                   file::entries};
        if (out < (index == 4 ? 0 : 1)) return status_code::range;
        if (static_cast<uint32_t>(out) > most[index - 1]) return status_code::capacity;
        sizes_[index - 1] = static_cast<size_t>(out);
        return status_code::ok;
      }
      case split: {
        if (index == 1) {
          const bool known = out >= 0 && static_cast<uint32_t>(out) < builder_.sides().width();
          return known ? status_code::ok : status_code::feature;
        }
        if (index != 2) return status_code::ok;
        const bool compares = detail::model::is_threshold<feature_type>(out, columns != 0);
        return compares ? status_code::ok : status_code::range;
      }
      default:
        return status_code::ok;
    }
  }

  // Reads a field whose type depends on the model.
  status_code number(size_t index, const char* text) noexcept {
    auto& out = builder_.vote();
    if constexpr (scales) {
      if (base::record() == scale) {
        return base::read_scale(index, text, builder_.scaler());
      }
    }
    if constexpr (file::sums) {
      if (base::record() == start)
        return detail::model::parse_value(text, out.base[base::seen() - 1]);
      if (base::record() == unit && index == 1) return detail::model::parse_value(text, out.scale);
      if (base::record() == leaf) {
        typename vote_type::leaf value{};
        const status_code code = detail::model::parse_value(text, value);
        return code != status_code::ok ? code : builder_.add_leaf(value);
      }
      return text::parse_integer(text, numbers_[index - 1]);
    } else if constexpr (is_soft) {
      if (index % 2 == 1) return text::parse_integer(text, numbers_[0]);
      using proportion_type = typename file::rows::proportion_type;
      proportion_type value{};
      status_code code = status_code::ok;
      if constexpr (traits::same<proportion_type, binary64::bits>) {
        code = text::parse_hex(text, value);
        if (code == status_code::ok && (value < binary64::hidden_bit || value > binary64::one)) {
          return status_code::range;
        }
      } else {
        code = detail::model::parse_value(text, value);
        whole_ += value;
      }
      return code != status_code::ok ? code : rows_.add(out, numbers_[0], value);
    } else {
      int32_t k = 0;
      const status_code code = text::parse_integer(text, k);
      if (code != status_code::ok) return code;
      if (k < 0 || static_cast<uint32_t>(k) >= file::count) return status_code::label;
      return builder_.add_leaf(static_cast<typename vote_type::leaf>(k));
    }
  }

  // The line is over; `index` is that of its last field.
  status_code end(size_t index) noexcept {
    if (is_soft && base::record() == leaf) {
      if (index < 2 || index % 2 != 0) return status_code::syntax;
    } else if (index != fields[base::record()]) {
      return status_code::syntax;
    }
    switch (base::record()) {
      case unit:
        if constexpr (file::sums) {
          auto& fade = builder_.vote().fade;
          if constexpr (!traits::same<traits::remove_cvref_t<decltype(fade)>, no_decay>) {
            fade.factor = static_cast<uint16_t>(numbers_[1]);
            fade.shift = static_cast<uint8_t>(numbers_[2]);
            if (fade.factor != numbers_[1] || fade.shift != numbers_[2] || !fade.valid()) {
              return status_code::range;
            }
          }
        }
        return status_code::ok;
      case leaf:
        if constexpr (is_soft) {
          using proportion_type = typename file::rows::proportion_type;
          if constexpr (!traits::same<proportion_type, binary64::bits>) {
            if (whole_ != proportion<proportion_type>::one) return status_code::range;
            whole_ = 0;
          }
          return builder_.add_leaf(rows_.end(builder_.vote()));
        }
        return status_code::ok;
      case root:
        return builder_.add_root(numbers_[0]);
      case split: {
        const auto threshold = static_cast<key_t<feature_type>>(numbers_[1]);
        return builder_.add_split(numbers_[0], threshold, numbers_[2], numbers_[3]);
      }
      default:
        return status_code::ok;
    }
  }

  status_code loaded() noexcept {
    if constexpr (is_soft) {
      if (rows_.used() != sizes_[entries]) return status_code::count;
    }
    return builder_.complete();
  }

  detail::model::tree_builder<Model> builder_;
  typename file::rows rows_{};
  size_t sizes_[4] = {};
  int32_t numbers_[4] = {};
  uint32_t whole_ = 0;  // sum of a row of proportions
};

}  // namespace mote
