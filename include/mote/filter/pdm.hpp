// pdm.hpp - from the one-bit stream of a digital microphone to samples. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/span.hpp"
#include "../kernel/row/in_flash.hpp"
#include "detail/lengths.hpp"

namespace mote {

/// Which bit of a byte is the oldest.
enum class bit_order : uint8_t { lsb_first, msb_first };

namespace detail::filter {
/// Four numbers of 16 bits, in two words: the first and the third, the second and the fourth. None
/// of them overflows into the next.
struct pdm_lanes {
  uint32_t even, odd;
};

/// The taps of four cascaded means of eight bits: (1 + z^-1 + ... + z^-7)^4.
constexpr array<uint16_t, 32> pdm_taps() noexcept {
  array<uint16_t, 32> taps{};
  taps[0] = 1;
  for (int stage = 0; stage < 4; ++stage) {
    array<uint16_t, 32> next{};
    for (size_t i = 0; i < 32; ++i) {
      for (size_t j = 0; j < 8 && j <= i; ++j) {
        next[i] = static_cast<uint16_t>(next[i] + taps[i - j]);
      }
    }
    taps = next;
  }
  return taps;
}

/// What a byte adds to the output that ends with it and to the three that follow: the even and the
/// odd word of the lanes of each.
template <bit_order Order>
constexpr array<uint32_t, 512> make_pdm_table() noexcept {
  constexpr array<uint16_t, 32> taps = pdm_taps();
  array<uint32_t, 512> table{};
  for (size_t bit = 0; bit < 8; ++bit) {
    const size_t age = Order == bit_order::msb_first ? bit : 7 - bit;  // behind the newest
    const uint32_t even = taps[age] | (uint32_t{taps[16 + age]} << 16);
    const uint32_t odd = taps[8 + age] | (uint32_t{taps[24 + age]} << 16);
    const size_t size = size_t{1} << bit;
    for (size_t i = 0; i < size; ++i) {  // the bytes of which this is the highest bit
      table[2 * (size + i)] = table[2 * i] + even;
      table[2 * (size + i) + 1] = table[2 * i + 1] + odd;
    }
  }
  return table;
}
template <bit_order Order>
inline constexpr array<uint32_t, 512> pdm_table = make_pdm_table<Order>();
template <bit_order Order>
struct pdm_row {
  static constexpr const array<uint32_t, 512>& values() noexcept { return pdm_table<Order>; }
};

struct pdm_four {
  uint32_t first, second, third, fourth;
};

/// The last sum after `bytes` bytes of which half the bits are 1: a polynomial, so that it is known
/// for the time before the start as well.
constexpr uint32_t pdm_silent_sum(int64_t bytes) noexcept {
  const int64_t rising = bytes * (bytes + 1) * (bytes + 2) * (bytes + 3) / 24;
  return static_cast<uint32_t>(static_cast<uint64_t>(2048 * rising) & 0xffffffffu);
}
constexpr pdm_four make_pdm_silent_past(int64_t step) noexcept {
  const uint32_t a = pdm_silent_sum(0), b = pdm_silent_sum(-step), c = pdm_silent_sum(-2 * step),
                 d = pdm_silent_sum(-3 * step);
  return {a, a - b, a - 2 * b + c, a - 3 * b + 3 * c - d};
}
constexpr pdm_lanes make_pdm_silent_lanes() noexcept {
  const array<uint16_t, 32> taps = pdm_taps();
  uint32_t half[4] = {};
  for (size_t i = 8; i < 32; ++i) {
    for (size_t lane = 0; lane < i / 8; ++lane) half[lane] += taps[i];
  }
  return {half[0] / 2 | ((half[2] / 2) << 16), half[1] / 2};
}
/// The state of a filter behind which there was silence for ever.
template <size_t Bytes>
inline constexpr pdm_four pdm_silent_past = make_pdm_silent_past(static_cast<int64_t>(Bytes));
inline constexpr pdm_lanes pdm_silent_lanes = make_pdm_silent_lanes();
}  // namespace detail::filter

/// PDM bits to 16-bit samples at 1 / Factor of their rate: four cascaded means of Factor bits,
/// which is what modulators up to the third order need, and enough for the fourth. The pass band
/// droops by 3.7 dB at a quarter of the new rate, and what lies above half of it folds back: where
/// the band up to there matters, take half the Factor, and cic_compensator in a fir_decimator
/// behind it.
///
/// Shape    8 bits a byte, Factor bits a sample
/// Range    all bits 1 is +32767, all bits 0 is -32768, half of each 0
/// State    40 bytes; a table of 2 kB in flash
/// Time     about 14 instructions a byte and 20 a sample on Cortex-M4
/// Target   bit-exact: the exact mean, rounded to the nearest, halves up
template <size_t Factor = 64, bit_order Order = bit_order::msb_first>
class pdm_decimator {
  static_assert(Factor % 8 == 0 && Factor >= 16 && Factor <= 128,
                "pdm_decimator reads whole bytes: use a Factor of 16, 24, 32, ... 128");

