// record_reader.hpp - what readers of mote,1 share: records in order, a checksum last. Floor 2.
#pragma once

#include "../../core/crc32.hpp"
#include "../../core/text/text_reader.hpp"
#include "keywords.hpp"
#include "values.hpp"

namespace mote::detail::model {

/// Records come in the order of Format's name(), each as often as it is needed().
///
/// Format   name(record), null behind the last, which is "crc"; needed(record); may_end(record,
///          lines) of fewer; is_foreign(name) of another reader's; its `label_record`; value(index,
///          text) of a field, end(index) of a line, loaded() of the whole
template <class Format>
class record_reader : public text_reader<Format> {
 protected:
  using base = text_reader<Format>;

  int record() const noexcept { return record_; }
  /// Lines of this record so far, with this one.
  size_t seen() const noexcept { return seen_; }

  static status_code is_count(const char* text, size_t expected, status_code otherwise) noexcept {
    int32_t count = 0;
    const status_code code = text::parse_integer(text, count);
    if (code != status_code::ok) return code;
    return count >= 0 && static_cast<uint32_t>(count) == expected ? code : otherwise;
  }
  /// The fields of `mote,1`, `features,<type>,<count>` and `label,<class>,<text>`.
  static status_code read_version(const char* text) noexcept {
    return is_count(text, 1, status_code::version);
  }
  template <class Sample>
  static status_code read_features(size_t index, const char* text, size_t count) noexcept {
    return index == 1 ? parse_word(text, file_name<Sample>)
                      : is_count(text, count, status_code::shape);
  }
  status_code read_label(size_t index, const char* text) const noexcept {
    return index == 1 ? is_count(text, seen_ - 1, status_code::order) : status_code::ok;
  }
  /// Of `scale,<offset>,<scale>`.
  template <class Scaler>
  status_code read_scale(size_t index, const char* text, Scaler& out) const noexcept {
    return parse_value(text, (index == 1 ? out.offset : out.scale)[seen_ - 1]);
  }

 private:
  friend base;
  static constexpr const char* last = "crc";

  Format& format() noexcept { return static_cast<Format&>(*this); }

  void count(char c, bool line_starts) noexcept {
    if (line_starts) crc_before_ = crc_.value();
    crc_.add(static_cast<uint8_t>(c));
  }

  // The text of a label is for people: any characters, of any number, up to the end of the line.
  bool owns(size_t index) const noexcept { return record_ == Format::label_record && index == 2; }
  status_code special(char c) noexcept {
    if (c == '\n') return base::end_field(true);
    return c == '\0' ? status_code::syntax : status_code::ok;
  }

  status_code field(size_t index, bool is_last, const char* text) noexcept {
    if (index == 0) {
      const status_code code = begin(text);
      if (code != status_code::ok || !is_last) return code;
    } else if (ends_) {
      if (index != 1) return status_code::syntax;
      const status_code code = text::parse_hex(text, stored_crc_);
      if (code != status_code::ok || !is_last) return code;
    } else {
      const status_code code = format().value(index, text);
      if (code != status_code::ok || !is_last) return code;
    }
    if (!ends_) return format().end(index);
    if (index != 1) return status_code::syntax;
    return stored_crc_ == crc_before_ ? status_code::ok : status_code::checksum;
  }

  bool is_named(const char* text, int record) noexcept {
    const char* name = format().name(record);
    return name != nullptr && text::equal(text, name);
  }
  status_code begin(const char* text) noexcept {
    int next = record_;
    for (; !is_named(text, next); ++next) {
      if (format().name(next) != nullptr) continue;
      for (int before = 0; before < record_; ++before) {
        if (is_named(text, before)) return status_code::order;
      }
      return format().is_foreign(text) ? status_code::type : status_code::syntax;
    }
    for (; record_ < next; ++record_, seen_ = 0) {
      if (format().may_end(record_, seen_)) continue;
      if (seen_ != format().needed(record_))
        return seen_ == 0 ? status_code::missing : status_code::count;
    }
    const size_t needed = format().needed(next);
    if (needed == 0) return status_code::type;
    if (seen_ == needed) return needed == 1 ? status_code::order : status_code::count;
    ++seen_;
    ends_ = text::equal(text, last);
    return status_code::ok;
  }

  /// The last line did not end, and is wrong: because the rest is missing?
  bool is_cut(status_code code) const noexcept { return code != status_code::checksum; }
  status_code complete() noexcept { return ends_ ? format().loaded() : status_code::truncated; }

  int record_ = 0;
  size_t seen_ = 0;
  crc32 crc_;
  uint32_t crc_before_ = 0, stored_crc_ = 0;
  bool ends_ = false;  // this is the last record
};

}  // namespace mote::detail::model
