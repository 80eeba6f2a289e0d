// misfit.hpp - what was passed for a block and is none, and the sentence for it. Floor 0.
#pragma once

#include <stddef.h>

#include "../span.hpp"
#include "../traits.hpp"

namespace mote::traits {

template <class Way>
constexpr bool take(Way, int) noexcept;
template <class Given, class Way>
constexpr auto is_taken(int) noexcept -> decltype(traits::take<Way>(declared<Given>(), 0)) {
  return true;
}
template <class Given, class Way>
constexpr bool is_taken(long) noexcept {
  return false;
}

/// Does what was given, as it was passed, convert to one of these?
template <class Given, class... Way>
inline constexpr bool becomes = (is_taken<Given, Way>(0) || ...);

/// Does it convert to N elements of T, or to a block of any length, which a span<T, N> refuses with
/// words of its own?
template <class Given, class T, size_t N>
inline constexpr bool becomes_array = becomes<Given, span<T, N>, span<T>>;

/// int where what was passed does not fit, else no overload at all: what fits goes to the function
/// that takes spans, and costs nothing.
template <bool Fits>
using if_misfit = choose_t<Fits, void, int>;
/// For what takes one sample or a block of them.
template <class Given, class Sample>
using if_no_samples = if_misfit<becomes<Given, Sample, span<const Sample>>>;

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
template <bool Fits, class... Given>
constexpr void refuse_blocks() noexcept {
  constexpr bool shared = (is_volatile<remove_cvref_t<Given>> || ...);
  constexpr bool pointer = (is_pointer<remove_cvref_t<Given>> || ...);
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
template <class... Given>
constexpr void refuse_blocks() noexcept {
  refuse_blocks<false, Given...>();
}

}  // namespace mote::traits
