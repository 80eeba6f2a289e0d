// convert.hpp - samples of one number type as samples of another. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/block/misfit.hpp"
#include "../core/expects.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/row/fixed_point_block.hpp"

namespace mote {

namespace detail::filter {
/// A name for the sentence that refuses a type.
template <class From, class To>
struct conversion;

/// Offset binary, and two's complement: all that differs is the highest bit.
template <class Unsigned>
using signed_type = traits::choose_t<sizeof(Unsigned) == 1, int8_t, int16_t>;
template <class Unsigned>
constexpr signed_type<Unsigned> signed_of(Unsigned x) noexcept {
  return static_cast<signed_type<Unsigned>>(static_cast<int32_t>(x) +
                                            numeric<signed_type<Unsigned>>::lowest);
}
template <class Signed>
constexpr auto unsigned_of(Signed x) noexcept {
  return static_cast<traits::choose_t<sizeof(Signed) == 1, uint8_t, uint16_t>>(
      static_cast<int32_t>(x) - numeric<Signed>::lowest);
}
}  // namespace detail::filter

/// One sample as another type; full scale stays full scale: 1.0 is 32768 is 128.
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t to any of them. Those without a sign
///          are offset binary, as converters give it: 128 and 32768 are 0. An ADC of 12 bits, whose
///          middle is 2048, counts in steps of 16: shift its samples up by four bits first
/// Range    saturated: 1.0 becomes the highest integer; NaN becomes 0
/// Target   bit-exact: integer to integer rounds half up, float to integer to nearest with halves
///          to even; int8_t and int16_t to float are exact, int32_t to nearest
template <class To, class From>
MOTE_BIT_CONSTEXPR To convert(From x) noexcept {
  using both = detail::filter::conversion<From, To>;
  static_assert(traits::takes_samples<both, From, traits::samples::with_unsigned>);
  static_assert(traits::takes_samples<both, To, traits::samples::with_unsigned>);
  if constexpr (traits::same<To, From>) {
    return x;
  } else if constexpr (is_unsigned_sample<From>) {
    return convert<To>(detail::filter::signed_of(x));
  } else if constexpr (is_unsigned_sample<To>) {
    return detail::filter::unsigned_of(convert<detail::filter::signed_type<To>>(x));
  } else if constexpr (traits::same<From, float>) {
    return kernel::to_fixed<To>(x);
  } else if constexpr (traits::same<To, float>) {
    return kernel::to_float(x);
  } else if constexpr (sizeof(To) > sizeof(From)) {
    constexpr int bits = static_cast<int>(8 * (sizeof(To) - sizeof(From)));
    return static_cast<To>(static_cast<To>(x) * static_cast<To>(int32_t{1} << bits));
  } else {
    constexpr int bits = static_cast<int>(8 * (sizeof(From) - sizeof(To)));
    const int32_t rounded = (static_cast<int32_t>(x) >> bits) + ((x >> (bits - 1)) & 1);
    return static_cast<To>(rounded > numeric<To>::highest ? numeric<To>::highest : rounded);
  }
}

/// A block of them: convert<int16_t, float>(in, out).
///
/// Shape    blocks of one length, which must not overlap
/// Time     see docs/reference/filter.md; vectors on Helium
template <class From, class To>
MOTE_BIT_CONSTEXPR void convert(span<const From> in, span<To> out) noexcept {
  MOTE_EXPECTS(in.size() == out.size(), "the output must be as long as the input");
  if constexpr (traits::same<From, int16_t> && traits::same<To, float>) {
    kernel::to_float(in.data(), out.data(), in.size());
  } else if constexpr (traits::same<From, float> && traits::same<To, int16_t>) {
    kernel::to_fixed(in.data(), out.data(), in.size());
  } else {
    const From* from = in.data();
    To* to = out.data();
    for (size_t left = in.size(); left > 0; --left) *to++ = convert<To>(*from++);
  }
}

template <class From, class To, class In, class Out,
          traits::if_misfit<traits::are_blocks<From, To, In, Out> &&
                            traits::may_be_times<1, In, Out>> = 0>
constexpr void convert(In&&, Out&&) noexcept {
  constexpr bool blocks = traits::are_blocks<From, To, In, Out>;
  traits::refuse_blocks<blocks, In, Out>();
  static_assert(!blocks, "convert: the output must be as long as the input");
}

/// 24-bit samples of three bytes, the lowest first (WAV, I2S, ADS1256), as Q31: full scale is full
/// scale, the lowest 8 bits are 0. `>> 8` gives the 24-bit number.
///
/// Shape    `bytes` holds 3 bytes for each sample of `out`
/// Target   exact
constexpr void unpack_int24(span<const uint8_t> bytes, span<int32_t> out) noexcept {
  MOTE_EXPECTS(bytes.size() == 3 * out.size(), "a sample of 24 bits has 3 bytes");
  const uint8_t* from = bytes.data();
  int32_t* to = out.data();
  for (size_t left = out.size(); left > 0; --left, from += 3) {
    *to++ = static_cast<int32_t>((uint32_t{from[2]} << 24) | (uint32_t{from[1]} << 16) |
                                 (uint32_t{from[0]} << 8));
  }
}

template <class In, class Out,
          traits::if_misfit<traits::are_blocks<uint8_t, int32_t, In, Out> &&
                            traits::may_be_times<3, In, Out>> = 0>
constexpr void unpack_int24(In&&, Out&&) noexcept {
  constexpr bool blocks = traits::are_blocks<uint8_t, int32_t, In, Out>;
  traits::refuse_blocks<blocks, In, Out>();
  static_assert(!blocks, "unpack_int24: three bytes make one sample");
}

}  // namespace mote
