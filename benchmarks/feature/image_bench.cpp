// image_bench.cpp - lines of a camera made smaller, and their pixels made grey or shifted.
//
//   WORK    box, bilinear, grey, shift
//   FRAME, PICTURE   shapes of box and bilinear: height, width, channels
//   KIND    of grey: a name of mote::image::pixels
#include "harness.hpp"
#include "mote/feature/image/bilinear_downscale.hpp"
#include "mote/feature/image/box_downscale.hpp"
#include "mote/feature/image/normalize.hpp"
#include "mote/feature/image/pixels.hpp"
#include "mote/nn/network/shape.hpp"

#ifndef FRAME
#define FRAME 120, 160, 1
#endif
#ifndef PICTURE
#define PICTURE 30, 40, 1
#endif
#ifndef KIND
#define KIND rgb565_big
#endif

namespace {

using frame = mote::nn::shape<FRAME>;
using picture = mote::nn::shape<PICTURE>;
constexpr size_t width = frame::width * frame::channels;
BENCH_IN_RAM uint8_t lines[4][2 * width];
BENCH_IN_RAM uint8_t small_picture[picture::size];
BENCH_IN_RAM int8_t shifted[2 * width];

double weight(size_t i, size_t many, size_t j, size_t few) {
  const double middle =
      (static_cast<double>(j) + 0.5) * static_cast<double>(many) / static_cast<double>(few) - 0.5;
  const double apart = static_cast<double>(i) - middle;
  return apart <= -1 || apart >= 1 ? 0 : apart < 0 ? 1 + apart : 1 - apart;
}
double shared(size_t i, size_t many, size_t j, size_t few) {
  const double begins =
      static_cast<double>(j) * static_cast<double>(many) / static_cast<double>(few);
  const double ends = begins + static_cast<double>(many) / static_cast<double>(few);
  const double low = static_cast<double>(i) > begins ? static_cast<double>(i) : begins;
  const double high = static_cast<double>(i + 1) < ends ? static_cast<double>(i + 1) : ends;
  return high > low ? (high - low) / (ends - begins) : 0;
}

/// Each makes run() over a frame whose lines repeat, and exact(i) for its result(i).
template <class Down>
void make_smaller(Down& down, size_t count) {
  for (size_t y = 0; y < count; ++y) {
    (void)down.push(mote::span<const uint8_t, width>(&lines[y % 4][0]), small_picture);
  }
}
template <class Weight>
double smaller(size_t i, Weight part) {
  const size_t c = i % picture::channels, x = i / picture::channels % picture::width;
  const size_t y = i / picture::channels / picture::width;
  double sum = 0;
  for (size_t v = 0; v < frame::height; ++v) {
    const double down = part(v, frame::height, y, picture::height);
    if (down == 0) continue;
    for (size_t u = 0; u < frame::width; ++u) {
      sum +=
          down * part(u, frame::width, x, picture::width) * lines[v % 4][u * frame::channels + c];
    }
  }
  return sum;
}

namespace box {
mote::image::box_downscale<uint8_t, frame, picture> down;
constexpr size_t units = frame::size, results = picture::size;
[[gnu::noinline]] void run(size_t count) { make_smaller(down, count); }
double result(size_t i) { return small_picture[i]; }
double exact(size_t i) { return smaller(i, shared); }
}  // namespace box
namespace bilinear {
mote::image::bilinear_downscale<uint8_t, frame, picture> down;
constexpr size_t units = frame::size, results = picture::size;
[[gnu::noinline]] void run(size_t count) { make_smaller(down, count); }
double result(size_t i) { return small_picture[i]; }
double exact(size_t i) { return smaller(i, weight); }
}  // namespace bilinear
namespace grey {
constexpr size_t units = width, results = width;
[[gnu::noinline]] void run(size_t) {
  mote::image::to_grey<mote::image::pixels::KIND>(lines[0], mote::span<uint8_t>{lines[3], width});
}
double result(size_t i) { return lines[3][i]; }
double exact(size_t i) {
  const unsigned word = lines[0][2 * i] * 256u + lines[0][2 * i + 1];
  return 0.299 * (word >> 11) * 255 / 31 + 0.587 * ((word >> 5) & 63) * 255 / 63 +
         0.114 * (word & 31) * 255 / 31;
}
}  // namespace grey
namespace shift {
inline constexpr mote::image::normalization trained{1 / 255.0, 0, 1 / 255.0, -128};
constexpr size_t units = 2 * width, results = 2 * width;
[[gnu::noinline]] void run(size_t) { mote::image::normalize<trained>(lines[0], shifted); }
double result(size_t i) { return shifted[i]; }
double exact(size_t i) { return lines[0][i] - 128; }
}  // namespace shift

}  // namespace

namespace bench {

const uint32_t units = WORK::units;

void kernel() {
  WORK::run(frame::height);
  asm volatile("" : : "r"(lines), "r"(small_picture), "r"(shifted) : "memory");  // is read
}
void once() { WORK::run(1); }

/// Thousandths of a step between the results and exact arithmetic, at most.
int32_t check() {
  uint32_t state = 1;
  for (auto& line : lines) {
    for (uint8_t& pixel : line) {
      state = state * 1664525u + 1013904223u;
      pixel = static_cast<uint8_t>(state >> 24);
    }
  }
  WORK::run(frame::height);
  double worst = 0;
  for (size_t i = 0; i < WORK::results; i += 101) {
    const double off = WORK::result(i) - WORK::exact(i);
    if (off > worst) worst = off;
    if (-off > worst) worst = -off;
  }
  return static_cast<int32_t>(worst * 1000);
}

}  // namespace bench
