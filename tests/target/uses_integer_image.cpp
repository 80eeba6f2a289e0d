// Lines of a camera: no floating point, no division of 64 bits.
#include "mote/mote.hpp"

namespace uses {

using mote::image::pixels;
using frame = mote::nn::shape<30, 40, 1>;
using picture = mote::nn::shape<12, 16, 1>;
using middle = mote::nn::shape<30, 30, 1>;

using boxes = mote::image::box_downscale<uint8_t, frame, picture>;
using many_boxes =
    mote::image::box_downscale<int16_t, mote::nn::shape<37, 41, 2>, mote::nn::shape<11, 12, 2>>;
using nearest = mote::image::bilinear_downscale<int8_t, frame, picture>;
using cut = mote::image::crop<uint8_t, frame, middle, 0, 5>;

inline constexpr mote::image::normalization shifted{1 / 255.0, 0, 1 / 255.0, -128};
inline constexpr mote::array<mote::image::normalization, 3> each{
    {{1 / 58.4, -2.1, 0.02, 3}, {1 / 57.1, -2.0, 0.02, 3}, {1 / 57.4, -1.8, 0.02, 3}}};

bool take(boxes& down, mote::span<const uint8_t, 40> line, mote::span<uint8_t, 192> out);
bool take(boxes& down, mote::span<const uint8_t, 40> line, mote::span<uint8_t, 192> out) {
  if (down.rows() > 12) down.reset();
  return down.push(line, out);
}
void take(many_boxes& down, mote::span<const int16_t, 37 * 82> in, mote::span<int16_t, 264> out);
void take(many_boxes& down, mote::span<const int16_t, 37 * 82> in, mote::span<int16_t, 264> out) {
  down.process(in, out);
}
void take(nearest& down, mote::span<const int8_t, 1200> in, mote::span<int8_t, 192> out);
void take(nearest& down, mote::span<const int8_t, 1200> in, mote::span<int8_t, 192> out) {
  down.process(in, out);
}
bool take(cut& part, mote::span<const uint8_t, 40> line, mote::span<uint8_t> rgb);
bool take(cut& part, mote::span<const uint8_t, 40> line, mote::span<uint8_t> rgb) {
  if (!part.push(line)) return false;
  mote::image::to_rgb<pixels::yuyv>(mote::span<const uint8_t>{part.view().data(), 20}, rgb);
  return true;
}
void turn(mote::span<const uint8_t> line, mote::span<uint8_t> grey, mote::span<int8_t> x);
void turn(mote::span<const uint8_t> line, mote::span<uint8_t> grey, mote::span<int8_t> x) {
  mote::image::to_grey<pixels::rgb565_big>(line, grey);
  mote::image::to_grey<pixels::rgb565_little>(line, grey);
  mote::image::to_grey<pixels::rgb888>(line, grey);
  mote::image::to_grey<pixels::uyvy>(line, grey);
  mote::image::normalize<shifted>(grey, x);
  mote::image::normalize<each>(grey, x);
}

}  // namespace uses
