#include "mote/feature/deltas.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <random>
#include <vector>

#include "data/signal.hpp"
#include "data/speech/goldens.hpp"

namespace {

using mote::array;
using mote::deltas;
namespace golden = speech_goldens;

constexpr int16_t of_three(int16_t a, int16_t b, int16_t c, int order) {
  const array<int16_t, 1> frames[3] = {{a}, {b}, {c}};
  deltas<int16_t, 1, 3, 1> slope;
  deltas<int16_t, 1, 3, 2> bend;
  for (const auto& frame : frames) {
    slope.push(frame);
    bend.push(frame);
  }
  return order == 1 ? slope.frame()[0] : bend.frame()[0];
}
static_assert(of_three(1, 9, 8, 1) == 4 && of_three(5, 9, 5, 2) == -8, "halves away from 0");
static_assert(of_three(32767, 0, -32768, 1) == -32768);
static_assert(of_three(32767, -32768, 32767, 2) == 32767, "saturates");

template <class Sample>
class Deltas : public ::testing::Test {};
using Samples = ::testing::Types<float, int16_t>;
TYPED_TEST_SUITE(Deltas, Samples, );

/// librosa's frames: all but the ends, which repeat the first answer and the last one.
template <class Sample, size_t Width, int Order, size_t Count>
void expect_librosas(const double (&wanted)[Count]) {
  static_assert(Count == golden::frames * golden::coefficients);
  deltas<Sample, golden::coefficients, Width, Order> change;
  mote_test::signal next;
  const double bound = sizeof(Sample) == 2 ? 0.501 : 0.01;
  size_t answers = 0;
  for (size_t f = 0; f < golden::frames; ++f) {
    array<Sample, golden::coefficients> frame{};
    for (Sample& v : frame) v = static_cast<Sample>(next());
    ASSERT_EQ(change.push(frame), f + 1 >= Width);
    if (f + 1 < Width) continue;
    ++answers;
    const size_t first = f + 1 == Width ? 0 : f - Width / 2;
    const size_t last = f + 1 == golden::frames ? f : f - Width / 2;
    for (size_t k = first; k <= last; ++k) {
      for (size_t i = 0; i < golden::coefficients; ++i) {
        EXPECT_NEAR(static_cast<double>(change.frame()[i]), wanted[k * golden::coefficients + i],
                    bound)
            << k;
      }
    }
  }
  EXPECT_EQ(answers, golden::frames - Width + 1);
}
TYPED_TEST(Deltas, AreLibrosas) {
  expect_librosas<TypeParam, 9, 1>(golden::delta);
  expect_librosas<TypeParam, 5, 1>(golden::delta_5);
  expect_librosas<TypeParam, 9, 2>(golden::second);
}

/// Least squares by its definition: order 1 and 2 of a polynomial of that degree.
template <class Sample, size_t Width, int Order>
void expect_exact() {
  std::minstd_rand random{Width};
  deltas<Sample, 1, Width, Order> change;
  std::vector<double> all;
  const double h = static_cast<double>(Width / 2), n = static_cast<double>(Width);
  for (size_t i = 0; i < 300; ++i) {
    const int any = static_cast<int>(random() % 65536) - 32768;
    const int v = i % 100 < 40 ? any : i % 100 < 70 ? (any < 0 ? -32768 : 32767) : any % 3;
    all.push_back(v);
    const array<Sample, 1> frame{static_cast<Sample>(v)};
    if (!change.push(frame)) continue;
    double sum = 0, squares = 0;
    const double mean = h * (h + 1) / 3;
    for (size_t w = 0; w < Width; ++w) {
      const double k = static_cast<double>(w) - h;
      const double weight = Order == 1 ? k : k * k - mean;
      sum += weight * all[all.size() - Width + w];
      squares += weight * weight;
    }
    const double wanted = Order * sum / squares;
    const double most = sizeof(Sample) == 2 ? 32767 : 1e9;
    ASSERT_NEAR(static_cast<double>(change.frame()[0]), fmin(fmax(wanted, -most - 1), most),
                sizeof(Sample) == 2 ? 0.5 : 0.033 * Order * Order)
        << i << " of " << n;
  }
}
TYPED_TEST(Deltas, AreLeastSquaresOfEveryWidth) {
  expect_exact<TypeParam, 3, 1>();
  expect_exact<TypeParam, 3, 2>();
  expect_exact<TypeParam, 7, 1>();
  expect_exact<TypeParam, 7, 2>();
  expect_exact<TypeParam, 31, 1>();
  expect_exact<TypeParam, 31, 2>();
}

TYPED_TEST(Deltas, AreAsNewAfterReset) {
  deltas<TypeParam, 2, 5> used, fresh;
  const array<TypeParam, 2> loud{static_cast<TypeParam>(9000), static_cast<TypeParam>(-9000)};
  for (int i = 0; i < 7; ++i) used.push(loud);
  used.reset();
  for (int i = 0; i < 9; ++i) {
    const array<TypeParam, 2> x{static_cast<TypeParam>(i * i), static_cast<TypeParam>(-i)};
    ASSERT_EQ(used.push(x), fresh.push(x));
    if (i >= 4) {
      ASSERT_EQ(used.frame()[0], fresh.frame()[0]);
    }
  }
}

}  // namespace
