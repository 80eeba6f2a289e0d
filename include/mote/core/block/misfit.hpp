// misfit.hpp - what was passed for a block and is none, and the sentence for it. Floor 0.
#pragma once

#include <stddef.h>

#include "../span.hpp"
#include "../traits.hpp"

namespace mote::traits {

template <class To>
constexpr bool take(To, int) noexcept;
template <class From, class To>
constexpr auto is_taken(int) noexcept -> decltype(traits::take<To>(declared<From>(), 0)) {
  return true;
}
template <class From, class To>
constexpr bool is_taken(long) noexcept {
  return false;
}

/// Does a From, as it was passed, convert to one of these?
template <class From, class... To>
inline constexpr bool becomes = (is_taken<From, To>(0) || ...);

/// Does it convert to N elements of T, or to a block of any length, which a span<T, N> refuses with
/// words of its own?
template <class From, class T, size_t N>
inline constexpr bool becomes_array = becomes<From, span<T, N>, span<T>>;

/// int where what was passed does not fit, else no overload at all: what fits goes to the function
/// that takes spans, and costs nothing.
template <bool Fits>
using if_misfit = choose_t<Fits, void, int>;
/// For what takes one sample or a block of them.
template <class From, class Sample>
using if_no_samples = if_misfit<becomes<From, Sample, span<const Sample>>>;

/// Blocks of these elements; and `Times` as many in as out, where the compiler knows both.
template <class T, class U, class In, class Out>
inline constexpr bool are_blocks = (becomes<In, span<const T>> && becomes<Out, span<U>>);
template <size_t Times, class In, class Out>
inline constexpr bool may_be_times = (known_length<In>() == 0 || known_length<Out>() == 0 ||
                                      known_length<In>() == (known_length<Out>() * Times));

template <class T>
inline constexpr bool is_pointer = false;
template <class T>
inline constexpr bool is_pointer<T*> = true;
template <class T>
inline constexpr bool is_volatile = false;
template <class T>
inline constexpr bool is_volatile<volatile T> = true;
template <class T, size_t N>
inline constexpr bool is_volatile<volatile T[N]> = true;
template <class T>
inline constexpr bool is_volatile<volatile T*> = true;
template <class T, size_t N>
inline constexpr bool is_volatile<span<volatile T, N>> = true;

/// The sentence for what does not fit: `Fits` is false, or true where lengths are at fault only.
template <bool Fits, class... From>
constexpr void refuse_blocks() noexcept {
  constexpr bool shared = (is_volatile<remove_cvref_t<From>> || ...);
  constexpr bool pointer = (is_pointer<remove_cvref_t<From>> || ...);
  static_assert(!shared,
                "a block is not volatile: what DMA has finished may be read as usual, as "
                "mote::span<const int16_t>(const_cast<const int16_t*>(buffer), count)");
  static_assert(shared || !pointer,
                "a pointer has no length: pass mote::span<const int16_t>(pointer, count), or "
                "mote::span<const int16_t, 64>(pointer) where the length is fixed, with the sample "
                "type that is asked for");
  static_assert(shared || pointer || Fits,
                "wrong element type: blocks have the sample type that is asked for, and an output "
                "is not const: convert the samples, or declare what takes them for theirs");
}
template <class... From>
constexpr void refuse_blocks() noexcept {
  refuse_blocks<false, From...>();
}

}  // namespace mote::traits
