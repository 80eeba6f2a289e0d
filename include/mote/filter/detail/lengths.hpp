// lengths.hpp - arrays of a filter whose lengths the compiler knows. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/span.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::filter {

/// Elements of what a span can view; 0 where only the running program knows.
template <class Array>
constexpr size_t known_length() noexcept {
  using view = traits::viewed<traits::remove_cvref_t<Array>>;
  if constexpr (traits::same<typename view::element, void>) {
    return 0;
  } else {
    return view::length;
  }
}

/// May so many samples give so many? A filter that changes the rate says so by its own `fits`.
template <class Filter>
constexpr auto fit(size_t in, size_t out, int) noexcept -> decltype(Filter::fits(in, out)) {
  return Filter::fits(in, out);
}
template <class Filter>
constexpr bool fit(size_t in, size_t out, long) noexcept {
  return in == out;
}

template <class Filter, class In, class Out>
struct misfit {
  static constexpr size_t in = known_length<In>(), out = known_length<Out>();
  using type = traits::choose_t<in == 0 || out == 0 || fit<Filter>(in, out, 0), void, int>;
};
/// int where both lengths are known and do not fit; else no overload at all: what fits goes to the
/// filter's own `process`, as spans, and costs nothing.
template <class Filter, class In, class Out>
using if_misfit = typename misfit<Filter, In, Out>::type;

template <class In>
constexpr void refuse_lengths() noexcept {
  static_assert(traits::never<In>,
                "wrong length: the output must be as long as the input, or as outputs(n) says "
                "where the rate changes");
}

}  // namespace mote::detail::filter
