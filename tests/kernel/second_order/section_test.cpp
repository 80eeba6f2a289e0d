#include "mote/kernel/second_order/section.hpp"

#include <gtest/gtest.h>
#include <stdint.h>

#include <vector>

namespace {

using mote::array;
using mote::size_t;
namespace kernel = mote::kernel;

constexpr int32_t one = int32_t{1} << 29;

struct random {
  uint32_t state = 1;
  uint32_t operator()() {
    state = state * 1664525u + 1013904223u;
    return state >> 3 ^ state << 17;
  }
  /// A multiple of `step` in [-limit, limit], the ends more often than others.
  int32_t operator()(int32_t limit, int32_t step) {
    const uint32_t kind = (*this)() % 8;
    if (kind == 0) return limit / step * step;
    if (kind == 1) return -limit / step * step;
    const int64_t value = static_cast<int64_t>((*this)()) % limit / step * step;
    return static_cast<int32_t>(kind % 2 == 0 ? value : -value);
  }
};

/// Any taps that are allowed: not those of stable filters only.
array<int32_t, 5> any_taps(random& next) {
  const int32_t b = next(one, 4);
  array<int32_t, 5> taps{{b, next(2 * one, 4), next(one, 4), next(2 * one, 4), next(one, 4)}};
  if (next() % 3 == 0) taps[2] = b;
  if (next() % 3 == 0) taps[1] = -2 * b;
  return taps;
}

template <size_t Order>
kernel::section_state<Order> any_state(random& next) {
  kernel::section_state<Order> state{};
  for (int32_t* word : {&state.x1, &state.x2, &state.y1, &state.y2}) *word = next(0x7ffffff8, 8);
  for (uint32_t& rest : state.rest) rest = next() & ~uint32_t{31};
  return state;
}

struct result {
  std::vector<int32_t> values, words;
  std::vector<int64_t> state;
};
bool operator==(const result& a, const result& b) {
  return a.values == b.values && a.words == b.words && a.state == b.state;
}

template <class Products, size_t Order, class Taps>
result run(const Taps& taps, kernel::section_state<Order> state, const std::vector<int32_t>& x) {
  result out{std::vector<int32_t>(x.size()), std::vector<int32_t>(x.size()), {}};
  kernel::run_section<Products>(
      taps, state, x.size(), [&](size_t i) { return x[i]; },
      [&](size_t i, int32_t y, int32_t word) {
        out.values[i] = y;
        out.words[i] = word;
      });
  out.state = {state.x1, state.x2, state.y1, state.y2};
  for (const uint32_t rest : state.rest) out.state.push_back(rest);
  return out;
}
template <class Products, size_t Order, class Taps>
result step(const Taps& taps, kernel::section_state<Order> state, const std::vector<int32_t>& x) {
  result out;
  for (const int32_t word : x) {
    out.values.push_back(kernel::step_section<Products>(taps, state, word));
    out.words.push_back(out.values.back() * 8);
  }
  out.state = {state.x1, state.x2, state.y1, state.y2};
  for (const uint32_t rest : state.rest) out.state.push_back(rest);
  return out;
}

template <size_t Order>
void expect_equal() {
  random next;
  for (int round = 0; round < 500; ++round) {
    const array<int32_t, 5> taps = any_taps(next);
    const kernel::section_state<Order> state = any_state<Order>(next);
    std::vector<int32_t> x(2 * (next() % 12));
    for (int32_t& word : x) word = next(0x7ffffff8, 8);
    const result expected = run<kernel::long_products>(taps, state, x);
    ASSERT_TRUE(run<kernel::short_products>(taps, state, x) == expected) << round;
    ASSERT_TRUE(run<kernel::native_products>(taps, state, x) == expected) << round;
    ASSERT_TRUE(step<kernel::long_products>(taps, state, x) == expected) << round;
    ASSERT_TRUE(step<kernel::short_products>(taps, state, x) == expected) << round;
    ASSERT_TRUE(step<kernel::native_products>(taps, state, x) == expected) << round;
  }
}
TEST(SecondOrder, EveryKernelGivesTheSameBitsOnAnyTapsAndState) {
  expect_equal<1>();
  expect_equal<2>();
}

struct bumps {  // b0 (1, -2, 1)
  static constexpr array<int32_t, 5> taps{
      {405678912, -811357824, 405678912, 1000000000, -470000000}};
  static constexpr int zeros = -1;
};
struct dips {  // b0 (1, 2, 1), b0 a power of two
  static constexpr array<int32_t, 5> taps{{one / 4, one / 2, one / 4, -one - 4, -12345676}};
  static constexpr int zeros = 1;
};
template <class Taps>
void expect_the_same_as_of_numbers() {
  random next;
  for (int round = 0; round < 200; ++round) {
    const auto state = any_state<1>(next);
    std::vector<int32_t> x(20);
    for (int32_t& word : x) word = next(0x7ffffff8, 8);
    const result expected = run<kernel::long_products>(Taps::taps, state, x);
    ASSERT_TRUE(run<kernel::long_products>(Taps{}, state, x) == expected) << round;
    ASSERT_TRUE(run<kernel::short_products>(Taps{}, state, x) == expected) << round;
    ASSERT_TRUE(run<kernel::native_products>(Taps{}, state, x) == expected) << round;
  }
}
TEST(SecondOrder, TapsInTheProgramGiveTheSameBits) {
  expect_the_same_as_of_numbers<bumps>();
  expect_the_same_as_of_numbers<dips>();
}

#if MOTE_HAS_MVE
/// Sections in series, one after another.
template <size_t... K, class... Taps>
void run_apart(kernel::section_state<1>* states, std::vector<int32_t>& x,
               mote::traits::indices<K...>, const Taps&... taps) {
  const auto pass = [&x](const auto& section, kernel::section_state<1>& state) {
    kernel::run_section<kernel::long_products>(
        section, state, x.size(), [&x](size_t i) { return x[i]; },
        [&x](size_t i, int32_t, int32_t word) { x[i] = word; });
  };
  (pass(taps, states[K]), ...);
}
template <size_t Sections, size_t... K, class... Taps>
void expect_together(random& next, mote::traits::indices<K...> all, const Taps&... taps) {
  array<kernel::section_state<1>, Sections> states{{any_state<1>(next), any_state<1>(next)}};
  if constexpr (Sections > 2) states[2] = any_state<1>(next);
  array<kernel::section_state<1>, Sections> expected_states = states;
  std::vector<int32_t> x(4 * (next() % 6));
  for (int32_t& word : x) word = next(0x7ffffff8, 8);
  std::vector<int32_t> expected = x;
  run_apart(&expected_states[0], expected, all, taps...);
  kernel::run_together(&states[0], x.data(), x.data(), x.size(), 0, all, taps...);
  ASSERT_EQ(x, expected);
  for (size_t k = 0; k < Sections; ++k) {
    ASSERT_EQ(states[k].x1, expected_states[k].x1);
    ASSERT_EQ(states[k].x2, expected_states[k].x2);
    ASSERT_EQ(states[k].y1, expected_states[k].y1);
    ASSERT_EQ(states[k].y2, expected_states[k].y2);
    ASSERT_EQ(states[k].rest[0], expected_states[k].rest[0]);
  }
}
TEST(SecondOrder, SectionsTogetherGiveTheBitsOfSectionsApart) {
  random next;
  for (int round = 0; round < 300; ++round) {
    const array<int32_t, 5> a = any_taps(next), b = any_taps(next), c = any_taps(next);
    expect_together<2>(next, mote::traits::indices_to<2>{}, a, b);
    expect_together<3>(next, mote::traits::indices_to<3>{}, a, b, c);
    expect_together<3>(next, mote::traits::indices_to<3>{}, bumps{}, b, dips{});
  }
}
#endif

// All that the sum can be, and no more.
static_assert(kernel::saturated(0x0fffffff) == 0x0fffffff &&
              kernel::saturated(0x10000000) == 0x0fffffff);
static_assert(kernel::saturated(-0x10000000) == -0x10000000 &&
              kernel::saturated(-0x10000001) == -0x10000000);
static_assert(kernel::saturated(0x7fffffff) == 0x0fffffff &&
              kernel::saturated(-0x7fffffff) == -0x10000000);

TEST(SecondOrder, SaturatesAtBothEnds) {
  const array<int32_t, 5> taps{{one, 2 * one, one, 2 * one, one}};
  const kernel::section_state<1> high{0x7ffffff8, 0x7ffffff8, 0x7ffffff8, 0x7ffffff8, {}},
      low{-0x7fffffff - 1, -0x7fffffff - 1, -0x7fffffff - 1, -0x7fffffff - 1, {}};
  EXPECT_EQ(run<kernel::native_products>(taps, high, {0x7ffffff8, 0}).values[0], 0x0fffffff);
  EXPECT_EQ(run<kernel::short_products>(taps, high, {0x7ffffff8, 0}).values[0], 0x0fffffff);
  EXPECT_EQ(run<kernel::native_products>(taps, low, {-0x7fffffff - 1, 0}).values[0], -0x10000000);
  EXPECT_EQ(run<kernel::short_products>(taps, low, {-0x7fffffff - 1, 0}).values[0], -0x10000000);
}

}  // namespace
