// biquad_float.hpp - how a cascade of biquads runs on float. Floor 2.
#pragma once

#include "biquad_words.hpp"

namespace mote::detail {

/// float: all sections at once, their states in registers. The transposed direct form II with
/// w1 = s1 and w2 = s1 + s2, which keeps the small sums that low frequencies need:
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
  constexpr void run(const Taps& in_memory, const float* in, float* out, size_t count) noexcept {
    const Taps taps = in_memory;
    array<pair, Sections> states = states_;
    const float* const end = in + count;
    if (count % 2 != 0) *out++ = step_all(taps, *in++, states, indices_to<Sections>{});
    while (in != end) {  // by two: the states change their registers and are not moved
      *out++ = step_all(taps, *in++, states, indices_to<Sections>{});
      *out++ = step_all(taps, *in++, states, indices_to<Sections>{});
    }
    states_ = states;
  }

 private:
  struct pair {
    float w1, w2;
  };

  template <class Taps, size_t... K>
  static constexpr float step_all(const Taps& taps, float x, array<pair, Sections>& states,
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
