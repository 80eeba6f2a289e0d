// complex.hpp - a complex number as two samples side by side. Floor 0.
#pragma once

namespace mote {

/// re + j im: an aggregate, in memory as numpy, CMSIS-DSP and std::complex keep it.
template <class T>
struct complex {
  using value_type = T;

  T re;
  T im;
};
template <class T>
complex(T, T) -> complex<T>;

template <class T>
constexpr bool operator==(const complex<T>& a, const complex<T>& b) noexcept {
  return a.re == b.re && a.im == b.im;
}
template <class T>
constexpr bool operator!=(const complex<T>& a, const complex<T>& b) noexcept {
  return !(a == b);
}

}  // namespace mote
