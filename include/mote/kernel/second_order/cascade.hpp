// cascade.hpp - second-order sections in series on integers: which order runs best where. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../best.hpp"
#include "../number/long_product.hpp"
#include "samples.hpp"
#include "section.hpp"

namespace mote::kernel {

/// How sections run best, by measurement.
struct scalar_plan {
  /// Values that a section takes at a time.
  static constexpr size_t piece = 32;
  /// There are registers to convert samples as they are loaded, and as they are stored.
  static constexpr bool converts_on_load = target::long_multiply;
  static constexpr bool converts_on_store = false;
  /// Sections that run_together takes: none.
  static constexpr size_t together = 0;
};
struct mve_plan {
  static constexpr size_t piece = 64;  // setting up vectors takes longer than loading registers
  static constexpr bool converts_on_load = true;
  static constexpr bool converts_on_store = true;
  static constexpr size_t together = 3;
};
scalar_plan plan_of(target::scalar);
mve_plan plan_of(target::mve);
using native_plan = decltype(plan_of(best<int32_t>{}));

namespace detail::second_order {
template <size_t Order, class Taps>
constexpr int32_t step_alone(const Taps& taps, section_state<Order>& state, int32_t word) noexcept {
  return step_section(taps, state, word);
}
template <size_t Order>
MOTE_NOINLINE constexpr int32_t step_alone(const array<int32_t, 5>& taps,
                                           section_state<Order>& state, int32_t word) noexcept {
  return step_section(taps, state, word);
}
}  // namespace detail::second_order

/// The order in which sections in series run, on integers: what a cascade of biquads remembers, and
/// how it moves on by a sample and by a block. All is in words of 32 bits. `Taps` gives of<k>(),
/// the taps of a section, shift(), and `shared`, which is true for taps in memory; to settle,
/// gains(), from the input to the output of each section at 0 Hz, in units of 2^-31.
///
/// State    20 bytes a section; int32_t 24
/// Target   bit-exact, whatever the length of the blocks
template <class Sample, size_t Sections>
class cascade {
  using format = detail::second_order::sample_format<Sample>;
  using from_samples = detail::second_order::from_samples<Sample>;
  using to_samples = detail::second_order::to_samples<Sample>;
  using from_words = detail::second_order::from_words;
  using to_words = detail::second_order::to_words;
  using plan = native_plan;

 public:
  template <class Taps>
  constexpr Sample step(const Taps& taps, Sample x) noexcept {
    return step_all(taps, x, traits::indices_to<Sections>{});
  }
  template <class Taps>
  constexpr void run(const Taps& taps, const Sample* in, Sample* out, size_t count) noexcept {
    if constexpr (!target::word_registers) {  // none to keep anything in
      for (size_t i = 0; i < count; ++i) out[i] = step(taps, in[i]);
    } else if (MOTE_CONSTANT_EVALUATED()) {
      int32_t words[plan::piece] = {};
      run_pieces(taps, in, out, count, words);
    } else if constexpr (plan::together != 0 && sizeof(Sample) < sizeof(int32_t)) {
      const size_t n = count - count % 4;
      if (n != 0) run_fours(taps, in, out, n);
      for (size_t i = n; i < count; ++i) out[i] = step(taps, in[i]);
    } else {
      run_on_stack(taps, in, out, count);
    }
  }
  /// As if the input had always been `x`: each output is right to half a unit of 2^-28, and does
  /// not stand on the rounding of those before it.
  template <class Taps>
  constexpr void settle(const Taps& taps, Sample x) noexcept {
    const array<int32_t, Sections> gains = taps.gains();
    const int32_t input = format::to_word(x);
    int32_t before = input;
    for (size_t k = 0; k < Sections; ++k) {
      const int64_t output = long_product(input, gains[k]) + (int64_t{1} << 33);
      const int32_t now = saturated(static_cast<int32_t>(output >> 32) >> 2) * 8;
      sections_[k].settle(before, now);
      before = now;
    }
  }

 private:
  template <class Taps, size_t... K>
  constexpr Sample step_all(const Taps& taps, Sample x, traits::indices<K...>) noexcept {
    int32_t word = format::to_word(x), y = 0;
    ((y = detail::second_order::step_alone(taps.template of<K>(), sections_[K], word),
      word = y * 8),
     ...);
    return format{taps.shift()}(y);
  }

  // As many sections at once as there are registers for.
  template <class Taps>
  void run_fours(const Taps& taps, const Sample* in, Sample* out, size_t count) noexcept {
    if constexpr (Sections <= plan::together) {
      run_from<0>(taps, in, out, nullptr, count);
    } else {
      int32_t words[plan::piece];
      for (size_t i = 0; i < count; i += plan::piece) {
        run_from<0>(taps, in + i, out + i, words,
                    count - i < plan::piece ? count - i : plan::piece);
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

  // A section at a time over a short piece of the block: its taps and state stay in registers.
  template <class Taps>
  void run_on_stack(const Taps& taps, const Sample* in, Sample* out, size_t count) noexcept {
    int32_t words[plan::piece];  // not set to 0: that takes as long as a section
    run_pieces(taps, in, out, count, words);
  }
  template <class Taps>
  constexpr void run_pieces(const Taps& taps, const Sample* in, Sample* out, size_t count,
                            int32_t* words) noexcept {
    while (count > 1) {
      const size_t n = count < plan::piece ? count - count % 2 : plan::piece;
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
    // Little code for many sections, and registers: samples are converted apart.
    constexpr bool stores_apart = Taps::shared && !plan::converts_on_store;
    constexpr bool loads_apart = stores_apart && !plan::converts_on_load;
    const to_samples to{out, format{taps.shift()}};
    if constexpr (loads_apart) {
      for (size_t i = 0; i < n; ++i) words[i] = format::to_word(in[i]);
    }
    (run_one < K, K != 0 || loads_apart,
     K + 1 != Sections || stores_apart > (taps.template of<K>(), n, in, words, to), ...);
    if constexpr (stores_apart) {
      for (size_t pair = 0; pair < n / 2; ++pair) {
        to(2 * pair, words[2 * pair] >> 3, 0);
        to(2 * pair + 1, words[2 * pair + 1] >> 3, 0);
      }
    }
  }
  template <size_t K, bool FromWords, bool ToWords, class Taps>
  constexpr void run_one(const Taps& taps, size_t n, const Sample* in, int32_t* words,
                         to_samples to) noexcept {
    if constexpr (FromWords && ToWords) {
      run_section(taps, sections_[K], n, from_words{words}, to_words{words});
    } else if constexpr (FromWords) {
      run_section(taps, sections_[K], n, from_words{words}, to);
    } else if constexpr (ToWords) {
      run_section(taps, sections_[K], n, from_samples{in}, to_words{words});
    } else {
      run_section(taps, sections_[K], n, from_samples{in}, to);
    }
  }

  // Less noise where 24 bits are wanted.
  array<section_state<sizeof(Sample) == 4 ? 2 : 1>, Sections> sections_{};
};

}  // namespace mote::kernel
