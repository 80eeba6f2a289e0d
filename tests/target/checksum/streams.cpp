// streams.cpp - checksums of a network of int8_t along a series: rows kept from call to call.
#include "checksum.hpp"
#include "mote/nn/stream.hpp"

namespace {

using checksum::any;
using checksum::hash;
namespace nn = mote::nn;
using whole = nn::range<-3, -128, 127>;

constexpr int many = 120;

template <size_t Outputs, size_t Inputs>
constexpr nn::weights<int8_t, Outputs, Inputs> drawn(uint32_t seed) {
  nn::weights<int8_t, Outputs, Inputs> result{};
  for (auto& v : result.numbers) {
    seed = seed * 1664525u + 1013904223u;
    v = static_cast<int8_t>(static_cast<int32_t>(seed >> 24) - 128);
  }
  for (auto& v : result.factors) v = 1500000000;
  for (auto& v : result.shifts) v = 8;
  return result;
}
constexpr auto five = drawn<5, 12>(1);
constexpr auto two = drawn<2, 3>(2);
constexpr auto three = drawn<3, 2>(3);
constexpr auto last = drawn<3, 10>(4);

constexpr nn::input<int8_t, nn::shape<2, 1, 3>, 4> x{};
constexpr nn::recent<x, 4> x1{};
constexpr nn::conv2d<x1, five, nn::window<4, 1>, whole, nn::output<1, 1>> x2{};
constexpr nn::slice<x2, nn::shape<1, 1, 2>, nn::begin<0, 0, 3>> x3{};
constexpr nn::recent<x3, 3> x4{};
constexpr nn::depthwise<x4, two, nn::window<3, 1>, whole, nn::output<1, 1>> x5{};
constexpr nn::slice<x2, nn::shape<1, 1, 3>, nn::begin<0, 0, 0>> x6{};
constexpr nn::recent<x6, 2> x7{};
constexpr nn::depthwise<x7, three, nn::window<2, 1>, whole, nn::output<1, 1>> x8{};
constexpr nn::concatenate<x5, x8> x9{};
constexpr nn::recent<x9, 2> x10{};
constexpr nn::dense<x10, last, whole> x11{};
constexpr mote::network<void, x11> model{};

}  // namespace

int main() {
  static mote::stream<model> along;
  checksum::random next{11};
  hash result;
  for (int i = 0; i < many; ++i) {
    mote::array<int8_t, 6> numbers{};
    mote::array<int8_t, 3> out{};
    for (auto& v : numbers) v = any<int8_t>(next);
    if (i % 50 == 49) along.reset();
    mote::run(model, numbers, out, along);
    result.add(out);
  }
  result.print("streams_int8");
  console::print("end\n");
  console::end();
}
