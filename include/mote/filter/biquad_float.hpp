// biquad_float.hpp - how a cascade of biquads runs on float. Floor 2.
#pragma once

#include "biquad_words.hpp"

namespace mote::detail {

/// float: up to four sections at once, whose taps and states fit into the registers of an FPU. The
/// transposed direct form II with w1 = s1 and w2 = s1 + s2, which keeps the small sums that low
/// frequencies need:
///   y = b0 x + w1,  w1' = (b0 + b1) x - (1 + a1) y + w2,
///   w2' = (b0 + b1 + b2) x - (1 + a1 + a2) y + w2.
template <size_t Sections>
class biquad_state<float, Sections> {
 public:
  template <class Taps>
  constexpr float step(const Taps& taps, float x) noexcept {
    return step_all(taps, x, states_, indices_to<Sections>{});
  }
  template <class Taps>
  constexpr void run(const Taps& taps, const float* in, float* out, size_t count) noexcept {
    run_from<0>(taps, in, out, count);
  }

 private:
  struct pair {
    float w1, w2;
  };

  template <size_t First, class Taps>
  constexpr void run_from(const Taps& taps, const float* in, float* out, size_t count) noexcept {
    constexpr size_t left = Sections - First, now = left < 4 ? left : 4;
    run_group<First>(taps.template part<First>(indices_to<now>{}), in, out, count,
                     indices_to<now>{});
    if constexpr (now < left) run_from<First + now>(taps, out, out, count);
  }
  template <size_t First, class Taps, size_t... K>
  constexpr void run_group(const Taps taps, const float* in, float* out, size_t count,
                           indices<K...> all) noexcept {
    array<pair, sizeof...(K)> states{{states_[First + K]...}};
    const float* const end = in + count;
    if (count % 2 != 0) *out++ = step_all(taps, *in++, states, all);
    while (in != end) {  // by two: the states change their registers and are not moved
      *out++ = step_all(taps, *in++, states, all);
      *out++ = step_all(taps, *in++, states, all);
    }
    ((states_[First + K] = states[K]), ...);
  }
  template <class Taps, class States, size_t... K>
  static constexpr float step_all(const Taps& taps, float x, States& states,
                                  indices<K...>) noexcept {
    ((x = section<K>(taps, x, states[K])), ...);
    return x;
  }
  template <size_t K, class Taps>
  static constexpr float section(const Taps& taps, float x, pair& s) noexcept {
    const float y = taps.template add<K, 0>(s.w1, x);
    s.w1 = taps.template add<K, 3>(taps.template add<K, 1>(s.w2, x), y);
    const float w2 = Taps::template plain<K>() ? taps.template product<K, 2>(x)
                                               : taps.template add<K, 2>(s.w2, x);
    s.w2 = taps.template add<K, 4>(w2, y);
    return y;
  }

  array<pair, Sections> states_{};
};

}  // namespace mote::detail
