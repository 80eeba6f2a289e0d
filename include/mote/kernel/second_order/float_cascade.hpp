// float_cascade.hpp - second-order sections in series on float. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "cascade.hpp"
#include "forms.hpp"

namespace mote::kernel {

/// On float: up to four sections at once, whose taps and states fit into the registers of an FPU.
/// Transposed direct form II, in the form that the poles of a section need. `Taps` gives form<k>(),
/// sign(), and sums and products with tap i of section k; to settle, the gain of section k at 0 Hz.
///
/// Taps in memory have one form for all: summed. Those of a cascade with poles near half the rate
/// are of H(-z) and taps.sign is -1: every other sample goes in and comes out with its sign turned.
/// Between blocks the next sample is an even one, so after an odd number the states turn as well.
template <size_t Sections>
class cascade<float, Sections> {
  // Clang 14 for AVR breaks programs with frames this large.
  static constexpr bool in_registers = target::float_registers || MOTE_ON_DESKTOP;

 public:
  template <class Taps>
  constexpr float step(const Taps& taps, float x) noexcept {
    const float y = step_all(taps, x, states_, traits::indices_to<Sections>{});
    if (taps.sign() < 0) turn(states_);
    return y;
  }
  template <class Taps>
  constexpr void run(const Taps& taps, const float* in, float* out, size_t count) noexcept {
    run_from<0>(taps, in, out, count);
  }
  /// The same sections remembered for taps of the other sign: s1 + s2 for s1 - s2, or back.
  constexpr void change_sign() noexcept {
    for (pair& s : states_) s.w2 = 2 * s.w1 - s.w2;
  }
  /// As if the input had always been `x`.
  template <class Taps>
  constexpr void settle(const Taps& taps, float x) noexcept {
    settle_all(taps, x, traits::indices_to<Sections>{});
  }

 private:
  struct pair {
    float w1, w2;
  };

  template <class States>
  static constexpr void turn(States& states) noexcept {
    for (pair& s : states) s = {-s.w1, -s.w2};
  }

  template <size_t First, class Taps>
  constexpr void run_from(const Taps& taps, const float* in, float* out, size_t count) noexcept {
    constexpr size_t left = Sections - First, now = !in_registers || left < 4 ? left : 4;
    run_group<First>(taps.template from<First>(traits::indices_to<now>{}), in, out, count,
                     traits::indices_to<now>{});
    if constexpr (now < left) run_from<First + now>(taps, out, out, count);
  }
  template <size_t First, class Taps, size_t... K>
  constexpr void run_group(const Taps& in_memory, const float* in, float* out, size_t count,
                           traits::indices<K...> all) noexcept {
    traits::choose_t<in_registers, const Taps, const Taps&> taps = in_memory;
    array<pair, sizeof...(K)> states{{states_[First + K]...}};
    const float* const end = in + count;
    while (in_registers ? (end - in) % 2 != 0 : in != end) {
      *out++ = step_all(taps, *in++, states, all);
      if (taps.sign() < 0) turn(states);
    }
    // By two: the states change their registers and are not moved.
    while (in_registers && in != end) {
      *out++ = step_all(taps, *in++, states, all);
      *out++ = taps.signed_by(step_all(taps, taps.signed_by(*in++), states, all));
    }
    ((states_[First + K] = states[K]), ...);
  }
  template <class Taps, class States, size_t... K>
  static constexpr float step_all(const Taps& taps, float x, States& states,
                                  traits::indices<K...>) noexcept {
    ((x = section<K>(taps, x, states[K])), ...);
    return x;
  }
  template <size_t K, class Taps>
  static constexpr float section(const Taps& taps, float x, pair& s) noexcept {
    constexpr section_form form = Taps::template form<K>();
    const float y = taps.template add<K, 0>(s.w1, x);
    const float w2 = form == section_form::mirrored ? -s.w2 : s.w2;
    s.w1 = taps.template add<K, 3>(taps.template add<K, 1>(w2, x), y);
    s.w2 = taps.template add<K, 4>(form == section_form::plain ? taps.template product<K, 2>(x)
                                                               : taps.template add<K, 2>(w2, x),
                                   y);
    return y;
  }

  template <class Taps, size_t... K>
  constexpr void settle_all(const Taps& taps, float x, traits::indices<K...>) noexcept {
    ((x = settle_section<K>(taps, x, states_[K])), ...);
  }
  /// What section() leaves as it is, but for the sign that turns from sample to sample.
  template <size_t K, class Taps>
  static constexpr float settle_section(const Taps& taps, float x, pair& s) noexcept {
    constexpr section_form form = Taps::template form<K>();
    const float y = taps.template gain<K>() * x;
    s.w1 = taps.template add<K, 0>(y, -x);
    if constexpr (form == section_form::plain) {
      s.w2 = taps.template add<K, 4>(taps.template product<K, 2>(x), y);
    } else if constexpr (form == section_form::mirrored) {
      s.w2 = taps.template add<K, 3>(taps.template add<K, 1>(-s.w1, x), y);
    } else {
      s.w2 = taps.template add<K, 3>(taps.template add<K, 1>(taps.signed_by(s.w1), -x), -y);
    }
    return y;
  }

  array<pair, Sections> states_{};
};

}  // namespace mote::kernel
