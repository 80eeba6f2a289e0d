// array.hpp - the few vocabulary types the library needs. Floor 0.
// In place of <array> and <utility>: AVR and several bare-metal toolchains ship no C++ standard
// library, so the library includes <stddef.h>, <stdint.h> and <string.h> only.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "version.hpp"

namespace mote {

/// The C header's: a name for `mote::size_t`.
using size_t = ::size_t;

/// N values of T, N >= 1: an aggregate, like std::array. An index must be < N (not checked).
template <class T, size_t N>
struct array {
  static_assert(N > 0, "mote::array needs at least one element: use N >= 1");

  using value_type = T;

  T items[N];

  constexpr T& operator[](size_t i) noexcept { return items[i]; }
  constexpr const T& operator[](size_t i) const noexcept { return items[i]; }
  constexpr T* data() noexcept { return items; }
  constexpr const T* data() const noexcept { return items; }
  constexpr T* begin() noexcept { return items; }
  constexpr const T* begin() const noexcept { return items; }
  constexpr T* end() noexcept { return items + N; }
  constexpr const T* end() const noexcept { return items + N; }
  static constexpr size_t size() noexcept { return N; }
};
template <class T, class... U>
array(T, U...) -> array<T, 1 + sizeof...(U)>;

template <class T, size_t N>
constexpr bool operator==(const array<T, N>& a, const array<T, N>& b) noexcept {
  for (size_t i = 0; i < N; ++i) {
    if (!(a[i] == b[i])) return false;
  }
  return true;
}
template <class T, size_t N>
constexpr bool operator!=(const array<T, N>& a, const array<T, N>& b) noexcept {
  return !(a == b);
}

}  // namespace mote
