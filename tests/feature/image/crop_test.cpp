#include "mote/feature/image/crop.hpp"

#include <gtest/gtest.h>

#include <random>

#include "mote/core/array.hpp"
#include "mote/nn/network/shape.hpp"

namespace {

using mote::array;
using mote::span;
using mote::nn::shape;

constexpr array<int16_t, 2> corner() {
  const array<int16_t, 6> frame{{1, 2, 3, 4, 5, 6}};
  array<int16_t, 2> part{};
  mote::image::crop<int16_t, shape<2, 3, 1>, shape<1, 2, 1>, 1, 1>{}.process(frame, part);
  return part;
}
static_assert(corner()[0] == 5 && corner()[1] == 6);

template <size_t Height, size_t Width, size_t Top, size_t Left>
void check() {
  using frame_shape = shape<7, 9, 2>;
  using part_shape = shape<Height, Width, 2>;
  mote::image::crop<uint8_t, frame_shape, part_shape, Top, Left> cut;
  std::mt19937 next{1};
  for (int frames = 0; frames < 3; ++frames) {
    array<uint8_t, frame_shape::size> frame{};
    for (uint8_t& x : frame) x = static_cast<uint8_t>(next());
    array<uint8_t, part_shape::size> whole{};
    cut.process(frame, whole);
    size_t rows = 0;
    for (size_t y = 0; y < 7; ++y) {
      if (!cut.push(span<const uint8_t, 18>(frame.data() + 18 * y))) continue;
      ASSERT_EQ(y, Top + rows);
      for (size_t i = 0; i < 2 * Width; ++i) {
        ASSERT_EQ(cut.view()[i], frame[18 * y + 2 * Left + i]);
        ASSERT_EQ(cut.view()[i], whole[2 * Width * rows + i]);
      }
      ++rows;
    }
    ASSERT_EQ(rows, Height);
  }
}

TEST(Crop, HasItsLinesAndPixelsOfEachFrame) {
  check<7, 9, 0, 0>();
  check<3, 4, 4, 5>();
  check<1, 1, 3, 8>();
  check<5, 2, 0, 1>();
}

TEST(Crop, ResetBeginsAFrame) {
  mote::image::crop<uint8_t, shape<3, 2, 1>, shape<1, 2, 1>, 1, 0> cut;
  const array<uint8_t, 2> line{};
  EXPECT_FALSE(cut.push(line));
  EXPECT_TRUE(cut.push(line));
  cut.reset();
  EXPECT_FALSE(cut.push(line));
  EXPECT_TRUE(cut.push(line));
  EXPECT_FALSE(cut.push(line));
  EXPECT_FALSE(cut.push(line));
}

}  // namespace
