// best.hpp - which overload of a kernel runs: the one place that chooses. Floor 1.
// A kernel f has an overload f(..., target::scalar), which is constexpr and defines the result, and
// overloads for other tags of core/target.hpp where they were measured to be faster. A core without
// one of its own takes that of the tag that its tag derives from. A front f(...) calls f(...,
// definition{}) in constant expressions and f(..., best<Sample>{}) where the program runs.
#pragma once

#include "../core/target.hpp"

namespace mote::kernel {

namespace detail::best {
template <class Sample>
struct tag_for {
  using type = target::native;
};
template <>
struct tag_for<float> {
  using type = target::native_float;
};
}  // namespace detail::best

/// The tag of this build for kernels of `Sample`; MOTE_TARGET_SCALAR makes it `definition`.
template <class Sample>
using best = typename detail::best::tag_for<Sample>::type;

/// The tag of the overload that every kernel has.
using definition = target::scalar;

}  // namespace mote::kernel
