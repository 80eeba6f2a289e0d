// lengths.hpp - arrays of a filter whose lengths the compiler knows. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/span.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::filter {

/// May so many samples give so many? A filter that changes the rate says so by its own `fits`.
template <class Filter>
constexpr auto fit(size_t in, size_t out, int) noexcept -> decltype(Filter::fits(in, out)) {
  return Filter::fits(in, out);
}
template <class Filter>
constexpr bool fit(size_t in, size_t out, long) noexcept {
  return in == out;
}

/// Does it convert to a span of T?
template <class T>
constexpr bool becomes(span<T>, int) noexcept;
template <class T, class Block>
constexpr auto fits_span(int) noexcept -> decltype(becomes<T>(traits::declared<Block>(), 0)) {
  return true;
}
template <class T, class Block>
constexpr bool fits_span(long) noexcept {
  return false;
}

template <class Filter, class In, class Out>
struct misfit {
  static constexpr size_t in = traits::known_length<In>(), out = traits::known_length<Out>();
  static constexpr bool lengths = in == 0 || out == 0 || fit<Filter>(in, out, 0);
  static constexpr bool blocks = fits_span<const typename Filter::input_type, const In&>(0) &&
                                 fits_span<typename Filter::output_type, Out>(0);
  using type = traits::choose_t<lengths && blocks, void, int>;
};
/// int where both lengths are known and do not fit, or a block is none; else no overload at all:
/// what fits goes to the filter's own `process`, as spans, and costs nothing.
template <class Filter, class In, class Out>
using if_misfit = typename misfit<Filter, In, Out>::type;

/// int where both lengths are known and `In` has not `Times` as many elements as `Out`.
template <size_t Times, class In, class Out>
using if_not_times =
    traits::choose_t<traits::known_length<In>() == 0 || traits::known_length<Out>() == 0 ||
                         traits::known_length<In>() == Times * traits::known_length<Out>(),
                     void, int>;

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

template <class Filter, class In, class Out>
constexpr void refuse() noexcept {
  using from = traits::remove_cvref_t<In>;
  using to = traits::remove_cvref_t<Out>;
  constexpr bool shared = is_volatile<In> || is_volatile<from> || is_volatile<to>;
  constexpr bool pointer = is_pointer<from> || is_pointer<to>;
  static_assert(!shared,
                "a block is not volatile: what DMA has finished may be read as usual, as "
                "mote::span<const int16_t>(const_cast<const int16_t*>(buffer), count)");
  static_assert(shared || !pointer,
                "a pointer has no length: pass mote::span<const int16_t>(pointer, count), with the "
                "filter's sample type");
  static_assert(shared || pointer || misfit<Filter, In, Out>::blocks,
                "wrong element type: blocks have the filter's sample types, and the output is not "
                "const: convert the samples, or declare the filter for theirs");
  static_assert(!misfit<Filter, In, Out>::blocks || misfit<Filter, In, Out>::lengths,
                "wrong length: the output must be as long as the input, or as outputs(n) says "
                "where the rate changes");
}

}  // namespace mote::detail::filter
