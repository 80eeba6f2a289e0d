// pixels.hpp - lines of a camera as grey, or as red, green and blue. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/block/misfit.hpp"
#include "../../core/expects.hpp"
#include "../../core/span.hpp"
#include "../../kernel/row/opaque.hpp"

namespace mote::image {

/// How pixels lie in a line.
enum class pixels : uint8_t {
  grey,           // a byte
  rgb888,         // red, green, blue
  rgb565_big,     // 16 bits, the byte with red first: as most cameras send it
  rgb565_little,  // the same as a uint16_t of the chip
  yuyv,           // of two pixels: grey, blue difference, grey, red difference
  uyvy,           // blue difference, grey, red difference, grey
};

constexpr size_t bytes_of(pixels kind) noexcept {
  return kind == pixels::grey ? 1 : kind == pixels::rgb888 ? 3 : 2;
}

/// Of one pixel.
struct colour {
  uint8_t red, green, blue;
};

/// 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601) with weights of 16 bits, rounded half up.
///
/// Target   bit-exact, within 0.503 of the real weights; what Pillow's convert("L") gives
constexpr uint8_t grey_of(colour c) noexcept {
  return static_cast<uint8_t>(
      (c.red * uint32_t{19595} + c.green * uint32_t{38470} + c.blue * uint32_t{7471} + 32768) >>
      16);
}

}  // namespace mote::image

namespace mote::detail::image {
/// The nearest of 256 steps: 31 and 63 are 255.
constexpr mote::image::colour of_565(uint8_t high, uint8_t low) noexcept {
  const uint32_t red = high >> 3;
  const uint32_t green = ((high & 7u) << 3) | (low >> 5);
  const uint32_t blue = low & 31u;
  return {static_cast<uint8_t>((red * 527 + 23) >> 6),
          static_cast<uint8_t>((green * 259 + 33) >> 6),
          static_cast<uint8_t>((blue * 527 + 23) >> 6)};
}

constexpr uint8_t clipped(int32_t x) noexcept {
  return static_cast<uint8_t>(x < 0 ? 0 : x > 255 ? 255 : x);
}
/// JPEG's colours (BT.601, all 256 steps): what is added to grey has 16 bits below the point.
constexpr mote::image::colour of_yuv(int32_t y, int32_t u, int32_t v) noexcept {
  u -= 128;
  v -= 128;
  return {clipped(y + ((91881 * v + 32768) >> 16)),
          clipped(y - ((22554 * u + 46802 * v + 32768) >> 16)),
          clipped(y + ((116130 * u + 32768) >> 16))};
}

constexpr void put(uint8_t*& to, mote::image::colour c) noexcept {
  to[0] = c.red;
  to[1] = c.green;
  to[2] = c.blue;
  to += 3;
}

template <mote::image::pixels Kind>
constexpr void check_lengths(size_t bytes, size_t count) noexcept {
  using mote::image::pixels;
  constexpr bool pairs = Kind == pixels::yuyv || Kind == pixels::uyvy;
  MOTE_EXPECTS(bytes == count * mote::image::bytes_of(Kind),
               "the output has as many pixels as the line, which are whole ones");
  MOTE_EXPECTS(!pairs || count % 2 == 0, "a line of YUYV or UYVY has an even number of pixels");
}
}  // namespace mote::detail::image

namespace mote::image {

/// A line, or a whole picture, as grey: a byte a pixel. Of YUYV and UYVY it is the grey that they
/// have.
///
/// Shape    a byte of `out` for each pixel of `line`; `out` may begin where `line` does
/// Time     of RGB565 about 20 operations a pixel
/// Target   bit-exact
template <pixels Kind>
constexpr void to_grey(span<const uint8_t> line, span<uint8_t> out) noexcept {
  const uint8_t* in = line.data();
  uint8_t* to = out.data();
  size_t left = out.size();
  detail::image::check_lengths<Kind>(line.size(), left);
  for (; left > 0; --left, in = kernel::opaque(in + bytes_of(Kind))) {
    if constexpr (Kind == pixels::rgb888) {
      *to++ = grey_of({in[0], in[1], in[2]});
    } else if constexpr (Kind == pixels::rgb565_big) {
      *to++ = grey_of(detail::image::of_565(in[0], in[1]));
    } else if constexpr (Kind == pixels::rgb565_little) {
      *to++ = grey_of(detail::image::of_565(in[1], in[0]));
    } else {
      *to++ = in[Kind == pixels::uyvy ? 1 : 0];
    }
  }
}

/// A line, or a whole picture, as red, green, blue: three bytes a pixel.
///
/// Shape    three bytes of `out` for each pixel of `line`, which must not overlap
/// Target   bit-exact: of RGB565 the nearest; of YUYV and UYVY within 1 of the real weights
template <pixels Kind>
constexpr void to_rgb(span<const uint8_t> line, span<uint8_t> out) noexcept {
  const uint8_t* in = line.data();
  uint8_t* to = out.data();
  size_t left = line.size() / bytes_of(Kind);
  MOTE_EXPECTS(out.size() == 3 * left, "a pixel has red, green and blue");
  detail::image::check_lengths<Kind>(line.size(), left);
  if constexpr (Kind == pixels::yuyv || Kind == pixels::uyvy) {
    constexpr size_t grey = Kind == pixels::uyvy ? 1 : 0;
    for (; left > 0; left -= 2, in += 4) {
      detail::image::put(to, detail::image::of_yuv(in[grey], in[1 - grey], in[3 - grey]));
      detail::image::put(to, detail::image::of_yuv(in[grey + 2], in[1 - grey], in[3 - grey]));
    }
  } else {
    for (; left > 0; --left, in += bytes_of(Kind)) {
      if constexpr (Kind == pixels::rgb888) {
        detail::image::put(to, {in[0], in[1], in[2]});
      } else if constexpr (Kind == pixels::rgb565_big) {
        detail::image::put(to, detail::image::of_565(in[0], in[1]));
      } else if constexpr (Kind == pixels::rgb565_little) {
        detail::image::put(to, detail::image::of_565(in[1], in[0]));
      } else {
        detail::image::put(to, {in[0], in[0], in[0]});
      }
    }
  }
}

template <pixels Kind, class In, class Out,
          traits::if_misfit<traits::are_blocks<uint8_t, uint8_t, In, Out>> = 0>
constexpr void to_grey(In&&, Out&&) noexcept {
  traits::refuse_blocks<In, Out>();
}
template <pixels Kind, class In, class Out,
          traits::if_misfit<traits::are_blocks<uint8_t, uint8_t, In, Out>> = 0>
constexpr void to_rgb(In&&, Out&&) noexcept {
  traits::refuse_blocks<In, Out>();
}

}  // namespace mote::image
