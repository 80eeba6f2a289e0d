// by_sample.hpp - blocks for filters that take one sample after another. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/expects.hpp"
#include "../../core/span.hpp"

namespace mote::detail::filter {

/// For filters of a few words: they are kept in registers. `out` may be `in`.
template <class Filter, class In, class Out>
constexpr void by_sample(Filter& filter, span<const In> in, span<Out> out) noexcept {
  MOTE_EXPECTS(in.size() == out.size(), "the output must be as long as the input");
  Filter local = filter;
  const In* from = in.data();
  Out* to = out.data();
  for (size_t left = in.size(); left > 0; --left) *to++ = local(*from++);
  filter = local;
}

/// For filters with a window, which is not copied.
template <class Filter, class In, class Out>
constexpr void by_sample_in_memory(Filter& filter, span<const In> in, span<Out> out) noexcept {
  MOTE_EXPECTS(in.size() == out.size(), "the output must be as long as the input");
  for (size_t i = 0; i < in.size(); ++i) out[i] = filter(in[i]);
}

}  // namespace mote::detail::filter
