// number_text.hpp - numbers from text, exactly, and in integers alone. Floor 0.
#pragma once

#include "../array.hpp"
#include "../status.hpp"

namespace mote::text {

constexpr bool equal(const char* a, const char* b) noexcept {
  for (; *a == *b; ++a, ++b) {
    if (*a == '\0') return true;
  }
  return false;
}

/// [-]digits -> out. Errors: number (no integer), range (not an int32_t).
inline status_code parse_integer(const char* text, int32_t& out) noexcept {
  const bool negative = *text == '-';
  if (negative) ++text;
  if (*text == '\0') return status_code::number;
  const uint32_t limit = negative ? 0x80000000u : 0x7FFFFFFFu;
  uint32_t magnitude = 0;
  bool fits = true;
  for (; *text != '\0'; ++text) {
    if (*text < '0' || *text > '9') return status_code::number;
    const uint32_t digit = static_cast<uint32_t>(*text - '0');
    fits = fits && magnitude <= 214748364u && magnitude * 10 + digit <= limit;
    if (fits) magnitude = magnitude * 10 + digit;
  }
  if (!fits) return status_code::range;
  out = static_cast<int32_t>(negative ? 0u - magnitude : magnitude);
  return status_code::ok;
}

/// Exactly two lowercase hexadecimal digits for each byte of Bits -> out. Errors: number.
template <class Bits>
status_code parse_hex(const char* text, Bits& out) noexcept {
  Bits bits = 0;
  for (size_t i = 0; i < 2 * sizeof(Bits); ++i, ++text) {
    const bool digit = *text >= '0' && *text <= '9';
    if (!digit && (*text < 'a' || *text > 'f')) return status_code::number;
    bits = static_cast<Bits>(bits << 4) | static_cast<Bits>(*text - (digit ? '0' : 'a' - 10));
  }
  if (*text != '\0') return status_code::number;
  out = bits;
  return status_code::ok;
}

/// A decimal number, 0.d1d2d3... * 10^point, that is doubled and halved digit by digit.
///
/// Range    texts of up to 31 characters: [+-]digits[.digits][e[+-]digits]
/// Time     digits x doublings: about 500 additions for 0.005111
/// Target   bit-exact: to_float is the float nearest to the text, halves to even
class decimal {
 public:
  /// Errors: number (no decimal number; nan and inf are none)
  status_code parse(const char* text) noexcept {
    *this = decimal{};
    negative_ = *text == '-';
    if (*text == '-' || *text == '+') ++text;
    bool any = false;
    bool behind = false;
    for (;; ++text) {
      if (*text == '.' && !behind) {
        behind = true;
      } else if (*text >= '0' && *text <= '9') {
        any = true;
        append(static_cast<uint8_t>(*text - '0'), behind);
      } else {
        break;
      }
    }
    if (!any) return status_code::number;
    if (*text == 'e' || *text == 'E') {
      const char* power = text + (text[1] == '+' ? 2 : 1);
      int32_t exponent = 0;
      const status_code code =
          text[1] == '+' && text[2] == '-' ? status_code::number : parse_integer(power, exponent);
      if (code == status_code::number) return code;
      if (code == status_code::range) exponent = *power == '-' ? -most_exponent : most_exponent;
      point_ += exponent > most_exponent    ? most_exponent
                : exponent < -most_exponent ? -most_exponent
                                            : exponent;
    } else if (*text != '\0') {
      return status_code::number;
    }
    trim();
    return status_code::ok;
  }

  /// Without its fraction, as int() in Python and a cast in C. Errors: range
  status_code to_integer(int32_t& out) const noexcept {
    if (count_ != 0 && point_ > 10) return status_code::range;
    uint64_t whole = 0;
    for (int32_t i = 0; i < point_; ++i) whole = whole * 10 + digit(i);
    if (whole > (negative_ ? 0x80000000u : 0x7FFFFFFFu)) return status_code::range;
    const uint32_t magnitude = static_cast<uint32_t>(whole);
    out = static_cast<int32_t>(negative_ ? 0u - magnitude : magnitude);
    return status_code::ok;
  }

