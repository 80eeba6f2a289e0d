// takes_arrays.hpp - blocks whose lengths the compiler knows, and checks. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/span.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::filter {

/// A base of a filter, which brings `process` into view with `using`: what the filter does to spans
/// it does to arrays of known length as well, and two that do not fit do not compile.
template <class Filter>
class takes_arrays {
 public:
  /// May so many samples give so many? A filter that changes the rate has one of its own.
  static constexpr bool fits(size_t in, size_t out) noexcept { return in == out; }

  template <class In, class Out, size_t N = traits::viewed<In>::length,
            size_t M = traits::viewed<traits::remove_cvref_t<Out>>::length>
  MOTE_ALWAYS_INLINE constexpr auto process(const In& in, Out&& out) noexcept {
    return run<N, M>(static_cast<Filter&>(*this), in, out);
  }
  template <class In, class Out, size_t N = traits::viewed<In>::length,
            size_t M = traits::viewed<traits::remove_cvref_t<Out>>::length>
  MOTE_ALWAYS_INLINE constexpr auto process(const In& in, Out&& out) const noexcept {
    return run<N, M>(static_cast<const Filter&>(*this), in, out);
  }

 private:
  template <size_t N, size_t M, class Self>
  MOTE_ALWAYS_INLINE static constexpr auto run(Self& self, span<const typename Self::input_type> in,
                                               span<typename Self::output_type> out) noexcept {
    static_assert(Filter::fits(N, M),
                  "wrong length: the output must be as long as the input, or as outputs(n) says "
                  "where the rate changes");
    return self.process(in, out);
  }
};

}  // namespace mote::detail::filter
