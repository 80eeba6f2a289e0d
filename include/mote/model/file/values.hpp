// values.hpp - how a file of mote,1 writes numbers and words. Floor 2.
#pragma once

#include "../../core/bits.hpp"
#include "../../core/text/number_text.hpp"

namespace mote::detail::model {

/// An integer is decimal. Errors: number (no integer), range (beyond the type)
template <class Integer>
status_code parse_value(const char* text, Integer& out) noexcept {
  int32_t value = 0;
  const status_code code = text::parse_integer(text, value);
  if (code != status_code::ok) return code;
  if (Integer(-1) > Integer{} && value < 0) return status_code::range;
  out = static_cast<Integer>(value);
  return static_cast<int32_t>(out) == value ? code : status_code::range;
}
/// A float is the eight hexadecimal digits of its bits. Errors: number (also NaN, infinity)
inline status_code parse_value(const char* text, float& out) noexcept {
  uint32_t bits = 0;
  const status_code code = text::parse_hex(text, bits);
  if (code != status_code::ok || (bits & 0x7FFFFFFFu) >= 0x7F800000u) return status_code::number;
  out = bit_cast<float>(bits);
  return code;
}

/// The word of a file is the one that the program was written for. Errors: type
inline status_code parse_word(const char* text, const char* expected) noexcept {
  return text::equal(text, expected) ? status_code::ok : status_code::type;
}

}  // namespace mote::detail::model
