// integers.cpp - checksums of the integer arithmetic of core/ on extreme and random numbers.
#include "checksum.hpp"
#include "mote/core/crc32.hpp"
#include "mote/core/math.hpp"
#include "mote/core/number/binary64.hpp"
#include "mote/core/numeric.hpp"
#include "mote/core/ordered.hpp"
#include "mote/core/text/number_text.hpp"
#include "mote/feature/tilt.hpp"
#include "mote/kernel/row/in_flash.hpp"
#include "mote/model/trees/tree_file.hpp"
#include "mote/model/vote/sums.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
namespace b64 = mote::binary64;

constexpr int many = 400;

/// A double in [2^-60, 2^60), its fraction of any kind, or zero.
b64::bits real(random& next) {
  const uint64_t fraction = any<uint64_t>(next) & (b64::hidden_bit - 1);
  const uint64_t exponent = 1023 - 60 + next.below(120);
  return next.below(20) == 0 ? 0 : (exponent << b64::fraction_bits) | fraction;
}

void binary64() {
  random next{1};
  hash sum, near, quotient, fixed;
  for (int i = 0; i < many; ++i) {
    const b64::bits a = real(next), b = real(next);
    sum.add(b64::add(a, b));
    const uint64_t gap = next.below(58);
    near.add(b64::add(a, ((a >> b64::fraction_bits) > gap ? a - (gap << b64::fraction_bits) : 0) ^
                             (any<uint64_t>(next) & (b64::hidden_bit - 1))));
    quotient.add(b64::divide(a, static_cast<uint16_t>(1 + next.below(65535))));
    const b64::bits fraction =
        (a & (b64::hidden_bit - 1)) |
        (static_cast<b64::bits>(1023 - next.below(40)) << b64::fraction_bits);
    fixed.add(b64::to_fixed(fraction, 31));
    fixed.add(b64::to_fixed(fraction, 15));
  }
  // 2^10 - 3 * 2^-43 and 2^-23 + 2^-75: the sum that libgcc's own double gets wrong on Thumb.
  near.add(b64::add(0x408ffffffffffffdu, 0x3e80000000000001u));
  sum.print("binary64_add");
  near.print("binary64_add_near");
  quotient.print("binary64_divide");
  fixed.print("binary64_to_fixed");
}

void decay() {
  random next{2};
  hash power, weight;
  for (int i = 0; i < many; ++i) {
    power.add(mote::exp2_q15(any<uint32_t>(next)));
    power.add(mote::exp2_q15(next() >> 12));
    const mote::decay fade{static_cast<uint16_t>(0x8000u | next()),
                           static_cast<uint8_t>(next.below(48))};
    weight.add(fade(any<uint32_t>(next)));
    weight.add(fade(next() >> next.below(32)));
  }
  power.print("exp2_q15");
  weight.print("decay");
}

template <class T>
void numeric(const char* saturate, const char* narrow) {
  using type = mote::numeric<T>;
  using acc = typename type::acc;
  random next{3};
  hash saturated, narrowed;
  for (int i = 0; i < many; ++i) {
    saturated.add(type::saturate(any<acc>(next)));
    const int shift = static_cast<int>(next.below(8 * sizeof(acc)));
    narrowed.add(type::narrow(any<acc>(next), shift));
  }
  const int64_t edges[] = {type::highest, type::lowest};
  for (const int64_t edge : edges) {
    for (int64_t beside = -1; beside <= 1; ++beside) {
      saturated.add(type::saturate(static_cast<acc>(edge + beside)));
    }
  }
  saturated.print(saturate);
  narrowed.print(narrow);
}

// For constants: the compiler computes these, in its own double.
void from_real() {
  hash q7, q15;
  constexpr mote::array<int8_t, 5> q7s{
      {mote::numeric<int8_t>::from_real(0.1), mote::numeric<int8_t>::from_real(-0.7071067811865476),
       mote::numeric<int8_t>::from_real(1.0), mote::numeric<int8_t>::from_real(-3.0),
       mote::numeric<int8_t>::from_real(-0.5, 0)}};
  constexpr mote::array<int16_t, 5> q15s{{mote::numeric<int16_t>::from_real(0.1),
                                          mote::numeric<int16_t>::from_real(-0.7071067811865476),
                                          mote::numeric<int16_t>::from_real(1.0),
                                          mote::numeric<int16_t>::from_real(-3.0),
                                          mote::numeric<int16_t>::from_real(123.4567, 8)}};
  q7.add(q7s);
  q15.add(q15s);
  q7.print("from_real_q7");
  q15.print("from_real_q15");
#if !defined(__AVR__)  // whose compiler's double is binary32: 24 bits cannot hold a Q31 constant
  constexpr mote::array<int32_t, 4> q31s{{mote::numeric<int32_t>::from_real(0.1),
                                          mote::numeric<int32_t>::from_real(-0.7071067811865476),
                                          mote::numeric<int32_t>::from_real(1.0),
                                          mote::numeric<int32_t>::from_real(-3.0)}};
  hash q31;
  q31.add(q31s);
  q31.print("from_real_q31");
#endif
}

