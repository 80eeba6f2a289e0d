// tree_reader.hpp - loads a tree model from a file in mote's own text format. Floor 2.
// The format, `mote,1`, is what model.save("name.csv") writes; docs/reference/model-files.md has
// every record of it. All numbers are exact, sizes come first, a CRC-32 comes last.
#pragma once

#include "../core/crc32.hpp"
#include "../core/text/text_reader.hpp"
#include "loaded_trees.hpp"
#include "trees/tree_builder.hpp"
#include "trees/tree_file.hpp"

namespace mote {

/// Fills its model, which is empty until finish() or read() returned ok. See text_reader for put,
/// finish, read and text.
///
/// State    about 150 bytes and a bit for each split and leaf that the model can hold
/// Time     230 instructions a byte on Cortex-M0, 155 on M4
/// Target   no floating point, no 64-bit division
template <class Model>
class tree_reader : public text_reader<tree_reader<Model>>, private detail::model::records {
 public:
  explicit tree_reader(Model& target) noexcept : builder_{target} {}

 private:
  friend class text_reader<tree_reader>;
  using base = text_reader<tree_reader>;
  using feature_type = typename Model::feature_type;
  using vote_type = typename Model::vote_type;
  using capacity = typename Model::shape;
  using file = detail::model::file_vote<vote_type>;
  static constexpr bool scales = !traits::same<typename Model::scaler_type, no_scaler>;
  static constexpr bool is_soft = !traits::same<typename file::rows, detail::model::no_rows>;

  static constexpr size_t columns = detail::model::columns_of<capacity>;

  void count(char c, bool line_starts) noexcept {
    if (line_starts) crc_before_ = crc_.value();
    crc_.add(static_cast<uint8_t>(c));
  }

  // The text of a label is for people: any characters, of any number, up to the end of the line.
  bool owns(size_t index) const noexcept { return record_ == label && index == 2; }
  status_code special(char c) noexcept {
    if (c == '\n') return base::end_field(true);
    return c == '\0' ? status_code::syntax : status_code::ok;
  }

  status_code field(size_t index, bool last, const char* text) noexcept {
    const status_code code = index == 0 ? begin(text) : value(index, text);
    return code == status_code::ok && last ? end(index) : code;
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

  /// Records come in the order of `names`, each as often as it is needed.
  status_code begin(const char* name) noexcept {
    int next = header;
    while (next <= crc && !text::equal(name, names[next])) ++next;
    if (next > crc) return status_code::syntax;
    if (next < record_) return status_code::order;
    for (; record_ < next; ++record_, seen_ = 0) {
      if ((record_ == label || record_ == missing) && seen_ == 0) continue;  // may be left out
      if (seen_ != needed(record_)) return seen_ == 0 ? status_code::missing : status_code::count;
    }
    if (needed(next) == 0) return status_code::type;
    if (seen_ == needed(next)) return needed(next) == 1 ? status_code::order : status_code::count;
    ++seen_;
    return status_code::ok;
  }

  status_code value(size_t index, const char* text) noexcept {
    if (index > fields[record_] && !(is_soft && record_ == leaf)) return status_code::syntax;
    if (owns(index)) return status_code::ok;
    if (record_ == features && index == 1)
      return same(text, detail::model::file_name<feature_type>);
    if (record_ == vote && index == 1) return same(text, file::kind);
    if (record_ == vote && index == 2) return same(text, file::leaf);
    if (record_ == missing) return detail::model::parse_missing(index, text, builder_.sides());
    if (record_ == column)
      return detail::model::parse_column(seen_ - 1, index, text, builder_.sides());
    if (record_ >= scale && record_ <= leaf) return number(index, text);
    if (record_ == crc) return text::parse_hex(text, stored_crc_);
    int32_t& out = numbers_[index - 1];
    const status_code code = text::parse_integer(text, out);
    return code != status_code::ok ? code : check(index, out);
  }

  static status_code same(const char* text, const char* expected) noexcept {
    return text::equal(text, expected) ? status_code::ok : status_code::type;
  }

  // Checks an integer field as soon as it is read, so that a huge count fails on its own line.
  status_code check(size_t index, int32_t out) noexcept {
    const auto matches = [out](size_t expected, status_code otherwise) {
      return out >= 0 && static_cast<uint32_t>(out) == expected ? status_code::ok : otherwise;
    };
    switch (record_) {
      case header:
        return matches(1, status_code::version);
      case features:
        return matches(capacity::features, status_code::shape);
      case vote:
        return matches(file::count, status_code::shape);
      case label:
        return matches(seen_ - 1, status_code::order);
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
      if (record_ == scale) {
        auto& scaler = builder_.scaler();
        return detail::model::parse_value(text,
                                          (index == 1 ? scaler.offset : scaler.scale)[seen_ - 1]);
      }
    }
    if constexpr (file::sums) {
      if (record_ == start) return detail::model::parse_value(text, out.base[seen_ - 1]);
      if (record_ == unit && index == 1) return detail::model::parse_value(text, out.scale);
      if (record_ == leaf) {
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
    if (is_soft && record_ == leaf) {
      if (index < 2 || index % 2 != 0) return status_code::syntax;
    } else if (index != fields[record_]) {
      return status_code::syntax;
    }
    switch (record_) {
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
      case crc:
        if (stored_crc_ != crc_before_) return status_code::checksum;
        if constexpr (is_soft) {
          if (rows_.used() != sizes_[entries]) return status_code::count;
        }
        return status_code::ok;
      default:
        return status_code::ok;
    }
  }

  /// The last line did not end, and is wrong: because the rest is missing?
  bool is_cut(status_code code) const noexcept { return code != status_code::checksum; }
  status_code complete() noexcept {
    return record_ == crc ? builder_.complete() : status_code::truncated;
  }

  detail::model::tree_builder<Model> builder_;
  typename file::rows rows_{};
  int record_ = header;
  size_t seen_ = 0;  // records of this kind
  size_t sizes_[4] = {};
  int32_t numbers_[4] = {};
  uint32_t whole_ = 0;  // sum of a row of proportions
  crc32 crc_;
  uint32_t crc_before_ = 0;
  uint32_t stored_crc_ = 0;
};

}  // namespace mote
