// traits.hpp - the part of <type_traits> and <utility> that the library uses. Floor 0.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "detail/macros.hpp"
#include "version.hpp"

namespace mote::traits {

/// T without const and without a reference; volatile stays.
template <class T>
struct remove_cvref {
  using type = T;
};
template <class T>
struct remove_cvref<const T> {
  using type = T;
};
template <class T>
struct remove_cvref<T&> : remove_cvref<T> {};
/// Its type.
template <class T>
using remove_cvref_t = typename remove_cvref<T>::type;

/// True for one type twice.
template <class A, class B>
inline constexpr bool same = false;
template <class A>
inline constexpr bool same<A, A> = true;

/// False for every type; depends on T, so that a static_assert fires only when instantiated.
template <class T>
inline constexpr bool never = false;

/// Yes where Condition is true, else No.
template <bool Condition, class Yes, class No>
struct choose {
  using type = Yes;
};
template <class Yes, class No>
struct choose<false, Yes, No> {
  using type = No;
};
/// Its type.
template <bool Condition, class Yes, class No>
using choose_t = typename choose<Condition, Yes, No>::type;

/// The smallest unsigned type that holds every value in [0, Max]. (Limits as literals: avr-libc has
/// UINT8_MAX and its like in C++ only when __STDC_LIMIT_MACROS is defined.)
template <uint64_t Max>
using smallest_unsigned = choose_t<
    (Max <= 0xff), uint8_t,
    choose_t<(Max <= 0xffff), uint16_t, choose_t<(Max <= 0xffffffff), uint32_t, uint64_t>>>;

/// A number as a type, where a variable may stand as well: an algorithm that takes either is one
/// template.
template <uint64_t N>
struct constant {
  static constexpr uint64_t value = N;
};

/// T in a parameter that a template shall not be deduced from: what is given converts to it.
template <class T>
using as_given = typename choose<true, T, void>::type;

/// A list of numbers to unfold a pack with, and what makes one.
template <size_t... At>
struct indices {};
template <size_t N, size_t... At>
struct count_to : count_to<N - 1, N - 1, At...> {};
template <size_t... At>
struct count_to<0, At...> {
  using type = indices<At...>;
};
/// indices<0, 1, ..., N-1>.
template <size_t N>
using indices_to = typename count_to<N>::type;

/// A value of T, for operands that are never evaluated.
template <class T>
T&& declared() noexcept;

}  // namespace mote::traits
