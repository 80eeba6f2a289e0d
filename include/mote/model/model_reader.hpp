// model_reader.hpp - loads any model but trees from a file in mote's own text format. Floor 2.
//
//     mote::loaded<mote::linear_model<mote::link::softmax, digit, int16_t, 64, 10>> model;
//     mote::model_reader reader{model};
//     if (const mote::status s = reader.read(next_byte); !s) report(s.line(), s.message());
//     digit out;
//     if (mote::predict(model, x, out)) use(out);
//
// The format, `mote,1`, is what model.save("name.csv") writes; docs/reference/model-files.md has
// every record of it. All numbers are exact, sizes come first, a CRC-32 comes last. Trees have
// tree_reader. A model says what stands in its file once, as file/lines.hpp shows.
#pragma once

#include "../core/traits.hpp"
#include "file/loaded.hpp"
#include "file/record_reader.hpp"
#include "file/walks.hpp"

namespace mote {

/// Fills its model, which is empty until finish() or read() returned ok. See text_reader for put,
/// finish, read and text.
///
/// Errors   range, in the last line: numbers that are in the type of each, and not a model together
/// State    88 bytes on a core of 32 bits, whatever the model
/// Time     about 190 instructions a byte on Cortex-M0, 145 on M4; at -O2 170 and 130
/// Target   no floating point but the model's, no 64-bit division
template <class Target>
class model_reader : public detail::model::record_reader<model_reader<Target>> {
  static_assert(detail::model::is_loaded<Target>,
                "model_reader fills a mote::loaded<...>: declare the model as one; trees have "
                "tree_reader");

 public:
  explicit model_reader(Target& target) noexcept : target_{target} { target.reset(); }

 private:
  friend class text_reader<model_reader>;
  friend class detail::model::record_reader<model_reader>;
  using base = detail::model::record_reader<model_reader>;
  using model_type = typename Target::model_type;
  static constexpr bool scales = !traits::same<typename Target::scaler_type, no_scaler>;

  // The records that every file has; then those of the model, then the checksum.
  enum : int { header, features, model, sizes, label_record, scale, first };
  static constexpr const char* names[] = {"mote", "features", "model", "sizes", "label", "scale"};

  template <class Walk>
  Walk walk(Walk along) const noexcept {
    static_cast<model_type&>(target_).records(along);
    return along;
  }
  size_t own() const noexcept { return static_cast<size_t>(base::record() - first); }

  const char* name(int record) const noexcept {
    if (record < first) return names[record];
    const auto place = static_cast<size_t>(record - first);
    const char* const found = walk(detail::model::record_facts{place}).name;
    if (found != nullptr) return found;
    return place == walk(detail::model::record_counts{}).all ? "crc" : nullptr;
  }
  static bool is_foreign(const char* text) noexcept { return text::equal(text, "vote"); }
  static bool may_end(int record, size_t) noexcept { return record == label_record; }
  size_t needed(int record) const noexcept {
    if (record == sizes) return walk(detail::model::record_counts{}).of_rows != 0 ? 1 : 0;
    if (record == label_record) return detail::model::classes_of<model_type>;
    if (record == scale) return scales ? model_type::features : 0;
    if (record < first) return 1;
    const size_t lines =
        walk(detail::model::record_facts{static_cast<size_t>(record - first)}).count;
    return lines == 0 ? 1 : lines;  // of the checksum
  }

  status_code value(size_t index, const char* text) noexcept {
    switch (base::record()) {
      case header:
        return index == 1 ? base::read_version(text) : status_code::syntax;
      case features:
        if (index > 2) return status_code::syntax;
        return base::template read_features<typename model_type::feature_type>(
            index, text, model_type::features);
      case model:
        return walk(detail::model::model_word{index - 1, text}).code;
      case sizes: {
        int32_t rows = 0;
        const status_code code = text::parse_integer(text, rows);
        return code != status_code::ok ? code
                                       : walk(detail::model::record_size{index - 1, rows}).code;
      }
      case label_record:
        return base::read_label(index, text);
      case scale:
        if (index > 2) return status_code::syntax;
        if constexpr (scales) return base::read_scale(index, text, target_.scaler_);
        return status_code::type;
      default:
        return number(index - 1, text);
    }
  }
  status_code number(size_t place, const char* text) noexcept {
    return walk(detail::model::line_number{own(), base::seen() - 1, place, text}).code;
  }

  /// The line is over; `index` is that of its last field: none may be missing behind it.
  status_code end(size_t index) noexcept {
    bool whole = true;
    switch (base::record()) {
      case header:
        whole = index == 1;
        break;
      case features:
      case label_record:
      case scale:
        whole = index == 2;
        break;
      case model:
        whole = walk(detail::model::model_word{index, ""}).code == status_code::syntax;
        break;
      case sizes:
        whole = index == walk(detail::model::record_counts{}).of_rows;
        break;
      default:
        whole = walk(detail::model::line_width{own(), base::seen() - 1}).count == index;
    }
    return whole ? status_code::ok : status_code::syntax;
  }

  status_code loaded() noexcept {
    target_.ready_ = target_.valid();
    return target_.ready_ ? status_code::ok : status_code::range;
  }

  Target& target_;
};

}  // namespace mote
