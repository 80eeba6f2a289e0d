// spectra.hpp - signals, a Fourier transform in double, and how far a result is from it.
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <complex>
#include <vector>

namespace spectra {

using complex = std::complex<double>;
using numbers = std::vector<complex>;

inline constexpr double pi = 3.14159265358979323846;

/// Forward, of a power of two numbers.
inline numbers transform(const numbers& x) {
  const size_t n = x.size();
  numbers in_order(x), roots(n / 2 + 1);
  for (size_t k = 0; k < roots.size(); ++k) {
    const double angle = -2 * pi * static_cast<double>(k) / static_cast<double>(n);
    roots[k] = {cos(angle), sin(angle)};
  }
  for (size_t i = 1, j = 0; i < n; ++i) {
    size_t bit = n / 2;
    for (; (j & bit) != 0; bit /= 2) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(in_order[i], in_order[j]);
  }
  for (size_t half = 1; half < n; half *= 2) {
    for (size_t i = 0; i < n; i += 2 * half) {
      for (size_t k = 0; k < half; ++k) {
        const complex w = roots[k * (n / (2 * half))];
        const complex a = in_order[i + k], b = in_order[i + k + half];
        const complex turned{b.real() * w.real() - b.imag() * w.imag(),
                             b.real() * w.imag() + b.imag() * w.real()};
        in_order[i + k] = a + turned;
        in_order[i + k + half] = a - turned;
      }
    }
  }
  return in_order;
}

/// Of two results, what is to be judged and what is right.
struct distance {
  double decibels;  // power of what is right to power of the difference
  double largest;   // difference, divided by the largest right number
};
inline distance between(const numbers& got, const numbers& right) {
  double power = 0, error = 0, longest = 0, largest = 0;
  for (size_t i = 0; i < right.size(); ++i) {
    power += norm(right[i]);
    error += norm(got[i] - right[i]);
    longest = std::max(longest, norm(right[i]));
    largest = std::max(largest, norm(got[i] - right[i]));
  }
  return {error == 0 ? 400.0 : 10 * log10(power / error),
          longest == 0 ? 0 : sqrt(largest / longest)};
}

/// Numbers in [-1, 1).
class noise {
 public:
  explicit noise(uint32_t seed) : state_{seed} {}
  double operator()() { return static_cast<int32_t>(bits()) / 2147483648.0; }
  uint32_t bits() {
    state_ = state_ * 1664525u + 1013904223u;
    return state_ ^ (state_ >> 15);
  }

 private:
  uint32_t state_;
};

/// A tone and noise that together reach `peak`, as whole numbers of 16 bits.
inline numbers tone_and_noise(size_t n, double peak, bool real) {
  noise random{static_cast<uint32_t>(n)};
  numbers x(n);
  for (size_t i = 0; i < n; ++i) {
    const double angle = 0.7753 * static_cast<double>(i) + 0.3;
    const double re = peak * (0.7 * cos(angle) + 0.3 * random());
    const double im = peak * (0.7 * sin(angle) + 0.3 * random());
    x[i] = {floor(re * 32767 + 0.5), real ? 0 : floor(im * 32767 + 0.5)};
  }
  return x;
}

/// What a whole number of 16 bits is as a sample, and how much of it is 1.
template <class T>
constexpr double unit() {
  return sizeof(T) == 2 ? 1.0 : static_cast<T>(0.5f) == 0 ? 65536.0 : 1.0 / 32768;
}
template <class T>
T sample(double value) {
  return static_cast<T>(value * unit<T>());
}
// Not inline: binutils 2.40 do not assemble a conditional float-to-double conversion for
// Cortex-M55.
template <class T>
[[gnu::noinline]] double real(T value, int exponent) {
  return ldexp(static_cast<double>(value) / unit<T>(), exponent);
}

inline int log2_of(size_t n) { return n < 2 ? 0 : 1 + log2_of(n / 2); }

/// The largest difference that a transform of float may have, to the largest bin.
inline double float_bound(size_t n) { return 3e-7 * log2_of(n); }

/// Decibels that a transform of integers must reach, of n complex numbers. A spectrum has one
/// exponent, so a tone that fills a bin leaves the rounding of n bins: 3 dB less an octave.
inline double integer_bound(size_t n, int bytes, double at_64_points) {
  const double octaves = log2_of(n) - 6;
  return (bytes == 4 ? 91 : 0) + at_64_points - (octaves > 0 ? 3.2 * octaves : 0);
}

}  // namespace spectra