 public:
  using input_type = uint8_t;  // eight bits of the stream
  using output_type = int16_t;
  static constexpr size_t bytes_per_sample = Factor / 8;

  static constexpr size_t outputs(size_t bytes) noexcept { return bytes / bytes_per_sample; }

  template <class In, class Out, detail::filter::if_misfit<pdm_decimator, In, Out> = 0>
  static void process(const In&, Out&&) noexcept {
    detail::filter::refuse<pdm_decimator, In, Out>();
  }
  static constexpr bool fits(size_t in, size_t out) noexcept {
    return in == bytes_per_sample * out;
  }
  /// `bytes` are bytes_per_sample times as many as `out` has elements.
  constexpr void process(span<const uint8_t> bytes, span<int16_t> out) noexcept {
    MOTE_EXPECTS(bytes.size() == bytes_per_sample * out.size(),
                 "a sample is made of Factor bits: give Factor / 8 bytes for each");
    const uint8_t* from = bytes.data();
    detail::filter::pdm_lanes lanes = lanes_;
    four sums = sums_;
    four past = past_;
    for (int16_t& sample : out) {
      for (size_t i = 0; i < bytes_per_sample / 2; ++i) {
        add(from[0], lanes.even, lanes.odd, sums);
        add(from[1], lanes.odd, lanes.even, sums);
        from += 2;
      }
      if constexpr (bytes_per_sample % 2 != 0) {
        add(*from++, lanes.even, lanes.odd, sums);
        lanes = {lanes.odd, lanes.even};
      }
      const uint32_t once = sums.fourth - past.first;
      const uint32_t twice = once - past.second;
      const uint32_t thrice = twice - past.third;
      const uint32_t value = thrice - past.fourth;
      past = {sums.fourth, once, twice, thrice};
      sample = scaled(value);
    }
    lanes_ = lanes;
    sums_ = sums;
    past_ = past;
  }

  /// Behaves as if newly built: as if silence, half of all bits 1, went before.
  constexpr void reset() noexcept { *this = pdm_decimator{}; }

 private:
  // The sum of a sample with all bits 1: 8^4 of the table, times (Factor / 8)^4; below 2^29.
  static constexpr uint32_t full =
      4096u * static_cast<uint32_t>(bytes_per_sample) * static_cast<uint32_t>(bytes_per_sample) *
      static_cast<uint32_t>(bytes_per_sample) * static_cast<uint32_t>(bytes_per_sample);

  using four = detail::filter::pdm_four;

  /// A byte. Afterwards the first output to come is in `odd`, so that the words change places.
  static constexpr void add(uint8_t octet, uint32_t& even, uint32_t& odd, four& s) noexcept {
    const auto more = kernel::in_flash<detail::filter::pdm_row<Order>>() + 2 * size_t{octet};
    even += more[0];
    odd += more[1];
    s.first += even & 0xffffu;
    s.second += s.first;
    s.third += s.second;
    s.fourth += s.third;
    even >>= 16;
  }

  /// sum * 65536 / full - 32768, rounded.
  static constexpr int16_t scaled(uint32_t sum) noexcept {
    constexpr uint32_t quarter = full / 4096;  // (Factor / 8)^4
    uint32_t steps = 0;
    if constexpr ((quarter & (quarter - 1)) == 0) {
      steps = (sum + quarter / 32) / (quarter / 16);
    } else {
      steps = (16 * sum + quarter / 2) / quarter;
    }
    return static_cast<int16_t>(static_cast<int32_t>(steps > 65535u ? 65535u : steps) - 32768);
  }

  detail::filter::pdm_lanes lanes_ = detail::filter::pdm_silent_lanes;  // of the outputs to come
  four sums_{};                                                         // wrap around, see cic.hpp
  four past_ = detail::filter::pdm_silent_past<bytes_per_sample>;
};

}  // namespace mote
