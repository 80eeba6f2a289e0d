// expect: symmetric_trees: a depth, column or leaf is out of range
#include "../target/small_trees.hpp"

namespace link = mote::link;
constexpr auto made = [](size_t depth) {
  auto out = small_trees::symmetric<int16_t, uint8_t>(
      mote::value_sum<link::identity, void, int16_t, 1>{{{5}}, 0.5f, {}}, -3, 9);
  out.depths[0] = static_cast<uint8_t>(depth);
  return out;
};
#ifdef MOTE_CURED
constexpr auto model = made(2);
#else
constexpr auto model = made(3);
#endif

auto decide(const int16_t (&x)[3]) { return mote::predict<model>(x); }
