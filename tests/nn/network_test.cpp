// Whole networks: the order of layers, the plan of their memory, and the verbs.
#include "layers.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace {

namespace nn = mote::nn;
using nn::output;
using nn::padding;
using nn::range;
using nn::shape;
using nn::stride;
using nn::window;
using any = range<-3, -128, 127>;

enum class label : uint8_t { none, one, two, three, four };

// A convolution, two ways from it that meet again, and a classifier of five.
inline constexpr nn::input<int8_t, shape<8, 6, 3>, 5> x{};
inline constexpr nn::conv2d<x, layers::weights<int8_t, 8, 27, 3>,
                            window<3, 3, stride<1, 1>, padding<1, 1>>, any, output<8, 6>>
    x1{};
inline constexpr nn::depthwise<x1, layers::weights<int8_t, 8, 9, 3>,
                               window<3, 3, stride<1, 1>, padding<1, 1>>, any, output<8, 6>>
    x2{};
inline constexpr nn::conv2d<x2, layers::weights<int8_t, 8, 8, 6>, window<1, 1>, any, output<8, 6>>
    x3{};
inline constexpr nn::add<x1, x3, any, nn::scale<1073741824, 0>, nn::scale<1300000000, 1>,
                         nn::scale<1200000000, 19>>
    x4{};
inline constexpr nn::average_pool<x4, window<8, 6>, any, output<1, 1>> x5{};
inline constexpr nn::dense<x5, layers::weights<int8_t, 5, 8, 9>, any> x6{};
inline constexpr nn::softmax<x6, nn::scale<1073741824, -24>, -124> x7{};
inline constexpr mote::network<label, x7> classifier{};
inline constexpr mote::network<label, x6> without_softmax{};
inline constexpr mote::network<void, x3> filter{};

std::array<int8_t, 144> sample(uint32_t seed) {
  std::mt19937 random(seed);
  std::array<int8_t, 144> numbers{};
  for (int8_t& v : numbers)
    v = static_cast<int8_t>(std::uniform_int_distribution<int>(-128, 127)(random));
  return numbers;
}
template <class Layer, class... From>
std::vector<int8_t> after(const From&... from) {
  std::vector<int8_t> out(Layer::shape::size);
  std::vector<uint64_t> scratch(Layer::scratch / 8 + 1);
  Layer::run(from.data()..., out.data(), static_cast<int8_t*>(static_cast<void*>(scratch.data())));
  return out;
}

TEST(Network, IsItsLayersOneAfterTheOther) {
  mote::workspace<classifier> ram;
  mote::workspace<without_softmax> other_ram;
  mote::workspace<filter> filter_ram;
  for (uint32_t seed = 0; seed < 20; ++seed) {
    const auto in = sample(seed);
    const auto y1 = after<std::decay_t<decltype(x1)>>(in);
    const auto y2 = after<std::decay_t<decltype(x2)>>(y1);
    const auto y3 = after<std::decay_t<decltype(x3)>>(y2);
    const auto y4 = after<std::decay_t<decltype(x4)>>(y1, y3);
    const auto y6 = after<std::decay_t<decltype(x6)>>(after<std::decay_t<decltype(x5)>>(y4));
    const auto y7 = after<std::decay_t<decltype(x7)>>(y6);

    for (auto& byte : ram.bytes) byte = 0xa5;
    int8_t out[5];
    mote::run(classifier, in, out, ram);
    const auto scores = mote::score(classifier, in, ram);
    const auto other_scores = mote::score(without_softmax, in, other_ram);
    const auto proba = mote::predict_proba(classifier, in, ram);
    size_t best = 0;
    for (size_t k = 0; k < 5; ++k) {
      EXPECT_EQ(out[k], y7[k]);
      EXPECT_EQ(proba[k], y7[k]);
      EXPECT_EQ(scores[k], y6[k]);
      EXPECT_EQ(other_scores[k], y6[k]);
      if (y6[k] > y6[best]) best = k;
    }
    EXPECT_EQ(mote::predict(classifier, in, ram), static_cast<label>(best));
    EXPECT_EQ(mote::predict(without_softmax, in, other_ram), static_cast<label>(best));

    mote::array<int8_t, 8 * 6 * 8> filtered{};
    mote::run(filter, in, filtered, filter_ram);
    for (size_t i = 0; i < y3.size(); ++i) ASSERT_EQ(filtered[i], y3[i]) << i;
  }
}

