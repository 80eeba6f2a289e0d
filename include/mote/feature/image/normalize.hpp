// normalize.hpp - pixels as the numbers that a network takes. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/block/misfit.hpp"
#include "../../core/expects.hpp"
#include "../../core/numeric.hpp"
#include "../../core/span.hpp"
#include "../../kernel/row/offset_binary.hpp"
#include "../../kernel/row/opaque.hpp"

namespace mote::image {

/// What a pixel was in training, factor * pixel + offset, and which integer stands for that:
/// round(value / step) + zero. A network that was trained on pixels / 255, with a step of 1/255 and
/// its zero at -128, is {1 / 255.0, 0, 1 / 255.0, -128}; one that was trained on (pixel / 255 -
/// mean) / deviation has the factor 1 / (255 * deviation) and the offset -mean / deviation.
struct normalization {
  double factor = 1, offset = 0;
  double step = 1;
  int zero = 0;
};

}  // namespace mote::image

namespace mote::detail::image {

using mote::image::normalization;

/// One for all channels, or an array of one each.
constexpr array<normalization, 1> by_channel(const normalization& all) noexcept { return {{all}}; }
template <size_t Channels>
constexpr array<normalization, Channels> by_channel(
    const array<normalization, Channels>& each) noexcept {
  return each;
}

constexpr bool finite(double x) noexcept { return x > -1e30 && x < 1e30; }
template <size_t Channels>
constexpr bool sound(const array<normalization, Channels>& all) noexcept {
  for (const normalization& one : all) {
    if (!finite(one.factor) || !finite(one.offset) || !(one.step > 0) || !finite(one.step)) {
      return false;
    }
  }
  return true;
}

/// Of each of the 256 pixels the nearest integer, halves away from 0, saturated.
template <class Integer>
constexpr array<Integer, 256> table_of(const normalization& how) noexcept {
  array<Integer, 256> table{};
  for (size_t pixel = 0; pixel < 256; ++pixel) {
    const double real = how.factor * static_cast<double>(pixel) + how.offset;
    const double steps = how.step > 0 ? real / how.step : 0;
    constexpr double most = 1e9;
    const double whole = steps < -most ? -most : steps > most ? most : steps;
    const int32_t nearest = static_cast<int32_t>(whole < 0 ? whole - 0.5 : whole + 0.5) + how.zero;
    table[pixel] =
        static_cast<Integer>(nearest < numeric<Integer>::lowest    ? numeric<Integer>::lowest
                             : nearest > numeric<Integer>::highest ? numeric<Integer>::highest
                                                                   : nearest);
  }
  return table;
}

template <class Integer>
constexpr bool is_offset_binary(const array<Integer, 256>& table) noexcept {
  for (size_t pixel = 0; pixel < 256; ++pixel) {
    if (table[pixel] != static_cast<int32_t>(pixel) - 128) return false;
  }
  return sizeof(Integer) == 1;
}

/// The tables of a normalization, one a channel.
template <const auto& How, class Integer>
struct tables {
  static constexpr auto channels = by_channel(How);
  static constexpr auto make() noexcept {
    array<array<Integer, 256>, channels.size()> made{};
    for (size_t c = 0; c < channels.size(); ++c) made[c] = table_of<Integer>(channels[c]);
    return made;
  }
  static constexpr auto all = make();
};

template <const auto& How>
constexpr void check(size_t pixels, size_t numbers) noexcept {
  constexpr auto how = by_channel(How);
  static_assert(sound(how), "a normalization has finite numbers and a step above 0");
  MOTE_EXPECTS(pixels == numbers, "there is a number for each pixel");
  MOTE_EXPECTS(numbers % how.size() == 0, "each pixel has all channels");
}

template <const auto& How, class Integer>
constexpr void by_table(span<const uint8_t> pixels, span<Integer> out) noexcept {
  using made = tables<How, Integer>;
  check<How>(pixels.size(), out.size());
  if constexpr (made::all.size() == 1 && is_offset_binary(made::all[0])) {
    kernel::offset_binary(pixels.data(), out.data(), out.size());
  } else {
    const uint8_t* from = pixels.data();
    Integer* to = out.data();
    for (size_t left = out.size() / made::all.size(); left > 0; --left) {
      for (const auto& table : made::all) *to++ = table[*from++];
      from = kernel::opaque(from);
    }
  }
}

}  // namespace mote::detail::image

namespace mote::image {

/// Pixels to int8_t or int16_t, by a table of 256 numbers a channel; where the table only takes 128
/// off, by words and without one.
///
///   inline constexpr mote::image::normalization trained{1 / 255.0, 0, 1 / 255.0, -128};
///   mote::image::normalize<trained>(picture, x);
///
/// Shape    blocks of one length; with an array of normalizations, the channels in turn. `out` may
///          be the same bytes as `pixels`
/// Range    saturated
/// Target   bit-exact: to the nearest, halves away from 0, worked out by the compiler in double; on
///          AVR in its double of 32 bits, if it has no -mdouble=64
template <const auto& How>
constexpr void normalize(span<const uint8_t> pixels, span<int8_t> out) noexcept {
  detail::image::by_table<How>(pixels, out);
}
template <const auto& How>
constexpr void normalize(span<const uint8_t> pixels, span<int16_t> out) noexcept {
  detail::image::by_table<How>(pixels, out);
}

/// Pixels to float: factor * pixel + offset; step and zero are of integers.
///
/// Target   within 2^-23 of |factor * pixel| + |offset|
template <const auto& How>
constexpr void normalize(span<const uint8_t> pixels, span<float> out) noexcept {
  constexpr auto how = detail::image::by_channel(How);
  detail::image::check<How>(pixels.size(), out.size());
  const uint8_t* from = pixels.data();
  float* to = out.data();
  for (size_t left = out.size() / how.size(); left > 0; --left) {
    for (const normalization& one : how) {
      *to++ = static_cast<float>(one.factor) * static_cast<float>(*from++) +
              static_cast<float>(one.offset);
    }
  }
}

template <const auto& How, class In, class Out,
          traits::if_misfit<traits::becomes<In, span<const uint8_t>> &&
                            traits::becomes<Out, span<int8_t>, span<int16_t>, span<float>>> = 0>
constexpr void normalize(In&&, Out&&) noexcept {
  traits::refuse_blocks<In, Out>();
}

}  // namespace mote::image
