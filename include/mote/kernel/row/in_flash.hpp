// in_flash.hpp - rows of constants that take no RAM, on AVR either. Floor 1.
// AVR has flash in an address space of its own, and a constant that is read like any other is
// copied to RAM when the program starts. A row of a `Source` stays in flash: a struct with
//   static constexpr const array<T, N>& values()
// where the array is a constant and T a number.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#if MOTE_HAS_FLASH_SPACE
#include "../../core/bits.hpp"
#endif

namespace mote::kernel {

/// True where constants take RAM unless they are read by in_flash.
inline constexpr bool flash_is_apart = MOTE_HAS_FLASH_SPACE;

namespace detail::row {
template <class Source>
struct row_of {
  using value = typename traits::remove_cvref_t<decltype(Source::values())>::value_type;
  static_assert(!__is_class(value),
                "a row in flash is of numbers: store the parts of a struct as rows of their own");
};
template <class Source>
using value_of = typename row_of<Source>::value;
}  // namespace detail::row

#if MOTE_HAS_FLASH_SPACE
namespace detail::row {

template <class T>
using in_flash_space = const T __attribute__((address_space(1)));

/// The number at `address`, which is then that of the next.
template <class T>
inline T load(uint16_t& address) noexcept {
  if constexpr (sizeof(T) == 1) {
    T value;
    __asm__("lpm %0, Z+" : "=r"(value), "+z"(address));
    return value;
  } else if constexpr (sizeof(T) == 2) {
    T value;
    __asm__("lpm %A0, Z+\n\tlpm %B0, Z+" : "=&r"(value), "+z"(address));
    return value;
  } else if constexpr (sizeof(T) == 4) {
    uint16_t low, high;
    __asm__("lpm %A0, Z+\n\tlpm %B0, Z+\n\tlpm %A1, Z+\n\tlpm %B1, Z+"
            : "=&r"(low), "=&r"(high), "+z"(address));
    return bit_cast<T>(low | uint32_t{high} << 16);
  } else {
    const uint64_t low = load<uint32_t>(address);
    return bit_cast<T>(low | uint64_t{load<uint32_t>(address)} << 32);
  }
}

/// Z is set once for both numbers.
template <class Pair, class T>
inline Pair load_pair(uint16_t address) noexcept {
  if constexpr (sizeof(T) == 2) {
    T first, second;
    __asm__("lpm %A0, Z+\n\tlpm %B0, Z+\n\tlpm %A1, Z+\n\tlpm %B1, Z"
            : "=&r"(first), "=&r"(second), "+z"(address));
    return {first, second};
  } else {
    const T first = load<T>(address);
    return {first, load<T>(address)};
  }
}

template <class Source, size_t... At>
struct flash_copy {
  static constexpr in_flash_space<value_of<Source>> items[] = {Source::values()[At]...};
};
template <class Source>
struct copy_of {
  template <class, size_t... At>
  using type = flash_copy<Source, At...>;
};

}  // namespace detail::row

/// Where a row in flash lies: a pointer that code for RAM does not take.
///
/// Time     3 cycles a byte, where a byte of RAM takes 2. By hand, because Clang 14 has no code for
///          a number of two bytes that is read, and the pointer stepped
template <class T>
class flash_pointer {
 public:
  constexpr explicit flash_pointer(detail::row::in_flash_space<T>* at) noexcept : at_{at} {}

  constexpr T operator*() const noexcept {
    if (MOTE_CONSTANT_EVALUATED()) return *at_;
    auto address = reinterpret_cast<uint16_t>(at_);
    return detail::row::load<T>(address);
  }
  /// *p++: one register pair walks along the row.
  constexpr T next() noexcept {
    if (MOTE_CONSTANT_EVALUATED()) return *at_++;
    auto address = reinterpret_cast<uint16_t>(at_);
    const T value = detail::row::load<T>(address);
    at_ = reinterpret_cast<detail::row::in_flash_space<T>*>(address);
    return value;
  }
  constexpr T operator[](size_t i) const noexcept { return *(*this + i); }
  /// The number here and the one after it.
  template <class Pair>
  constexpr Pair pair() const noexcept {
    if (MOTE_CONSTANT_EVALUATED()) return {at_[0], at_[1]};
    return detail::row::load_pair<Pair, T>(reinterpret_cast<uint16_t>(at_));
  }
  constexpr flash_pointer operator+(size_t count) const noexcept {
    return flash_pointer{at_ + count};
  }
  constexpr flash_pointer& operator+=(size_t count) noexcept {
    at_ += count;
    return *this;
  }
  constexpr flash_pointer& operator++() noexcept { return *this += 1; }
  constexpr flash_pointer operator++(int) noexcept {
    const flash_pointer before = *this;
    ++at_;
    return before;
  }
  constexpr bool operator!=(flash_pointer other) const noexcept { return at_ != other.at_; }

 private:
  detail::row::in_flash_space<T>* at_;
};

/// The number at `at` and the one after it.
template <class Pair, class T>
constexpr Pair pair_at(flash_pointer<T> at) noexcept {
  return at.template pair<Pair>();
}

template <class Source>
MOTE_ALWAYS_INLINE constexpr auto in_flash() noexcept {
  return flash_pointer<detail::row::value_of<Source>>{
      __make_integer_seq<detail::row::copy_of<Source>::template type, size_t,
                         Source::values().size()>::items};
}

#else
template <class T>
using flash_pointer = const T*;

template <class Pair, class T>
constexpr Pair pair_at(const T* at) noexcept {
  return {at[0], at[1]};
}

/// The first number of Source's row. Where flash is in the space of RAM, the row itself.
template <class Source>
MOTE_ALWAYS_INLINE constexpr flash_pointer<detail::row::value_of<Source>> in_flash() noexcept {
  return Source::values().data();
}
#endif

/// A row of N numbers in flash as an object with data(), for code that is written for array as
/// well.
template <class T, size_t N>
struct flash_row {
  flash_pointer<T> start;

  constexpr flash_pointer<T> data() const noexcept { return start; }
  constexpr T operator[](size_t i) const noexcept { return start[i]; }
};

}  // namespace mote::kernel
