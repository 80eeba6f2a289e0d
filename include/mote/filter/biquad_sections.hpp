// biquad_sections.hpp - how a cascade of biquads runs over a block, for each kind of number.
// Floor 2.
#pragma once

#include "../core/numeric.hpp"
#include "../kernel/rounding.hpp"
#include "../kernel/second_order.hpp"
#include "biquad_taps.hpp"

namespace mote::detail {

/// From words of 2^-31 to samples and back: units of 2^-28 times 2^gain, rounded half up,
/// saturated.
template <class Sample>
class sample_format {
  using type = numeric<Sample>;

 public:
  constexpr explicit sample_format(int gain) noexcept
      : round_{28 - type::fraction_bits - gain}, half_{round_.template start<int32_t>()} {}

  static constexpr int32_t word(Sample x) noexcept {
    return static_cast<int32_t>(x * (int32_t{1} << (31 - type::fraction_bits)));
  }
  constexpr Sample operator()(int32_t y) const noexcept { return round_(y + half_); }

 private:
  kernel::rounding<Sample> round_;
  int32_t half_;
};
template <>
class sample_format<int32_t> {
 public:
  constexpr explicit sample_format(int gain) noexcept
      : shift_{gain + 3}, top_{0x7fffffff >> (gain + 3)} {}

  static constexpr int32_t word(int32_t x) noexcept { return x & ~int32_t{7}; }
  constexpr int32_t operator()(int32_t y) const noexcept {
    if (y > top_) return numeric<int32_t>::highest;
    if (y < -top_ - 1) return numeric<int32_t>::lowest;
    return static_cast<int32_t>(static_cast<uint32_t>(y) << shift_);
  }

 private:
  int shift_;
  int32_t top_;
};

/// Integers: all in words of 32 bits, a section at a time over a short piece of the block, so that
/// its taps and state stay in registers.
template <class Sample, size_t Sections>
class biquad_state {
  using format = sample_format<Sample>;
  using section_state = kernel::section_state<sizeof(Sample) == 4 ? 2 : 1>;

 public:
  template <class Taps>
  constexpr Sample step(const Taps& taps, Sample x) noexcept {
    return step_all(taps, x, indices_to<Sections>{});
  }
  template <class Taps>
  constexpr void run(const Taps& taps, const Sample* in, Sample* out, size_t count) noexcept {
    if (MOTE_CONSTANT_EVALUATED()) {
      int32_t words[piece] = {};
      run_pieces(taps, in, out, count, words);
    } else {
      run_on_stack(taps, in, out, count);
    }
  }

 private:
  static constexpr size_t piece = 32;

  template <class Taps, size_t... K>
  constexpr Sample step_all(const Taps& taps, Sample x, indices<K...>) noexcept {
    int32_t word = format::word(x), y = 0;
    ((y = step_one(taps.template of<K>(), sections_[K], word), word = y * 8), ...);
    return format{taps.shift()}(y);
  }

  template <class Taps>
  void run_on_stack(const Taps& taps, const Sample* in, Sample* out, size_t count) noexcept {
    int32_t words[piece];  // not set to 0: that takes as long as a section
    run_pieces(taps, in, out, count, words);
  }
  template <class Taps>
  constexpr void run_pieces(const Taps& taps, const Sample* in, Sample* out, size_t count,
                            int32_t* words) noexcept {
    while (count > 1) {
      const size_t n = count < piece ? count - count % 2 : piece;
      run_piece(taps, in, out, words, n, indices_to<Sections>{});
      in += n;
      out += n;
      count -= n;
    }
    if (count != 0) *out = step(taps, *in);
  }
  template <class Taps, size_t... K>
  constexpr void run_piece(const Taps& taps, const Sample* in, Sample* out, int32_t* words,
                           size_t n, indices<K...>) noexcept {
    if constexpr (Taps::shared && !MOTE_HAS_LONG_MULTIPLY) {  // code is large: one loop for all
      for (size_t i = 0; i < n; ++i) words[i] = format::word(in[i]);
      (middle(taps.template of<K>(), sections_[K], words, n), ...);
      const format narrow{taps.shift()};
      for (size_t i = 0; i < n; ++i) out[i] = narrow(words[i] >> 3);
    } else if constexpr (Sections == 1) {
      only(taps.template of<0>(), sections_[0], in, out, n, taps.shift());
    } else {
      first(taps.template of<0>(), sections_[0], in, words, n);
      (between<K>(taps, words, n), ...);
      last(taps.template of<Sections - 1>(), sections_[Sections - 1], words, out, n, taps.shift());
    }
  }
  template <size_t K, class Taps>
  constexpr void between(const Taps& taps, int32_t* words, size_t n) noexcept {
    if constexpr (K > 0 && K + 1 < Sections) middle(taps.template of<K>(), sections_[K], words, n);
  }

