// images.cpp - checksums of pixels, and of frames made smaller: noise and extremes.
#include "mote/feature/image/bilinear_downscale.hpp"
#include "mote/feature/image/box_downscale.hpp"
#include "mote/feature/image/normalize.hpp"
#include "mote/feature/image/pixels.hpp"
#include "mote/nn/network/shape.hpp"

#include "checksum.hpp"

namespace {

using checksum::hash;
using checksum::random;
using mote::image::pixels;
using mote::nn::shape;

inline constexpr mote::image::normalization shifted{1 / 255.0, 0, 1 / 255.0, -128};

template <class Sample>
Sample sample(int kind, random& next) {
  const uint32_t any = next();
  if (kind == 0) return mote::numeric<Sample>::highest;
  if (kind == 1) return mote::numeric<Sample>::lowest;
  if (kind == 2)
    return (any & 4) != 0 ? mote::numeric<Sample>::highest : mote::numeric<Sample>::lowest;
  return static_cast<Sample>(any & 0xffffu);
}

template <class Sample, template <class, class, class> class Down, class Frame, class Picture>
void frames(const char* name) {
  constexpr size_t width = Frame::width * Frame::channels;
  static Down<Sample, Frame, Picture> down;
  static mote::array<Sample, width> line;
  static mote::array<Sample, Picture::size> picture;
  hash sum;
  random next{1};
  for (int kind = 0; kind < 6; ++kind) {
    for (size_t y = 0; y < Frame::height; ++y) {
      for (Sample& x : line) x = sample<Sample>(kind, next);
      if (!down.push(line, picture)) continue;
      for (const Sample x : picture) sum.add(static_cast<int32_t>(x));
    }
  }
  sum.print(name);
}

template <pixels Kind>
void colours(const char* name) {
  static mote::array<uint8_t, 24> line;
  static mote::array<uint8_t, 24 / mote::image::bytes_of(Kind)> grey;
  static mote::array<uint8_t, 3 * grey.size()> rgb;
  static mote::array<int8_t, grey.size()> x;
  hash sum;
  random next{2};
  for (int times = 0; times < 32; ++times) {
    for (uint8_t& byte : line) byte = static_cast<uint8_t>(next() & 255u);
    mote::image::to_grey<Kind>(line, grey);
    mote::image::to_rgb<Kind>(line, rgb);
    mote::image::normalize<shifted>(grey, x);
    for (const int8_t one : x) sum.add(one);
    for (const uint8_t one : rgb) sum.add(one);
  }
  sum.print(name);
}

}  // namespace

int main() {
  using mote::image::bilinear_downscale;
  using mote::image::box_downscale;
  frames<uint8_t, box_downscale, shape<8, 12, 1>, shape<2, 3, 1>>("box.whole.uint8");
  frames<uint8_t, box_downscale, shape<10, 15, 3>, shape<6, 6, 3>>("box.part.uint8");
  frames<int8_t, box_downscale, shape<7, 37, 1>, shape<5, 12, 1>>("box.walked.int8");
  frames<int16_t, box_downscale, shape<9, 15, 2>, shape<4, 7, 2>>("box.part.int16");
  frames<uint8_t, bilinear_downscale, shape<15, 20, 1>, shape<6, 12, 1>>("bilinear.uint8");
  frames<int16_t, bilinear_downscale, shape<9, 15, 2>, shape<4, 7, 2>>("bilinear.int16");
  colours<pixels::rgb565_big>("pixels.rgb565_big");
  colours<pixels::rgb565_little>("pixels.rgb565_little");
  colours<pixels::yuyv>("pixels.yuyv");
  colours<pixels::rgb888>("pixels.rgb888");
  console::print("end\n");
  console::end();
}
