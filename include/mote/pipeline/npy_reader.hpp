// npy_reader.hpp - a recording from a NumPy file, read as it comes. Floor 4.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/bits.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/status.hpp"
#include "../core/text/number_text.hpp"
#include "detail/npy_type.hpp"

namespace mote {

/// Reads what numpy.save writes, if it is an array of this sample type and of so many channels.
///
///   mote::npy_reader<int16_t, 3> recording;
///   mote::status result = recording.open(next);          // bool next(uint8_t& byte)
///   while (size_t count = recording.read(next, block)) windows(block.first(count));
///   if (result) result = recording.finish();
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t; both byte orders
/// Shape    (rows, Channels), or (rows,) of one channel; at most 2 * 10^9 rows
/// State    12 bytes
/// Errors   each sentence of status.hpp says what to save instead; nothing is read after one
/// Source   NumPy's formats 1.0 to 3.0, numpy.lib.format
template <class Sample, size_t Channels = 1>
class npy_reader {
  static_assert(traits::takes_samples<npy_reader, Sample, traits::samples::with_unsigned>);
  static_assert(Channels > 0, "npy: a row has at least one channel");

 public:
  using output_type = Sample;

  /// Reads the header.
  template <class Source>
  status open(Source&& next) noexcept {
    *this = npy_reader{};
    header<Source> text{next};
    const status_code code = text.begin();
    const status_code parsed = code != status_code::ok ? code : parse(text);
    if (text.is_cut) return status_code::truncated;
    if (parsed != status_code::ok) return parsed;
    left_ = rows_;
    return {};
  }

  /// Rows that the header announces.
  constexpr uint32_t rows() const noexcept { return rows_; }

  /// Samples of whole rows, as many as `out` holds and the file has; 0 at its end.
  template <class Source>
  size_t read(Source&& next, span<Sample> out) noexcept {
    size_t count = 0;
    while (left_ != 0 && out.size() - count >= Channels) {
      for (size_t c = 0; c < Channels; ++c) {
        if (!sample(next, out[count + c])) {
          is_cut_ = true;
          left_ = 0;
          return count;
        }
      }
      count += Channels;
      --left_;
    }
    return count;
  }

  /// Errors   truncated: the source ended before the rows that the header announced
  constexpr status finish() const noexcept {
    return is_cut_ ? status{status_code::truncated} : status{};
  }

 private:
  /// The text of the header, byte by byte, and not a byte more.
  template <class Source>
  struct header {
    Source& next;
    uint32_t left = 0;
    char letter = '\0';
    bool is_cut = false;

    status_code begin() noexcept {
      constexpr uint8_t magic[] = {0x93, 'N', 'U', 'M', 'P', 'Y'};
      for (size_t i = 0; i < sizeof magic; ++i) {
        uint8_t got = 0;
        if (!next(got)) return i == 0 ? status_code::empty : status_code::truncated;
        if (got != magic[i]) return status_code::syntax;
      }
      uint8_t version[2] = {}, length[4] = {};
      if (!next(version[0]) || !next(version[1])) return status_code::truncated;
      if (version[0] < 1 || version[0] > 3 || version[1] != 0) return status_code::version;
      for (size_t i = 0; i < (version[0] == 1 ? 2u : 4u); ++i) {
        if (!next(length[i])) return status_code::truncated;
        left |= uint32_t{length[i]} << (8 * i);
      }
      step();
      return status_code::ok;
    }
    void step() noexcept {
      uint8_t got = 0;
      letter = '\0';
      if (left == 0) return;
      --left;
      is_cut = is_cut || !next(got);
      letter = static_cast<char>(got);
    }
    void skip(char also = ' ') noexcept {
      while (letter == ' ' || (letter == also && letter != '\0')) step();
    }
    bool take(char c) noexcept {
      skip();
      if (letter != c) return false;
      step();
      return true;
    }
    /// A text in quotes, of at most 15 letters.
    bool quoted(char (&out)[16]) noexcept {
      skip();
      const char quote = letter;
      if (quote != '\'' && quote != '"') return false;
      step();
      size_t length = 0;
      for (; letter != quote && letter != '\0' && length < 15; step()) out[length++] = letter;
      out[length] = '\0';
      return take(quote);
    }
  };

  template <class Text>
  status_code parse(Text& text) noexcept {
    bool has_type = false, has_order = false, has_shape = false;
    if (!text.take('{')) return status_code::syntax;
    for (text.skip(','); !text.take('}'); text.skip(',')) {
      char name[16];
      if (!text.quoted(name) || !text.take(':')) return status_code::syntax;
      status_code code = status_code::syntax;
      if (mote::text::equal(name, "descr")) {
        has_type = true;
        code = text.quoted(name) && is_own(name) ? status_code::ok : status_code::type;
      } else if (mote::text::equal(name, "fortran_order")) {
        has_order = true;
        code = order(text);
      } else if (mote::text::equal(name, "shape")) {
        has_shape = true;
        code = shape(text);
      }
      if (code != status_code::ok) return code;
    }
    while (text.left != 0 && text.letter == ' ') text.step();
    if (text.letter != '\n' || text.left != 0) return status_code::syntax;
    return has_type && has_order && has_shape ? status_code::ok : status_code::missing;
  }
  bool is_own(const char* type) noexcept {
    const char own[] = {detail::pipeline::npy_kind<Sample>, static_cast<char>('0' + sizeof(Sample)),
                        '\0'};
    big_ = type[0] == '>';
    const bool ordered =
        type[0] == '<' || type[0] == '>' || (type[0] == '|' && sizeof(Sample) == 1);
    return ordered && mote::text::equal(type + 1, own);
  }
  template <class Text>
  static status_code order(Text& text) noexcept {
    text.skip();
    const bool rows_first = text.letter == 'F';
    for (const char* c = rows_first ? "False" : "True"; *c != '\0'; ++c, text.step()) {
      if (text.letter != *c) return status_code::syntax;
    }
    return rows_first || Channels == 1 ? status_code::ok : status_code::layout;
  }
  template <class Text>
  status_code shape(Text& text) noexcept {
    if (!text.take('(')) return status_code::syntax;
    uint32_t sizes[2] = {0, 1};
    size_t count = 0;
    for (text.skip(); !text.take(')'); text.skip(','), ++count) {
      if (count == 2) return status_code::channels;
      if (text.letter < '0' || text.letter > '9') return status_code::syntax;
      uint32_t size = 0;
      for (; text.letter >= '0' && text.letter <= '9'; text.step()) {
        if (size > 200000000u) return status_code::range;
        size = size * 10 + static_cast<uint32_t>(text.letter - '0');
      }
      sizes[count] = size;
    }
    if (count == 0 || sizes[1] != Channels) return status_code::channels;
    rows_ = sizes[0];
    return status_code::ok;
  }

  template <class Source>
  bool sample(Source& next, Sample& out) noexcept {
    using bits = detail::pipeline::bits_of_size<sizeof(Sample)>;
    uint32_t all = 0;
    for (size_t i = 0; i < sizeof(Sample); ++i) {
      uint8_t got = 0;
      if (!next(got)) return false;
      all |= uint32_t{got} << (8 * (big_ ? sizeof(Sample) - 1 - i : i));
    }
    out = bit_cast<Sample>(static_cast<bits>(all));
    return true;
  }

  uint32_t rows_ = 0;
  uint32_t left_ = 0;
  bool big_ = false;
  bool is_cut_ = false;
};

}  // namespace mote
