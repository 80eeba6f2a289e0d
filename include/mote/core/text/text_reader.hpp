// text_reader.hpp - lines of comma-separated fields, one byte at a time. Floor 0.
#pragma once

#include "../array.hpp"
#include "../status.hpp"

namespace mote {

/// What tree_reader and emlearn_reader share: they keep one field, not a line, and no file.
/// `Format` is the reader itself (CRTP). Lines end in LF or CRLF, the last one also in nothing.
///
/// Errors   the first error stays: later bytes are ignored, and the model stays empty
template <class Format>
class text_reader {
 public:
  /// One byte. False: an error is known, or finish() was called; more bytes change nothing.
  bool put(char c) noexcept {
    if (finished_ || !result_.ok()) return false;
    any_ = true;
    if (++record_length_ == longest_record) refuse(status_code::line_length);
    if (c == '\r') {
      carriage_ = true;
      return result_.ok();
    }
    refuse(carriage_ && c != '\n' ? status_code::syntax : take(c));
    carriage_ = false;
    if (c == '\n') ++line_;
    return result_.ok();
  }
  bool put(const char* bytes, size_t count) noexcept {
    for (size_t i = 0; i < count; ++i) {
      if (!put(bytes[i])) return false;
    }
    return result_.ok();
  }

  /// No more bytes come: ok when the model is loaded, else why not.
  status finish() noexcept {
    if (finished_ || !result_.ok()) return result_;
    finished_ = true;
    if (!any_) {
      result_ = status_code::empty;
      return result_;
    }
    if (index_ != 0 || length_ != 0) {
      const status_code code = end_field(true);
      if (code != status_code::ok) refuse(format().is_cut(code) ? status_code::truncated : code);
    } else if (line_ > 1) {
      --line_;  // the last line that there was
    }
    if (result_.ok()) refuse(format().complete());
    return result_;
  }

  /// All of a source: `bool next(char& byte)` gives the next byte, or false at the end.
  template <class Source>
  status read(Source&& next) noexcept {
    for (char c; next(c);) {
      if (!put(c)) break;
    }
    return finish();
  }

  /// The field that was refused, up to the byte that was too much; "" when no field was.
  const char* text() const noexcept { return text_.data(); }

 protected:
  static constexpr size_t longest_field = 31;
  static constexpr uint16_t longest_record = 0xFFFFu;  // so that every source ends

  text_reader() noexcept = default;
  ~text_reader() = default;
  text_reader(const text_reader&) = delete;
  text_reader& operator=(const text_reader&) = delete;

  /// The characters of the field so far.
  size_t length() const noexcept { return length_; }
  void clear() noexcept {
    length_ = 0;
    text_[0] = '\0';
  }
  status_code keep(char c) noexcept {
    if (length_ == longest_field) {
      return index_ == 0 ? status_code::syntax : status_code::line_length;
    }
    const bool printable = c >= ' ' && c <= '~';
    text_[length_++] = printable ? c : '?';
    text_[length_] = '\0';
    return printable ? status_code::ok : status_code::syntax;
  }
  status_code end_field(bool last) noexcept {
    const status_code code = format().field(index_, last, text_.data());
    if (code != status_code::ok) return code;
    clear();
    index_ = last ? 0 : index_ + 1;
    if (last) record_length_ = 0;
    return code;
  }

 private:
  Format& format() noexcept { return static_cast<Format&>(*this); }

  status_code take(char c) noexcept {
    format().count(c, index_ == 0 && length_ == 0);
    if (format().owns(index_)) return format().special(c);
    if (c == ',') return end_field(false);
    if (c == '\n') return end_field(true);
    return keep(c);
  }
  void refuse(status_code code) noexcept {
    if (code != status_code::ok) result_ = {code, line_};
  }

  status result_;
  uint32_t line_ = 1;
  size_t index_ = 0;  // of the field in its line
  size_t length_ = 0;
  uint16_t record_length_ = 0;
  bool any_ = false;
  bool carriage_ = false;
  bool finished_ = false;
  array<char, longest_field + 1> text_{};
};

}  // namespace mote
