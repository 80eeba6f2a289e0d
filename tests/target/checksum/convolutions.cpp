// convolutions.cpp - checksums of networks of int8_t: every layer, along two ways that meet.
#include "checksum.hpp"
#include "mote/nn/network.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;
namespace nn = mote::nn;

constexpr int many = 20;

template <size_t Outputs, size_t Inputs>
constexpr nn::weights<int8_t, Outputs, Inputs> made(uint32_t state, int shift) {
  nn::weights<int8_t, Outputs, Inputs> result{};
  const auto next = [&state](uint32_t count) {
    state = state * 1664525u + 1013904223u;
    return static_cast<int32_t>((state >> 8) % count);
  };
  for (int32_t& v : result.start) v = next(4000) - 2000;
  for (int8_t& v : result.numbers) v = static_cast<int8_t>(next(256) - 128);
  for (int32_t& v : result.factors) v = 1073741824 + next(8388608) * 100;
  for (int8_t& v : result.shifts) v = static_cast<int8_t>(shift + next(2));
  return result;
}
constexpr mote::array<int8_t, 256> bend() {
  mote::array<int8_t, 256> values{};
  int16_t x = -128;
  for (int8_t& value : values) {
    value = static_cast<int8_t>(x < 0 ? x / 4 : x);
    ++x;
  }
  return values;
}

using whole = nn::range<-3, -128, 127>;
using relu = nn::range<-20, -20, 90>;
constexpr auto first = made<5, 9>(1, 6);
constexpr auto each = made<5, 9>(2, 6);
constexpr auto twice = made<10, 4>(3, 6);
constexpr auto points = made<5, 5>(4, 6);
constexpr auto left = made<3, 15>(5, -1);
constexpr auto bent = bend();

constexpr nn::input<int8_t, nn::shape<4, 4, 1>, 4> x{};
constexpr nn::conv2d<x, first, nn::window<3, 3, nn::stride<1, 1>, nn::padding<1, 1>>, whole,
                     nn::output<4, 4>>
    x1{};
constexpr nn::depthwise<x1, each, nn::window<3, 3, nn::stride<1, 1>, nn::padding<1, 1>>, relu,
                        nn::output<4, 4>>
    x2{};
constexpr nn::conv2d<x2, points, nn::window<1, 1>, whole, nn::output<4, 4>> x3{};
constexpr nn::add<x1, x3, whole, nn::scale<1073741824, 0>, nn::scale<1400000000, 1>,
                  nn::scale<1200000000, 18>>
    x4{};
constexpr nn::max_pool<x4, nn::window<2, 2, nn::stride<2, 2>>, whole, nn::output<2, 2>> x5{};
constexpr nn::depthwise<x5, twice, nn::window<2, 2>, whole, nn::output<1, 1>> x6{};
constexpr nn::average_pool<x5, nn::window<2, 2>, whole, nn::output<1, 1>> x7{};
constexpr nn::concatenate<x6, x7> x8{};
constexpr nn::table<x8, bent, -3> x9{};
constexpr nn::dense<x9, left, whole> x10{};
constexpr nn::softmax<x10, nn::scale<1073741824, -24>, -124> x11{};
constexpr mote::network<void, x11> model{};
constexpr nn::mean<x4, whole, nn::scale<1500000000, 4>> x12{};
constexpr mote::network<void, x4> way{};
constexpr mote::network<void, x12> middle{};

template <const auto& Model>
[[gnu::noinline]] void answers(const char* name) {
  using network = mote::traits::remove_cvref_t<decltype(Model)>;
  static mote::workspace<Model> ram;
  random next{11};
  hash result;
  for (int i = 0; i < many; ++i) {
    mote::array<int8_t, network::features> numbers{};
    mote::array<int8_t, network::outputs> out{};
    for (auto& v : numbers) v = any<int8_t>(next);
    mote::run(Model, numbers, out, ram);
    result.add(out);
  }
  result.print(name);
}

}  // namespace

int main() {
  answers<model>("convolutions_int8");
  answers<way>("convolutions_ways_int8");
  answers<middle>("convolutions_mean_int8");
  console::print("end\n");
  console::end();
}
