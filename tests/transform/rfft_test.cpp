#include "mote/transform/rfft.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../data/fft/goldens.hpp"
#include "spectra.hpp"

namespace {

using spectra::between;
using spectra::numbers;
template <class T>
using samples = mote::array<T, 8192>;

// The same array, as long as a test wants it.
template <class T, size_t N>
mote::array<T, N>& first(samples<T>& x) {
  return reinterpret_cast<mote::array<T, N>&>(x);
}
template <class T>
samples<T>& block() {
  static samples<T> x;
  return x;
}
template <class T, size_t N>
void fill(const numbers& from) {
  auto& x = first<T, N>(block<T>());
  for (size_t i = 0; i < N; ++i) x[i] = spectra::sample<T>(from[i].real());
}
template <class T, size_t N>
numbers held(mote::scaled<T, N> x) {
  numbers out(N);
  for (size_t i = 0; i < N; ++i) out[i] = spectra::real(x[i], x.exponent());
  return out;
}
template <class T, size_t N>
numbers held_bins(mote::scaled<T, N> x) {
  const mote::bins bins(x);
  numbers out(bins.size());
  for (size_t k = 0; k < bins.size(); ++k) {
    out[k] = {spectra::real(bins[k].re, x.exponent()), spectra::real(bins[k].im, x.exponent())};
  }
  return out;
}
/// The bins 0 to N/2.
template <size_t N>
numbers spectrum(const numbers& x) {
  numbers all = spectra::transform(x);
  all.resize(N / 2 + 1);
  return all;
}

template <size_t N>
struct of_length {
  static constexpr size_t value = N;
};
template <class Test>
void every_length(Test test) {
  test(of_length<8>{});
  test(of_length<16>{});
  test(of_length<32>{});
  test(of_length<64>{});
  test(of_length<128>{});
  test(of_length<256>{});
  test(of_length<512>{});
  test(of_length<1024>{});
  test(of_length<2048>{});
  test(of_length<4096>{});
  test(of_length<8192>{});
}

// At compile time: an impulse has a flat spectrum, a constant has one bin.
constexpr bool impulse_is_flat() {
  mote::array<int16_t, 16> x{};
  x[0] = 12288;
  const mote::bins bins(mote::rfft(x));
  for (size_t k = 0; k < bins.size(); ++k) {
    if (bins[k].re * (1 << bins.exponent()) != 12288 || bins[k].im != 0) return false;
  }
  return bins.size() == 9;
}
static_assert(impulse_is_flat());

constexpr bool alternation_is_the_last_bin() {
  mote::array<float, 8> x{1, -1, 1, -1, 1, -1, 1, -1};
  const mote::scaled<float, 8> spectrum = mote::rfft(x);
  if (mote::bins(spectrum)[4] != mote::complex<float>{8, 0}) return false;
  for (size_t k = 0; k < 4; ++k) {
    if (mote::bins(x)[k] != mote::complex<float>{0, 0}) return false;
  }
  return mote::irfft(spectrum).exponent() == 0 && x[0] == 1 && x[7] == -1;
}
static_assert(alternation_is_the_last_bin());

static_assert([] {
  mote::array<int32_t, 8> x{};
  x[2] = 0x20000000;
  const mote::bins bins(mote::rfft(x));
  const int unit = 1 << bins.exponent();
  return bins[2].re * unit == -0x20000000 && bins[1].im * unit == -0x20000000;
}());

// numpy's numbers.
template <class T>
void expect_golden(double bound) {
  numbers in, forward;
  for (const short x : fft_goldens::real_samples) in.emplace_back(x);
  for (const auto& z : fft_goldens::rfft) forward.emplace_back(z.re, z.im);
  fill<T, 32>(in);
  const auto spectrum = mote::rfft(first<T, 32>(block<T>()));
  EXPECT_LT(between(held_bins(spectrum), forward).largest, bound);
  EXPECT_LT(between(held(mote::irfft(spectrum)), in).largest, 2 * bound);
}
TEST(Rfft, EqualsNumpyInFloat) { expect_golden<float>(3e-7 * 5); }
TEST(Rfft, EqualsNumpyInInt16) { expect_golden<int16_t>(4e-4); }
TEST(Rfft, EqualsNumpyInInt32) { expect_golden<int32_t>(2e-8); }

// Every length, forward and back.
template <class T, class Check>
void forward_and_back(double peak, Check check) {
  every_length([=](auto length) {
    constexpr size_t n = decltype(length)::value;
    SCOPED_TRACE(n);
    const numbers x = spectra::tone_and_noise(n, peak, true);
    fill<T, n>(x);
    const auto transformed = mote::rfft(first<T, n>(block<T>()));
    check(n, between(held_bins(transformed), spectrum<n>(x)), true);
    check(n, between(held(mote::irfft(transformed)), x), false);
  });
}
TEST(Rfft, OfFloatIsWithinItsBoundAtEveryLength) {
  forward_and_back<float>(1, [](size_t n, spectra::distance d, bool) {
    EXPECT_LT(d.largest, spectra::float_bound(n));
  });
}
// The table of docs/reference/transform.md, from 8 samples on, in dB.
struct page_row {
  double at_full_scale, at_minus_40_dbfs, there_and_back, of_int32;
};
constexpr page_row page[] = {
    {84.5, 90.0, 82.9, 197}, {77.5, 78.0, 73.8, 171}, {74.8, 76.9, 71.0, 168},
    {70.3, 71.5, 68.6, 165}, {70.6, 69.0, 65.0, 160}, {68.3, 71.0, 65.1, 157},
    {65.7, 67.2, 59.5, 154}, {62.7, 64.9, 56.9, 151}, {59.6, 61.9, 53.2, 148},
    {55.7, 59.0, 51.6, 151}, {53.6, 55.9, 47.3, 141},
};
const page_row& row_of(size_t n) { return page[spectra::log2_of(n) - 3]; }
constexpr bool exact_reference = sizeof(double) == 8;

// Half of the numbers of a complex transform of that length: one octave more for the same bound.
TEST(Rfft, OfInt16KeepsItsSignalToNoiseAtEveryLengthAndLevel) {
  for (const double peak : {1.0, 0.01}) {
    forward_and_back<int16_t>(peak, [=](size_t n, spectra::distance d, bool forward) {
      EXPECT_GT(d.decibels, spectra::integer_bound(n / 2, 2, forward ? 68 : 61));
      if (forward && n <= 512) {
        EXPECT_GT(d.decibels, 65);
      }
      const page_row& row = row_of(n);
      if (forward) {
        EXPECT_NEAR(d.decibels, peak == 1 ? row.at_full_scale : row.at_minus_40_dbfs, 0.06);
      } else if (peak == 1) {
        EXPECT_NEAR(d.decibels, row.there_and_back, 0.06);
      }
    });
  }
}
// A tone beside a bin, or just below a power of two, is up to 5 dB worse than another one.
TEST(Rfft, OfInt16KeepsItsSignalToNoiseForToneAfterTone) {
  const auto lowest = [](auto length, double peak) {
    constexpr size_t n = decltype(length)::value;
    double decibels = 400;
    spectra::noise random{41};
    for (int tone = 0; tone < 20; ++tone) {
      const double frequency = 0.25 + 0.24 * random(), phase = spectra::pi * random();
      numbers x(n);
      for (size_t i = 0; i < n; ++i) {
        const double angle = 2 * spectra::pi * frequency * static_cast<double>(i) + phase;
        x[i] = round(32767 * peak * (0.9 * sin(angle) + 0.1 * random()));
      }
      fill<int16_t, n>(x);
      const auto transformed = mote::rfft(first<int16_t, n>(block<int16_t>()));
      decibels = fmin(decibels, between(held_bins(transformed), spectrum<n>(x)).decibels);
    }
    return decibels;
  };
  for (const double peak : {1.0, 0.01}) {
    EXPECT_GT(lowest(of_length<256>{}, peak), 65) << peak;
    EXPECT_GT(lowest(of_length<512>{}, peak), 62) << peak;
    EXPECT_GT(lowest(of_length<1024>{}, peak), 59) << peak;
  }
}
TEST(Rfft, OfInt32KeepsItsSignalToNoiseAtEveryLength) {
  for (const double peak : {1.0, 0.01}) {
    forward_and_back<int32_t>(peak, [=](size_t n, spectra::distance d, bool forward) {
      EXPECT_GT(d.decibels, 120);
      EXPECT_GT(d.decibels, spectra::integer_bound(n / 2, 4, forward ? 63 : 61));
      if (forward && peak == 1 && exact_reference) {
        EXPECT_NEAR(d.decibels, row_of(n).of_int32, 0.6);
      }
    });
  }
}

// Signals that grow most, and that touch the ends of the range.
template <class T>
void extremes_do_not_wrap(double bound) {
  every_length([=](auto length) {
    constexpr size_t n = decltype(length)::value;
    for (int kind = 0; kind < 7; ++kind) {
      SCOPED_TRACE(testing::Message() << n << " samples of kind " << kind);
      auto& x = first<T, n>(block<T>());
      const T low = sizeof(T) == 2 ? static_cast<T>(-32768) : static_cast<T>(-2147483647 - 1);
      const T high = static_cast<T>(-(low + 1));
      spectra::noise random{static_cast<uint32_t>(n) + static_cast<uint32_t>(kind)};
      for (size_t i = 0; i < n; ++i) {
        // The sign of the cosine of bin 3: the most that a bin can hold.
        const double angle = 2 * spectra::pi * 3 * static_cast<double>(i) / n + 1e-6;
        switch (kind) {
          case 0:
            x[i] = low;
            break;
          case 1:
            x[i] = high;
            break;
          case 2:
            x[i] = i % 2 == 0 ? low : high;
            break;
          case 3:
            x[i] = i % 4 < 2 ? low : high;
            break;
          case 4:
            x[i] = cos(angle) < 0 ? low : high;
            break;
          case 5:
            x[i] = random() < 0 ? low : high;
            break;
          default:
            x[i] = i == n / 2 + 1 ? low : 0;
        }
      }
      const numbers in = held(mote::scaled(x, 0));
      const auto transformed = mote::rfft(x);
      EXPECT_LT(between(held_bins(transformed), spectrum<n>(in)).largest, bound);
      // A square wave's small bins all lie as far from a whole number: that is an impulse in time.
      EXPECT_LT(between(held(mote::irfft(transformed)), in).largest, 100 * bound);
    }
  });
}
TEST(Rfft, OfInt16NeverWraps) { extremes_do_not_wrap<int16_t>(1.5e-3); }
TEST(Rfft, OfInt32NeverWraps) { extremes_do_not_wrap<int32_t>(1.5e-7); }

// A spectrum that is not one of real samples of the range: everything at its end.
template <class T>
void full_spectra_do_not_wrap(double bound) {
  every_length([=](auto length) {
    constexpr size_t n = decltype(length)::value;
    for (int kind = 0; kind < 2; ++kind) {
      SCOPED_TRACE(testing::Message() << n << " bins of kind " << kind);
      auto& x = first<T, n>(block<T>());
      const T low = sizeof(T) == 2 ? static_cast<T>(-32768) : static_cast<T>(-2147483647 - 1);
      spectra::noise random{static_cast<uint32_t>(n)};
      for (auto& value : x) value = kind == 0 || random() < 0 ? low : static_cast<T>(-(low + 1));
      const mote::scaled full(x, 0);
      const numbers half = held_bins(full);
      numbers all(n);  // the inverse of numpy: conjugate in, conjugate out
      for (size_t k = 0; k < n; ++k) all[k] = k <= n / 2 ? conj(half[k]) : half[n - k];
      all = spectra::transform(all);
      for (auto& z : all) z = conj(z) / static_cast<double>(n);
      EXPECT_LT(between(held(mote::irfft(full)), all).largest, bound);
    }
  });
}
TEST(Rfft, InverseOfInt16NeverWraps) { full_spectra_do_not_wrap<int16_t>(1e-2); }
TEST(Rfft, InverseOfInt32NeverWraps) { full_spectra_do_not_wrap<int32_t>(1e-6); }

TEST(Rfft, OfSilenceIsSilence) {
  auto& x = first<int16_t, 64>(block<int16_t>());
  x = {};
  static_cast<void>(mote::rfft(x));  // whatever its exponent
  EXPECT_EQ(x, (mote::array<int16_t, 64>{}));
}

TEST(Rfft, OfOneLsbKeepsAllOfIt) {
  auto& x = first<int16_t, 1024>(block<int16_t>());
  x = {};
  x[0] = 1;
  const mote::bins bins(mote::rfft(x));
  for (size_t k = 0; k < bins.size(); ++k) {
    EXPECT_EQ(ldexp(bins[k].re, bins.exponent()), 1);
    EXPECT_EQ(bins[k].im, 0);
  }
}

TEST(Rfft, EqualsTheComplexTransform) {
  constexpr size_t n = 512;
  static mote::array<mote::complex<float>, n> pairs;
  fill<float, n>(spectra::tone_and_noise(n, 1, true));
  for (size_t i = 0; i < n; ++i) pairs[i] = {first<float, n>(block<float>())[i], 0};
  mote::fft(pairs);
  const auto transformed = mote::rfft(first<float, n>(block<float>()));
  numbers complex_bins(n / 2 + 1);
  for (size_t k = 0; k < complex_bins.size(); ++k) {
    complex_bins[k] = {spectra::real(pairs[k].re, 0), spectra::real(pairs[k].im, 0)};
  }
  EXPECT_LT(between(held_bins(transformed), complex_bins).largest, 2 * spectra::float_bound(n));
}

TEST(Rfft, KeepsTheEnergy) {
  constexpr size_t n = 1024;
  const numbers x = spectra::tone_and_noise(n, 1, true);
  double before = 0;
  for (const auto& z : x) before += norm(z);
  fill<int32_t, n>(x);
  const numbers bins = held_bins(mote::rfft(first<int32_t, n>(block<int32_t>())));
  double after = norm(bins[0]) + norm(bins[n / 2]);
  for (size_t k = 1; k < n / 2; ++k) after += 2 * norm(bins[k]);
  EXPECT_NEAR(after / n, before, 1e-6 * before);
}

TEST(Rfft, IsLinear) {
  constexpr size_t n = 256;
  const numbers a = spectra::tone_and_noise(n, 0.5, true);
  const auto run = [](const numbers& x) {
    fill<float, n>(x);
    return held_bins(mote::rfft(first<float, n>(block<float>())));
  };
  numbers impulse(n), sum(a);
  impulse[3] = 9000;
  sum[3] += 9000;
  numbers parts = run(a);
  const numbers flat = run(impulse);
  for (size_t k = 0; k < parts.size(); ++k) parts[k] += flat[k];
  EXPECT_LT(between(run(sum), parts).largest, spectra::float_bound(n));
}

TEST(Rfft, HasTablesOfThreeBytesASample) {
  using namespace mote::detail::transform;
  EXPECT_EQ(sizeof(reversals<4>) + sizeof(stage_twiddles<int16_t, 4>) +
                sizeof(stage_twiddles<int16_t, 16>) + sizeof(stage_twiddles<int16_t, 64>) +
                sizeof(split_twiddles<int16_t, 512>),
            1496u);
}

TEST(Rfft, TakesAnyArrayOfKnownLength) {
  float raw[8] = {1};
  EXPECT_EQ(mote::rfft(raw).exponent(), 0);
  EXPECT_EQ(mote::bins(raw)[4].re, 1);
  EXPECT_EQ(mote::irfft(mote::span<float, 8>(raw)).exponent(), 0);
  EXPECT_EQ(raw[0], 1);
  EXPECT_EQ(raw[7], 0);
}

TEST(Rfft, AddsTheExponentOfItsInput) {
  auto& x = first<int16_t, 8>(block<int16_t>());
  x = {};
  x[0] = 8192;
  const auto back = mote::irfft(mote::scaled(x, 7));
  EXPECT_EQ(ldexp(back[3], back.exponent()), 128 * 8192 / 8);
  x = {};
  x[0] = 8192;
  const auto there = mote::rfft(mote::scaled(x, -3));
  EXPECT_EQ(ldexp(there[1], there.exponent()), 8192 / 8) << "bin 4";
}

// What runs here gives the bits of the scalar definition.
template <class T>
void native_equals_scalar() {
  static mote::array<T, 8192> native, scalar;  // one for all lengths: chips have 2 MB
  every_length([](auto length) {
    constexpr size_t n = decltype(length)::value;
    spectra::noise random{static_cast<uint32_t>(5 * n)};
    for (int quiet = 0; quiet<static_cast<int>(8 * sizeof(T)); quiet += n> 1024 ? 5 : 1) {
      SCOPED_TRACE(testing::Message() << n << " samples, right by " << quiet);
      for (size_t i = 0; i < n; ++i) {
        // Noise, and where it is loud also the very ends of the range.
        const uint32_t end = (random.bits() & 256) != 0 ? 0x80000000u : 0x7fffffffu;
        const uint32_t bits = quiet < 2 && random.bits() % 7 == 0 ? end : random.bits();
        native[i] = scalar[i] =
            static_cast<T>(static_cast<T>(bits >> (32 - 8 * sizeof(T))) >> quiet);
      }
      namespace d = mote::detail::transform;
      const int e = d::run_rfft<false, n>(native.data(), mote::target::native{});
      EXPECT_EQ(e, (d::run_rfft<false, n>(scalar.data(), mote::target::scalar{})));
      ASSERT_EQ(native, scalar);
      EXPECT_EQ((d::run_rfft<true, n>(native.data(), mote::target::native{})),
                (d::run_rfft<true, n>(scalar.data(), mote::target::scalar{})));
      ASSERT_EQ(native, scalar);
    }
  });
}
TEST(Rfft, OfInt16IsTheSameOnEveryCore) { native_equals_scalar<int16_t>(); }
TEST(Rfft, OfInt32IsTheSameOnEveryCore) { native_equals_scalar<int32_t>(); }

}  // namespace
