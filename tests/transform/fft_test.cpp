#include "mote/transform/fft.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../data/fft/goldens.hpp"
#include "spectra.hpp"

namespace {

using spectra::between;
using spectra::numbers;
template <class T>
using samples = mote::array<mote::complex<T>, 8192>;

// The same array, as long as a test wants it.
template <class T, size_t N>
mote::array<mote::complex<T>, N>& first(samples<T>& x) {
  return reinterpret_cast<mote::array<mote::complex<T>, N>&>(x);
}
template <class T>
samples<T>& block() {
  static samples<T> x;
  return x;
}
template <class T, size_t N>
void fill(const numbers& from) {
  auto& x = first<T, N>(block<T>());
  for (size_t i = 0; i < N; ++i) {
    x[i] = {spectra::sample<T>(from[i].real()), spectra::sample<T>(from[i].imag())};
  }
}
template <class T, size_t N>
numbers held(mote::scaled<mote::complex<T>, N> x) {
  numbers out(N);
  for (size_t i = 0; i < N; ++i) {
    out[i] = {spectra::real(x[i].re, x.exponent()), spectra::real(x[i].im, x.exponent())};
  }
  return out;
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
  mote::array<mote::complex<int16_t>, 8> x{};
  x[0] = {16384, -8192};
  const int unit = 1 << mote::fft(x).exponent();
  for (const auto& bin : x) {
    if (bin.re * unit != 16384 || bin.im * unit != -8192) return false;
  }
  return true;
}
static_assert(impulse_is_flat());

constexpr bool constant_is_one_bin() {
  mote::array<mote::complex<float>, 16> x{};
  for (auto& sample : x) sample = {0.5f, -0.25f};
  const mote::scaled<mote::complex<float>, 16> spectrum = mote::fft(x);
  if (spectrum[0] != mote::complex<float>{8, -4}) return false;
  for (size_t k = 1; k < 16; ++k) {
    if (x[k] != mote::complex<float>{0, 0}) return false;
  }
  return mote::ifft(spectrum).exponent() == 0 && x[5] == mote::complex<float>{0.5f, -0.25f};
}
static_assert(constant_is_one_bin());

static_assert([] {
  mote::array<mote::complex<int32_t>, 8> x{};
  x[1] = {0x20000000, 0};
  const int unit = 1 << mote::fft(x).exponent();
  return x[4].re * unit == -0x20000000 && x[2].im * unit == -0x20000000;
}());

// numpy's numbers.
template <class T>
void expect_golden(double bound) {
  numbers in, forward, inverse;
  for (const auto& z : fft_goldens::complex_samples) in.emplace_back(z.re, z.im);
  for (const auto& z : fft_goldens::fft) forward.emplace_back(z.re, z.im);
  for (const auto& z : fft_goldens::ifft) inverse.emplace_back(z.re, z.im);
  fill<T, 16>(in);
  auto& x = first<T, 16>(block<T>());
  EXPECT_LT(between(held(mote::fft(x)), forward).largest, bound);
  fill<T, 16>(in);
  EXPECT_LT(between(held(mote::ifft(mote::scaled(x, 0))), inverse).largest, bound);
}
TEST(Fft, EqualsNumpyInFloat) { expect_golden<float>(3e-7 * 4); }
TEST(Fft, EqualsNumpyInInt16) { expect_golden<int16_t>(2e-4); }
TEST(Fft, EqualsNumpyInInt32) { expect_golden<int32_t>(1e-8); }

// Every length, forward and back.
template <class T, class Check>
void forward_and_back(double peak, Check check) {
  every_length([=](auto length) {
    constexpr size_t n = decltype(length)::value;
    SCOPED_TRACE(n);
    const numbers x = spectra::tone_and_noise(n, peak, false);
    fill<T, n>(x);
    const auto transformed = mote::fft(first<T, n>(block<T>()));
    check(n, between(held(transformed), spectra::transform(x)), true);
    check(n, between(held(mote::ifft(transformed)), x), false);
  });
}
TEST(Fft, OfFloatIsWithinItsBoundAtEveryLength) {
  forward_and_back<float>(1, [](size_t n, spectra::distance d, bool) {
    EXPECT_LT(d.largest, spectra::float_bound(n));
  });
}
TEST(Fft, OfInt16KeepsItsSignalToNoiseAtEveryLengthAndLevel) {
  for (const double peak : {1.0, 0.01}) {
    forward_and_back<int16_t>(peak, [](size_t n, spectra::distance d, bool forward) {
      EXPECT_GT(d.decibels, spectra::integer_bound(n, 2, forward ? 70 : 63));
    });
  }
}
TEST(Fft, OfInt32KeepsItsSignalToNoiseAtEveryLength) {
  for (const double peak : {1.0, 0.01}) {
    forward_and_back<int32_t>(peak, [](size_t n, spectra::distance d, bool forward) {
      EXPECT_GT(d.decibels, spectra::integer_bound(n, 4, forward ? 70 : 63));
    });
  }
}

// Signals that grow most, and that touch the ends of the range.
template <class T>
void extremes_do_not_wrap(double bound) {
  every_length([=](auto length) {
    constexpr size_t n = decltype(length)::value;
    for (int kind = 0; kind < 6; ++kind) {
      SCOPED_TRACE(testing::Message() << n << " samples of kind " << kind);
      auto& x = first<T, n>(block<T>());
      const T low = sizeof(T) == 2 ? static_cast<T>(-32768) : static_cast<T>(-2147483647 - 1);
      const T high = static_cast<T>(-(low + 1));
      spectra::noise random{static_cast<uint32_t>(n) + static_cast<uint32_t>(kind)};
      for (size_t i = 0; i < n; ++i) {
        // The sign of the cosine and the sine of bin 3: the most that a bin can hold.
        const double angle = 2 * spectra::pi * 3 * static_cast<double>(i) / n + 1e-6;
        const bool even = i % 2 == 0;
        switch (kind) {
          case 0:
            x[i] = {low, low};
            break;
          case 1:
            x[i] = {high, high};
            break;
          case 2:
            x[i] = even ? mote::complex<T>{low, high} : mote::complex<T>{high, low};
            break;
          case 3:
            x[i] = {cos(angle) < 0 ? low : high, sin(angle) < 0 ? low : high};
            break;
          case 4:
            x[i] = {random() < 0 ? low : high, random() < 0 ? low : high};
            break;
          default:
            x[i] = i == n / 2 + 1 ? mote::complex<T>{low, low} : mote::complex<T>{0, 0};
        }
      }
      const numbers in = held(mote::scaled(x, 0));
      const auto transformed = mote::fft(x);
      EXPECT_LT(between(held(transformed), spectra::transform(in)).largest, bound);
      EXPECT_LT(between(held(mote::ifft(transformed)), in).largest, 30 * bound);
    }
  });
}
TEST(Fft, OfInt16NeverWraps) { extremes_do_not_wrap<int16_t>(1.5e-3); }
TEST(Fft, OfInt32NeverWraps) { extremes_do_not_wrap<int32_t>(1.5e-7); }

TEST(Fft, OfSilenceIsSilence) {
  auto& x = first<int16_t, 64>(block<int16_t>());
  x = {};
  static_cast<void>(mote::fft(x));  // whatever its exponent
  EXPECT_EQ(x, (mote::array<mote::complex<int16_t>, 64>{}));
}

TEST(Fft, OfOneLsbKeepsAllOfIt) {
  auto& x = first<int16_t, 1024>(block<int16_t>());
  x = {};
  x[0] = {1, 0};
  const int e = mote::fft(x).exponent();
  for (const auto& bin : x) {
    EXPECT_EQ(ldexp(bin.re, e), 1);
    EXPECT_EQ(bin.im, 0);
  }
}

TEST(Fft, IsLinear) {
  constexpr size_t n = 256;
  const numbers a = spectra::tone_and_noise(n, 0.5, false);
  const numbers b = spectra::tone_and_noise(n, 0.25, true);
  numbers sum(n), of_a, of_b;
  for (size_t i = 0; i < n; ++i) sum[i] = a[i] + b[i];
  const auto run = [](const numbers& x) {
    fill<float, n>(x);
    return held(mote::fft(first<float, n>(block<float>())));
  };
  of_a = run(a);
  of_b = run(b);
  for (size_t i = 0; i < n; ++i) of_a[i] += of_b[i];
  EXPECT_LT(between(run(sum), of_a).largest, spectra::float_bound(n));
}

TEST(Fft, KeepsTheEnergy) {
  constexpr size_t n = 2048;
  const numbers x = spectra::tone_and_noise(n, 1, false);
  double before = 0, after = 0;
  for (const auto& z : x) before += norm(z);
  fill<int32_t, n>(x);
  const auto transformed = mote::fft(first<int32_t, n>(block<int32_t>()));
  for (const auto& z : held(transformed)) after += norm(z);
  EXPECT_NEAR(after / n, before, 1e-6 * before);
}

TEST(Fft, TurnsTheBinsOfAShiftedSignal) {
  constexpr size_t n = 128, shift = 5;
  const numbers x = spectra::tone_and_noise(n, 1, false);
  numbers shifted(n), turned(n);
  for (size_t i = 0; i < n; ++i) shifted[i] = x[(i + shift) % n];
  fill<int16_t, n>(x);
  auto& held_samples = first<int16_t, n>(block<int16_t>());
  turned = held(mote::fft(held_samples));
  for (size_t k = 0; k < n; ++k) {
    const double angle = 2 * spectra::pi * static_cast<double>(k * shift % n) / n;
    turned[k] *= spectra::complex{cos(angle), sin(angle)};
  }
  fill<int16_t, n>(shifted);
  EXPECT_GT(between(held(mote::fft(held_samples)), turned).decibels, 60);
}

TEST(Fft, TakesAnyArrayOfKnownLength) {
  mote::complex<float> raw[8] = {{1, 0}};
  EXPECT_EQ(mote::fft(raw).exponent(), 0);
  EXPECT_EQ(raw[7].re, 1);
  EXPECT_EQ(mote::ifft(mote::span<mote::complex<float>, 8>(raw)).exponent(), 0);
  EXPECT_EQ(raw[0].re, 1);
  EXPECT_EQ(raw[7].re, 0);
}

TEST(Fft, AddsTheExponentOfItsInput) {
  auto& x = first<int16_t, 8>(block<int16_t>());
  x = {};
  x[0] = {8192, 0};
  const auto back = mote::ifft(mote::scaled(x, 7));
  EXPECT_EQ(ldexp(back[3].re, back.exponent()), 128 * 8192 / 8);
  x = {};
  x[0] = {8192, 0};
  const auto there = mote::fft(mote::scaled(x, -3));
  EXPECT_EQ(ldexp(there[5].re, there.exponent()), 8192 / 8);
}

// What runs here gives the bits of the scalar definition.
template <class T>
void native_equals_scalar() {
  static mote::array<T, 2 * 8192> native, scalar;  // one for all lengths: chips have 2 MB
  every_length([](auto length) {
    constexpr size_t n = decltype(length)::value;
    spectra::noise random{static_cast<uint32_t>(3 * n)};
    for (int quiet = 0; quiet<static_cast<int>(8 * sizeof(T)); quiet += n> 1024 ? 5 : 1) {
      SCOPED_TRACE(testing::Message() << n << " samples, right by " << quiet);
      for (size_t i = 0; i < 2 * n; ++i) {
        // Noise, and where it is loud also the very ends of the range.
        const uint32_t end = (random.bits() & 256) != 0 ? 0x80000000u : 0x7fffffffu;
        const uint32_t bits = quiet < 2 && random.bits() % 7 == 0 ? end : random.bits();
        native[i] = scalar[i] =
            static_cast<T>(static_cast<T>(bits >> (32 - 8 * sizeof(T))) >> quiet);
      }
      namespace d = mote::detail::transform;
      const int e = d::run_fft<false, n>(native.data(), mote::target::native{});
      EXPECT_EQ(e, (d::run_fft<false, n>(scalar.data(), mote::target::scalar{})));
      ASSERT_EQ(native, scalar);
      EXPECT_EQ((d::run_fft<true, n>(native.data(), mote::target::native{})),
                (d::run_fft<true, n>(scalar.data(), mote::target::scalar{})));
      ASSERT_EQ(native, scalar);
    }
  });
}
TEST(Fft, OfInt16IsTheSameOnEveryCore) { native_equals_scalar<int16_t>(); }
TEST(Fft, OfInt32IsTheSameOnEveryCore) { native_equals_scalar<int32_t>(); }

}  // namespace
