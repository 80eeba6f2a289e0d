// recent.hpp - rows of this call and of those before it. Floor 2.
#pragma once

#include "../../kernel/row/copy_run.hpp"
#include "../network/order.hpp"
#include "../network/shape.hpp"

namespace mote::nn {

/// The last Rows rows that In has given, the newest last: what a window over time looks at, in a
/// network that is called once for each height of In.
///
/// Sample   of In
/// Shape    Rows is larger than the height of In
/// State    its rows, in which layers read them. Before the first call they stand for 0
/// Time     a copy of each number: rows move up, so that a window is one run of memory
template <const auto& In, size_t Rows>
struct recent : own_place {
  using from = traits::remove_cvref_t<decltype(In)>;
  static_assert(Rows > from::shape::height,
                "nn::recent<layer, rows> keeps more rows than the layer gives in a call: read the "
                "layer itself");
  using sample = typename from::sample;
  using shape = nn::shape<Rows, from::shape::width, from::shape::channels>;
  using reads = sources<In>;
  static constexpr sample zero = from::zero;
  static constexpr size_t state_bytes = shape::size * sizeof(sample);
  static constexpr bool keeps_outputs = true;
  static constexpr size_t calls_before = (Rows - 1) / from::shape::height;

  static void reset(void* state) noexcept {
    auto* const rows = static_cast<sample*>(state);
    for (size_t i = 0; i < shape::size; ++i) rows[i] = zero;
  }
  static constexpr void run(const sample* in, sample* out, sample*, void*) noexcept {
    constexpr size_t fresh = from::shape::size, kept = shape::size - fresh;
    kernel::copy_run(out, out + fresh, kept);
    kernel::copy_run(out + kept, in, fresh);
  }
};

}  // namespace mote::nn