  template <class Taps>
  static constexpr int32_t step_one(const Taps& taps, section_state& state, int32_t word) noexcept {
    return kernel::step_section(taps, state, word);
  }
  MOTE_NOINLINE static constexpr int32_t step_one(const array<int32_t, 5>& taps,
                                                  section_state& state, int32_t word) noexcept {
    return kernel::step_section(taps, state, word);
  }

  // Functions of their own: each has the registers for itself, and taps in memory share them.
  template <class Taps>
  MOTE_NOINLINE static constexpr void only(const Taps& taps, section_state& state, const Sample* in,
                                           Sample* out, size_t n, int shift) noexcept {
    const format narrow{shift};
    kernel::run_section(
        taps, state, n, [=](size_t i) { return format::word(in[i]); },
        [=](size_t i, int32_t y, int32_t) { out[i] = narrow(y); });
  }
  template <class Taps>
  MOTE_NOINLINE static constexpr void first(const Taps& taps, section_state& state,
                                            const Sample* in, int32_t* words, size_t n) noexcept {
    kernel::run_section(
        taps, state, n, [=](size_t i) { return format::word(in[i]); },
        [=](size_t i, int32_t, int32_t word) { words[i] = word; });
  }
  template <class Taps>
  MOTE_NOINLINE static constexpr void middle(const Taps& taps, section_state& state, int32_t* words,
                                             size_t n) noexcept {
    kernel::run_section(
        taps, state, n, [=](size_t i) { return words[i]; },
        [=](size_t i, int32_t, int32_t word) { words[i] = word; });
  }
  template <class Taps>
  MOTE_NOINLINE static constexpr void last(const Taps& taps, section_state& state,
                                           const int32_t* words, Sample* out, size_t n,
                                           int shift) noexcept {
    const format narrow{shift};
    kernel::run_section(
        taps, state, n, [=](size_t i) { return words[i]; },
        [=](size_t i, int32_t y, int32_t) { out[i] = narrow(y); });
  }

  array<section_state, Sections> sections_{};
};

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

/// Taps that are numbers in memory.
template <class Sample, size_t Sections>
struct taps_in_memory {
  static constexpr bool shared = true;  // by functions for all sections
  biquad_taps<Sample, Sections> taps;

  template <size_t K>
  constexpr const array<int32_t, 5>& of() const noexcept {
    return taps.sections[K];
  }
  constexpr int shift() const noexcept { return taps.shift; }
  template <size_t K>
  static constexpr bool plain() noexcept {
    return false;
  }
  template <size_t K, size_t I>
  constexpr float add(float sum, float x) const noexcept {
    return sum + taps.sections[K][I] * x;
  }
  template <size_t K, size_t I>
  constexpr float product(float x) const noexcept {
    return taps.sections[K][I] * x;
  }
};

/// Taps that are part of the program: products with 0, 1 and -1 vanish.
template <const auto& Taps>
struct taps_in_code {
  static constexpr bool shared = false;
  template <size_t K>
  struct section {
    static constexpr auto taps = Taps.sections[K];
    static constexpr int zeros = taps[0] == 0 || taps[2] != taps[0] ? 0
                                 : taps[1] == 2 * taps[0]           ? 1
                                 : taps[1] == -2 * taps[0]          ? -1
                                                                    : 0;
  };
  template <size_t K>
  constexpr section<K> of() const noexcept {
    return {};
  }
  constexpr int shift() const noexcept { return Taps.shift; }
  template <size_t K>
  static constexpr bool plain() noexcept {
    return Taps.plain[K];
  }
  template <size_t K, size_t I>
  constexpr float add(float sum, float x) const noexcept {
    constexpr float by = Taps.sections[K][I];
    if constexpr (by == 0) {
      return sum;
    } else if constexpr (by == 1) {
      return sum + x;
    } else if constexpr (by == -1) {
      return sum - x;
    } else {
      return sum + by * x;
    }
  }
  template <size_t K, size_t I>
  constexpr float product(float x) const noexcept {
    constexpr float by = Taps.sections[K][I];
    return by == 1 ? x : by * x;
  }
};

}  // namespace mote::detail