void keys() {
  random next{4};
  hash order;
  for (int i = 0; i < many; ++i) order.add(mote::key(mote::bit_cast<float>(any<uint32_t>(next))));
  order.print("key_of_float");
}

/// Digits of every length, with and without a point and an exponent.
void texts() {
  random next{5};
  hash decimals, integers, crcs;
  mote::crc32 crc;
  for (int i = 0; i < many / 2; ++i) {
    char text[24];
    size_t used = 0;
    if (next.below(3) == 0) text[used++] = '-';
    for (uint16_t left = static_cast<uint16_t>(1 + next.below(11)); left > 0; --left) {
      text[used++] = static_cast<char>('0' + next.below(10));
    }
    text[used] = 0;
    int32_t whole = 0;
    const bool fits = mote::text::parse_integer(text, whole) == mote::status_code::ok;
    integers.add(fits);
    if (fits) integers.add(whole);
    if (next.below(2) == 0) {
      text[used++] = '.';
      text[used++] = static_cast<char>('0' + next.below(10));
      text[used++] = static_cast<char>('0' + next.below(10));
    }
    if (next.below(2) == 0) {
      text[used++] = 'e';
      if (next.below(2) == 0) text[used++] = '-';
      text[used++] = static_cast<char>('0' + next.below(5));
      text[used++] = static_cast<char>('0' + next.below(10));
    }
    text[used] = 0;
    mote::text::decimal number;
    uint32_t value = 0;  // the bits of a float
    const bool ok = number.parse(text) == mote::status_code::ok &&
                    number.to_float(value) == mote::status_code::ok;
    decimals.add(ok);
    if (ok) decimals.add(value);
    for (size_t c = 0; c < used; ++c) crc.add(static_cast<uint8_t>(text[c]));
    crcs.add(~crc.value());
  }
  integers.print("parse_integer");
  decimals.print("decimal_to_float");
  crcs.print("crc32");
}

/// Numbers of every byte, so that a byte that is lost or in another place is seen.
template <class T>
struct row_of {
  static constexpr size_t count = 37;
  static constexpr mote::array<T, count> make() {
    mote::array<T, count> made{};
    uint64_t state = 20261128;
    for (T& value : made) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      value = static_cast<T>(sizeof(T) == 8 ? state : state >> 32);
    }
    return made;
  }
  static constexpr mote::array<T, count> row = make();
  static constexpr const auto& values() { return row; }
};

template <class T>
void row_in_flash(hash& read) {
  const auto start = mote::kernel::in_flash<row_of<T>>();
  auto step = start;
  for (size_t i = 0; i < row_of<T>::count; ++i, ++step) {
    read.add(start[i]);
    read.add(*step);
    read.add(*(start + (row_of<T>::count - 1 - i)));
  }
}

#if MOTE_HAS_FLASH_SPACE
static_assert(!__is_convertible_to(mote::kernel::flash_pointer<int16_t>, const int16_t*),
              "code that reads RAM must not take a pointer into flash");
#endif

void rows_in_flash() {
  hash read;
  row_in_flash<int8_t>(read);
  row_in_flash<uint8_t>(read);
  row_in_flash<int16_t>(read);
  row_in_flash<uint16_t>(read);
  row_in_flash<int32_t>(read);
  row_in_flash<uint64_t>(read);
  row_in_flash<float>(read);
  read.print("rows_in_flash");
}

void tilts() {
  random next{9};
  hash pitch, roll;
  for (int i = 0; i < many; ++i) {
    const mote::array<int16_t, 3> gravity{
        {any<int16_t>(next), any<int16_t>(next), any<int16_t>(next)}};
    const auto held = mote::tilt(gravity);
    pitch.add(held.pitch);
    roll.add(held.roll);
  }
  pitch.print("tilt_pitch");
  roll.print("tilt_roll");
}

}  // namespace

int main() {
  binary64();
  decay();
  numeric<int8_t>("saturate_q7", "narrow_q7");
  numeric<int16_t>("saturate_q15", "narrow_q15");
  numeric<int32_t>("saturate_q31", "narrow_q31");
  from_real();
  keys();
  texts();
  rows_in_flash();
  tilts();
  console::print("end\n");
  console::end();
}
