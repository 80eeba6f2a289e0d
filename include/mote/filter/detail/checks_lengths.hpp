// checks_lengths.hpp - arrays of a filter whose lengths the compiler knows. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/span.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::filter {

template <bool Fits>
struct misfit {
  using type = int;
};
template <>
struct misfit<true> {};

/// A base of a filter, which brings its `process` into view with `using`: two arrays of known
/// lengths that do not fit do not compile. All others go to the filter's own `process`, as spans.
template <class Filter>
class checks_lengths {
 public:
  /// May so many samples give so many? A filter that changes the rate has one of its own.
  static constexpr bool fits(size_t in, size_t out) noexcept { return in == out; }

  template <class In, class Out, size_t N = traits::viewed<In>::length,
            size_t M = traits::viewed<traits::remove_cvref_t<Out>>::length, class Self = Filter,
            typename misfit<Self::fits(N, M)>::type = 0>
  static void process(const In&, Out&&) noexcept {
    static_assert(traits::never<In>,
                  "wrong length: the output must be as long as the input, or as outputs(n) says "
                  "where the rate changes");
  }
};

}  // namespace mote::detail::filter