TEST(Network, SaysWhatItNeeds) {
  // The outputs of the first layer stay until the sum; the depthwise layer has a place of its own,
  // in which the pointwise layer writes over them.
  EXPECT_EQ(classifier.features, 144u);
  EXPECT_EQ(classifier.outputs, 5u);
  EXPECT_GE(classifier.workspace_bytes, 2 * 384u);
  EXPECT_LE(classifier.workspace_bytes, 2 * 384u + 2 * 64 * 2);
  EXPECT_GE(classifier.workspace_bytes, classifier.least_workspace_bytes);
  EXPECT_EQ(sizeof(mote::workspace<classifier>), (classifier.workspace_bytes + 7) / 8 * 8);
}

using mote::detail::nn::piece;
constexpr size_t many = 24;
/// With `joined` every third piece belongs to the body of the one before.
mote::array<piece, many> some_pieces(std::mt19937& random, bool are_small, bool joined) {
  const auto below = [&](size_t most) {
    return std::uniform_int_distribution<size_t>(0, most - 1)(random);
  };
  mote::array<piece, many> pieces{};
  for (size_t i = 0; i < many; ++i) {
    const bool joins = joined && i % 3 == 2;
    pieces[i] = {i % 5 == 4 ? 0 : 4 * (1 + below(are_small ? 8 : 2000)), i / 2, i / 2 + below(3),
                 joins ? i - 1 : i, joins ? 4 * below(20) : 0};
  }
  return pieces;
}
TEST(Plan, PutsNoTwoLivePiecesOfTwoBodiesInOnePlace) {
  std::mt19937 random(7);
  size_t at_the_bound = 0;
  for (int turn = 0; turn < 500; ++turn) {
    const auto pieces = some_pieces(random, turn % 2 == 0, turn % 4 > 1);
    const auto plan = mote::detail::nn::best_placement(pieces);
    const size_t least = mote::detail::nn::least_bytes(pieces);
    EXPECT_GE(plan.bytes, least);
    EXPECT_LE(plan.bytes, 3 * least);
    if (turn % 4 < 2) {
      EXPECT_LE(plan.bytes, 2 * least);
      at_the_bound += plan.bytes == least ? 1 : 0;
    }
    for (size_t i = 0; i < many; ++i) {
      if (pieces[i].bytes == 0) continue;
      const size_t begin = plan.begin(pieces[i]), end = begin + pieces[i].bytes;
      EXPECT_LE(end, plan.bytes);
      EXPECT_EQ(begin % 4, 0u);
      EXPECT_EQ(begin, plan.at[pieces[i].body] + pieces[i].begin);
      for (size_t j = 0; j < i; ++j) {
        if (pieces[j].bytes == 0 || pieces[j].body == pieces[i].body) continue;
        const size_t other = plan.begin(pieces[j]);
        const bool meet = pieces[i].first <= pieces[j].last && pieces[j].first <= pieces[i].last;
        EXPECT_FALSE(meet && begin < other + pieces[j].bytes && other < end)
            << turn << ": " << i << " and " << j;
      }
    }
  }
  EXPECT_GT(at_the_bound, 125u);  // of 250
}

// Pointwise to more channels, a stride of two, and back: as persons are seen by MobileNet.
inline constexpr nn::conv2d<x2, layers::weights<int8_t, 16, 8, 6>, window<1, 1>, any, output<8, 6>>
    wide{};
inline constexpr nn::depthwise<wide, layers::weights<int8_t, 16, 9, 3>, window<3, 3, stride<2, 2>>,
                               any, output<4, 3>>
    halved{};
inline constexpr nn::conv2d<halved, layers::weights<int8_t, 8, 16, 3>, window<1, 1>, any,
                            output<4, 3>>
    narrow{};
inline constexpr nn::average_pool<narrow, window<4, 3>, any, output<1, 1>> last{};
inline constexpr mote::network<void, last> persons{};

TEST(Network, WritesOverWhatItHasRead) {
  EXPECT_GE(persons.workspace_bytes, 768u);
  EXPECT_LE(persons.workspace_bytes, 768u + 112);  // the widest layer, and rows that are kept
  mote::workspace<persons> ram;
  for (uint32_t seed = 0; seed < 20; ++seed) {
    const auto in = sample(seed);
    const auto y2 = after<std::decay_t<decltype(x2)>>(after<std::decay_t<decltype(x1)>>(in));
    const auto y4 = after<std::decay_t<decltype(halved)>>(after<std::decay_t<decltype(wide)>>(y2));
    const auto y6 = after<std::decay_t<decltype(last)>>(after<std::decay_t<decltype(narrow)>>(y4));
    int8_t out[8];
    mote::run(persons, in, out, ram);
    for (size_t k = 0; k < 8; ++k) EXPECT_EQ(out[k], y6[k]) << seed;
  }
}

}  // namespace
