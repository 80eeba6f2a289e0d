// biquad_words.hpp - how a cascade of biquads runs on integers. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/numeric.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/number/rounding.hpp"
#include "../../kernel/second_order/section.hpp"

namespace mote::detail::biquad {

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

template <class Sample>
struct from_samples {
  const Sample* samples;
  constexpr int32_t operator()(size_t i) const noexcept {
    return sample_format<Sample>::word(samples[i]);
  }
};
struct from_words {
  const int32_t* words;
  constexpr int32_t operator()(size_t i) const noexcept { return words[i]; }
};
struct to_words {
  int32_t* words;
  constexpr void operator()(size_t i, int32_t, int32_t word) const noexcept { words[i] = word; }
};
template <class Sample>
struct to_samples {
  Sample* samples;
  sample_format<Sample> format;
  constexpr void operator()(size_t i, int32_t y, int32_t) const noexcept { samples[i] = format(y); }
};

// Functions of their own: each has the registers for itself, and taps in memory share them.
template <size_t Order, class Taps, class From, class To>
MOTE_NOINLINE constexpr void run_alone(const Taps& taps, kernel::section_state<Order>& state,
                                       size_t count, From from, To to) noexcept {
  kernel::run_section(taps, state, count, from, to);
}
template <size_t Order, class Taps>
constexpr int32_t step_alone(const Taps& taps, kernel::section_state<Order>& state,
                             int32_t word) noexcept {
  return kernel::step_section(taps, state, word);
}
template <size_t Order>
MOTE_NOINLINE constexpr int32_t step_alone(const array<int32_t, 5>& taps,
                                           kernel::section_state<Order>& state,
                                           int32_t word) noexcept {
  return kernel::step_section(taps, state, word);
}

/// All in words of 32 bits, a section at a time over a short piece of the block, so that its taps
/// and state stay in registers. Taps gives of<k>(), the taps of a section, and shift().
template <class Sample, size_t Sections>
class biquad_state {
  using format = sample_format<Sample>;

 public:
  template <class Taps>
  constexpr Sample step(const Taps& taps, Sample x) noexcept {
    return step_all(taps, x, traits::indices_to<Sections>{});
  }
  template <class Taps>
  constexpr void run(const Taps& taps, const Sample* in, Sample* out, size_t count) noexcept {
    if constexpr (sizeof(int) < sizeof(int32_t)) {  // no registers to keep anything in
      for (size_t i = 0; i < count; ++i) out[i] = step(taps, in[i]);
    } else if (MOTE_CONSTANT_EVALUATED()) {
      int32_t words[piece] = {};
      run_pieces(taps, in, out, count, words);
    } else if constexpr (plan::together != 0 && sizeof(Sample) < sizeof(int32_t)) {
      const size_t n = count - count % 4;
      if (n != 0) run_fours(taps, in, out, n);
      for (size_t i = n; i < count; ++i) out[i] = step(taps, in[i]);
    } else {
      run_on_stack(taps, in, out, count);
    }
  }

 private:
  using plan = kernel::cascade_plan;
  static constexpr size_t piece = plan::piece;

  template <class Taps, size_t... K>
  constexpr Sample step_all(const Taps& taps, Sample x, traits::indices<K...>) noexcept {
    int32_t word = format::word(x), y = 0;
    ((y = step_alone(taps.template of<K>(), sections_[K], word), word = y * 8), ...);
    return format{taps.shift()}(y);
  }

  // As many sections at once as there are registers for.
  template <class Taps>
  void run_fours(const Taps& taps, const Sample* in, Sample* out, size_t count) noexcept {
    if constexpr (Sections <= plan::together) {
      run_from<0>(taps, in, out, nullptr, count);
    } else {
      int32_t words[piece];
      for (size_t i = 0; i < count; i += piece) {
        run_from<0>(taps, in + i, out + i, words, count - i < piece ? count - i : piece);
      }
    }
  }
  template <size_t First, class Taps, class From>
  void run_from(const Taps& taps, const From* in, Sample* out, int32_t* words,
                size_t count) noexcept {
    constexpr size_t left = Sections - First;
    if constexpr (left <= plan::together) {
      run_some<First>(taps, in, out, count, traits::indices_to<left>{});
    } else {
      run_some<First>(taps, in, words, count, traits::indices_to<plan::together>{});
      run_from<First + plan::together>(taps, words, out, words, count);
    }
  }
  template <size_t First, class Taps, class From, class To, size_t... K>
  void run_some(const Taps& taps, const From* in, To* out, size_t count,
                traits::indices<K...> all) noexcept {
    run_together(&sections_[First], in, out, count, taps.shift(), all,
                 taps.template of<First + K>()...);
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
      run_piece(taps, in, out, words, n, traits::indices_to<Sections>{});
      in += n;
      out += n;
      count -= n;
    }
    if (count != 0) *out = step(taps, *in);
  }
  template <class Taps, size_t... K>
  constexpr void run_piece(const Taps& taps, const Sample* in, Sample* out, int32_t* words,
                           size_t n, traits::indices<K...>) noexcept {
    const to_samples<Sample> to{out, format{taps.shift()}};
    if constexpr (!Taps::shared || plan::converts_on_store) {
      (run_one<K>(taps.template of<K>(), n, in, words, to), ...);
    } else {  // little code for many, and registers: the samples are converted apart
      if constexpr (!plan::converts_on_load) {
        for (size_t i = 0; i < n; ++i) words[i] = format::word(in[i]);
      }
      (run_shared<K>(taps.template of<K>(), n, in, words), ...);
      for (size_t pair = 0; pair < n / 2; ++pair) {
        to(2 * pair, words[2 * pair] >> 3, 0);
        to(2 * pair + 1, words[2 * pair + 1] >> 3, 0);
      }
    }
  }
  template <size_t K, class Taps>
  constexpr void run_shared(const Taps& taps, size_t n, const Sample* in, int32_t* words) noexcept {
    if constexpr (K == 0 && plan::converts_on_load) {
      run_alone(taps, sections_[K], n, from_samples<Sample>{in}, to_words{words});
    } else {
      run_alone(taps, sections_[K], n, from_words{words}, to_words{words});
    }
  }
  template <size_t K, class Taps>
  constexpr void run_one(const Taps& taps, size_t n, const Sample* in, int32_t* words,
                         to_samples<Sample> to) noexcept {
    if constexpr (Sections == 1) {
      run_alone(taps, sections_[K], n, from_samples<Sample>{in}, to);
    } else if constexpr (K == 0) {
      run_alone(taps, sections_[K], n, from_samples<Sample>{in}, to_words{words});
    } else if constexpr (K + 1 < Sections) {
      run_alone(taps, sections_[K], n, from_words{words}, to_words{words});
    } else {
      run_alone(taps, sections_[K], n, from_words{words}, to);
    }
  }

  // Less noise where 24 bits are wanted.
  array<kernel::section_state<sizeof(Sample) == 4 ? 2 : 1>, Sections> sections_{};
};

}  // namespace mote::detail::biquad
