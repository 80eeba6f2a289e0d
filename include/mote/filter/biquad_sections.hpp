// biquad_sections.hpp - how a cascade of biquads runs over a block, for each kind of number.
// Floor 2.
#pragma once

#include "../core/numeric.hpp"
#include "../kernel/second_order.hpp"
#include "biquad_taps.hpp"

namespace mote::detail {

/// Integers: all in words of 32 bits, a section at a time over a short piece of the block, so that
/// its taps and state stay in registers.
template <class Sample, size_t Sections>
class biquad_state {
  using type = numeric<Sample>;

 public:
  /// Taps gives `tap<section, i>()` and `shift()`.
  template <class Taps>
  constexpr void run(const Taps& taps, const Sample* in, Sample* out, size_t count) noexcept {
    while (count > 0) {
      const size_t n = count < piece ? count : piece;
      run_piece(taps, in, out, n, indices_to<Sections>{});
      in += n;
      out += n;
      count -= n;
    }
  }

 private:
  static constexpr size_t piece = 32;

  template <class Taps, size_t Section>
  struct of_section {
    const Taps& taps;
    template <size_t I>
    constexpr int32_t tap() const noexcept {
      return taps.template tap<Section, I>();
    }
  };

  template <class Taps, size_t... K>
  constexpr void run_piece(const Taps& taps, const Sample* in, Sample* out, size_t n,
                           indices<K...>) noexcept {
    int32_t words[piece] = {};
    (run_one<K>(of_section<Taps, K>{taps}, taps.shift(), in, out, words, n), ...);
  }

  template <size_t K, class Taps>
  constexpr void run_one(const Taps& taps, int shift, const Sample* in, Sample* out, int32_t* words,
                         size_t n) noexcept {
    const auto load = [&](size_t i) {
      if constexpr (K == 0) {
        return to_word(in[i]);
      } else {
        return words[i];
      }
    };
    if constexpr (K + 1 == Sections) {
      const to_sample narrow{shift};
      kernel::run_section(taps, sections_[K], n, load,
                          [&](size_t i, int32_t y) { out[i] = narrow(y); });
    } else {
      kernel::run_section(taps, sections_[K], n, load,
                          [&](size_t i, int32_t y) { words[i] = y * 8; });
    }
  }

  static constexpr int32_t to_word(Sample x) noexcept {
    return static_cast<int32_t>(x * (int32_t{1} << (31 - type::fraction_bits))) & ~int32_t{7};
  }

  /// From units of 2^-28 times 2^shift, rounded half up, saturated.
  struct to_sample {
    constexpr explicit to_sample(int gain) noexcept {
      const int down = 28 - type::fraction_bits - gain;
      shift = down > 0 ? down : 0;
      half = (int32_t{1} << shift) >> 1;
      up = down < 0 ? -down : 0;
      top = static_cast<int32_t>(type::highest) >> up;
      if (top > 0x0fffffff) top = 0x0fffffff;
    }
    constexpr Sample operator()(int32_t y) const noexcept {
      if constexpr (type::fraction_bits < 16) {
        const int32_t rounded = (y + half) >> shift;
        return static_cast<Sample>(rounded < type::lowest    ? type::lowest
                                   : rounded > type::highest ? type::highest
                                                             : rounded);
      } else {
        if (y > top) return type::highest;
        if (y < -top - 1) return type::lowest;
        return static_cast<Sample>(static_cast<uint32_t>(y) << up);
      }
    }
    int32_t half = 0, top = 0;
    int shift = 0, up = 0;
  };

  array<kernel::section_state, Sections> sections_{};
};

/// float: the transposed direct form in differences (delta form), all states in registers.
template <size_t Sections>
class biquad_state<float, Sections> {
 public:
  template <class Taps>
  constexpr void run(const Taps& taps, const float* in, float* out, size_t count) noexcept {
    run_all(taps, in, out, count, indices_to<Sections>{});
  }

 private:
  struct pair {
    float w1, w2;
  };

  template <class Taps, size_t... K>
  constexpr void run_all(const Taps& taps, const float* in, float* out, size_t count,
                         indices<K...>) noexcept {
    array<pair, Sections> states = states_;
    for (size_t i = 0; i < count; ++i) {
      float x = in[i];
      ((x = step<K>(taps, x, states[K])), ...);
      out[i] = x;
    }
    states_ = states;
  }

  template <size_t K, class Taps>
  static constexpr float step(const Taps& taps, float x, pair& s) noexcept {
    const float y = taps.template add<K, 0>(s.w1, x);
    s.w1 = taps.template add<K, 3>(taps.template add<K, 1>(s.w1 + s.w2, x), y);
    s.w2 = taps.template add<K, 4>(taps.template add<K, 2>(s.w2, x), y);
    return y;
  }

  array<pair, Sections> states_{};
};

/// Taps that are numbers in memory.
template <class Sample, size_t Sections>
struct taps_in_memory {
  biquad_taps<Sample, Sections> taps;

  template <size_t K, size_t I>
  constexpr auto tap() const noexcept {
    return taps.sections[K][I];
  }
  constexpr int shift() const noexcept { return taps.shift; }
  template <size_t K, size_t I>
  constexpr float add(float sum, float x) const noexcept {
    return sum + taps.sections[K][I] * x;
  }
};

/// Taps that are part of the program: products with 0, 1 and -1 vanish.
template <const auto& Taps>
struct taps_in_code {
  template <size_t K, size_t I>
  constexpr auto tap() const noexcept {
    return Taps.sections[K][I];
  }
  constexpr int shift() const noexcept { return Taps.shift; }
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
};

}  // namespace mote::detail
