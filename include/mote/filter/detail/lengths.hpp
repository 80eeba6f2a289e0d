// lengths.hpp - arrays of a filter whose lengths the compiler knows. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/block/misfit.hpp"
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

template <class Filter, class In, class Out>
struct misfit {
  static constexpr size_t in = traits::known_length<In>(), out = traits::known_length<Out>();
  static constexpr bool lengths = in == 0 || out == 0 || fit<Filter>(in, out, 0);
  static constexpr bool blocks =
      traits::becomes<const In&, span<const typename Filter::input_type>> &&
      traits::becomes<Out, span<typename Filter::output_type>>;
  using type = traits::choose_t<lengths && blocks, void, int>;
};
/// int where both lengths are known and do not fit, or a block is none; else no overload at all:
/// what fits goes to the filter's own `process`, as spans, and costs nothing.
template <class Filter, class In, class Out>
using if_misfit = typename misfit<Filter, In, Out>::type;

template <class Filter, class In, class Out>
constexpr void refuse() noexcept {
  traits::refuse_blocks<misfit<Filter, In, Out>::blocks, In, Out>();
  static_assert(!misfit<Filter, In, Out>::blocks || misfit<Filter, In, Out>::lengths,
                "wrong length: the output must be as long as the input, or as outputs(n) says "
                "where the rate changes");
}

}  // namespace mote::detail::filter