  /// The bits of the nearest float; changes *this. Errors: range (beyond the largest float)
  status_code to_float(uint32_t& out) noexcept {
    const uint32_t sign = negative_ ? 0x80000000u : 0;
    out = sign;
    if (count_ == 0 || point_ < -60) return status_code::ok;
    if (point_ > 40) return status_code::range;
    // value = *this * 2^exponent; *this goes to [2^23, 2^24), or as far as subnormals allow
    int32_t exponent = 0;
    for (; point_ > 9 || whole() >= (uint32_t{1} << 24); ++exponent) halve();
    for (; exponent > -149 && whole() < (uint32_t{1} << 23); --exponent) twice();
    uint32_t significand = whole();
    if (rounds_up(significand)) ++significand;
    const uint32_t bits =
        significand < (uint32_t{1} << 23)
            ? significand
            : (static_cast<uint32_t>(exponent + 150) << 23) + (significand - (uint32_t{1} << 23));
    if (exponent > 105 || bits >= 0x7F800000u) return status_code::range;
    out = sign | bits;
    return status_code::ok;
  }

 private:
  static constexpr int32_t capacity = 64;  // more digits than this cannot turn a rounding
  static constexpr int32_t most_exponent = 10000;

  uint32_t digit(int32_t i) const noexcept {
    return i < count_ ? digits_[static_cast<size_t>(i)] : 0u;
  }
  uint8_t& place(int32_t i) noexcept { return digits_[static_cast<size_t>(i)]; }

  void append(uint8_t value, bool behind) noexcept {
    if (count_ == 0 && value == 0) {
      if (behind) --point_;
    } else {
      if (count_ < capacity) place(count_++) = value;
      if (!behind) ++point_;
    }
  }
  void trim() noexcept {
    while (count_ > 0 && digit(count_ - 1) == 0) --count_;
  }
  uint32_t whole() const noexcept {
    uint32_t out = 0;
    for (int32_t i = 0; i < point_; ++i) out = out * 10 + digit(i);
    return out;
  }
  bool rounds_up(uint32_t significand) const noexcept {
    const uint32_t tenth = point_ < 0 ? 0u : digit(point_);
    if (tenth != 5) return tenth > 5;
    return count_ > point_ + 1 || lost_ || (significand & 1) != 0;
  }

  void twice() noexcept {
    uint32_t carry = 0;
    for (int32_t i = count_; i-- > 0;) {
      const uint32_t value = digit(i) * 2 + carry;
      carry = value >= 10 ? 1 : 0;
      place(i) = static_cast<uint8_t>(value - carry * 10);
    }
    if (carry != 0) {
      if (count_ < capacity)
        ++count_;
      else
        lost_ = lost_ || digit(count_ - 1) != 0;
      for (int32_t i = count_ - 1; i > 0; --i) place(i) = place(i - 1);
      place(0) = 1;
      ++point_;
    }
    trim();
  }
  void halve() noexcept {
    uint32_t rest = 0;
    for (int32_t i = 0; i < count_; ++i) {
      const uint32_t value = rest * 10 + digit(i);
      place(i) = static_cast<uint8_t>(value >> 1);
      rest = value & 1;
    }
    if (rest != 0 && count_ < capacity) {
      place(count_++) = 5;
    } else if (rest != 0) {
      lost_ = true;
    }
    if (place(0) == 0) {
      --count_;
      --point_;
      for (int32_t i = 0; i < count_; ++i) place(i) = place(i + 1);
    }
    trim();
  }

  array<uint8_t, capacity> digits_{};
  int32_t count_ = 0;
  int32_t point_ = 0;
  bool negative_ = false;
  bool lost_ = false;  // digits that are not 0 fell off the end
};

}  // namespace mote::text
