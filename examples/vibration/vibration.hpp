// vibration.hpp - three axes of an accelerometer to band energies and a verdict. Integers only.
#pragma once

#include <mote/design/constant.hpp>
#include <mote/core/root.hpp>
#include <mote/feature/statistics.hpp>
#include <mote/filter/biquad.hpp>
#include <mote/design/butterworth.hpp>
#include <mote/filter/dc_blocker.hpp>
#include <mote/filter/interleave.hpp>
#include <mote/transform/rfft.hpp>
#include <mote/transform/spectrum.hpp>
#include <mote/transform/window.hpp>

#include "../line.hpp"

namespace vibration {

inline constexpr double sensor_rate = 1600;
inline constexpr size_t decimation = 2;
inline constexpr double rate = sensor_rate / decimation;
inline constexpr size_t block = 256;           // 0.32 s, bins of 3.125 Hz
inline constexpr size_t chunk = 64;            // samples of three axes that are taken at a time
inline constexpr uint16_t milliseconds = 320;  // a block
inline constexpr uint32_t counts_per_g = 4096;

enum band : uint8_t { shaft, twice_shaft, bearing, bands };
struct range {
  double low, high;  // Hz
};
inline constexpr range ranges[bands] = {{20, 40}, {45, 75}, {80, 300}};

/// Of all three axes together, in thousandths of g, root mean square.
struct report {
  uint16_t total;
  uint16_t in[bands];

  const char* verdict() const {
    if (in[bearing] > 80) return "bearing";
    return in[shaft] > 100 ? "unbalance" : "good";
  }
};

namespace detail {

inline constexpr auto low_pass = mote::butterworth_lowpass<6>(300, sensor_rate);
inline constexpr auto no_gravity = mote::quantize<int16_t>(mote::smoothing::cutoff(2, sensor_rate));
inline constexpr mote::window<int16_t, block> taper{mote::windows::hann};

struct bin_range {
  size_t first, end;
};
constexpr size_t bin(double hz) {
  return static_cast<size_t>(hz * static_cast<double>(block) / rate + 0.5);
}
constexpr bin_range bins_between(range hz) { return {bin(hz.low), bin(hz.high)}; }
inline constexpr bin_range bins_of[bands] = {
    bins_between(ranges[shaft]), bins_between(ranges[twice_shaft]), bins_between(ranges[bearing])};

/// One axis: gravity and what decimation would fold taken out, every second sample kept.
class axis {
 public:
  void add(mote::span<int16_t> samples) {
    if (!started_) no_offset_.reset(samples[0]);
    started_ = true;
    no_offset_.process(samples, samples);
    filter_.process(samples, samples);
    for (size_t i = 0; i < samples.size(); i += decimation) kept_[count_++] = samples[i];
  }

  bool full() const { return count_ == block; }

  /// Adds sums of squares: of the samples, and of the bins of each band times 256.
  void finish(uint64_t& total, uint64_t (&in)[bands]) {
    mote::statistics<int16_t> all;
    all.add(kept_);
    total += all.sum_of_squares();

    taper.process(kept_, kept_);
    uint32_t values[block / 2 + 1];
    const auto power = mote::power_spectrum(mote::bins{mote::rfft(kept_)}, values);
    for (size_t b = 0; b < bands; ++b) {
      uint64_t sum = 0;
      for (size_t k = bins_of[b].first; k < bins_of[b].end; ++k) sum += power[k];
      const int shift = power.exponent() + 8;
      in[b] += shift >= 0 ? sum << shift : sum >> -shift;
    }
    count_ = 0;
  }

 private:
  mote::dc_blocker<int16_t> no_offset_{no_gravity};
  mote::fixed_biquad_cascade<low_pass, int16_t> filter_;
  int16_t kept_[block];
  size_t count_ = 0;
  bool started_ = false;
};

/// The root of `squares`, which are counts^2 times 256 and `scale`, in thousandths of g. No
/// division: the factor is a constant.
template <uint32_t Scale>
constexpr uint16_t milli_g(uint64_t squares) {
  constexpr double counts =
      16.0 * static_cast<double>(counts_per_g) * mote::constant::sqrt(static_cast<double>(Scale));
  constexpr auto factor = static_cast<uint64_t>(1000.0 / counts * 4294967296.0 + 0.5);  // 2^32
  return static_cast<uint16_t>((mote::nearest_root(squares) * factor + 0x80000000u) >> 32);
}

}  // namespace detail

class monitor {
 public:
  /// True when a block is complete: then last() says how the motor was.
  bool push(mote::span<const int16_t, 3 * chunk> xyz) {
    int16_t x[chunk], y[chunk], z[chunk];
    mote::deinterleave<int16_t>(mote::span<const int16_t>{xyz.data(), xyz.size()}, {x, y, z});
    axes_[0].add(x);
    axes_[1].add(y);
    axes_[2].add(z);
    if (!axes_[0].full()) return false;

    uint64_t total = 0, in[bands] = {};
    for (detail::axis& axis : axes_) axis.finish(total, in);
    last_.total = detail::milli_g<block>(total * 256);
    for (size_t b = 0; b < bands; ++b) {
      // Parseval: the mean square is 2 sum |X|^2 / (N sum w^2), and Hann's sum w^2 is 3 N / 8.
      last_.in[b] = detail::milli_g<block * block * 3 / 16>(in[b]);
    }
    return true;
  }

  const report& last() const { return last_; }

 private:
  detail::axis axes_[3];
  report last_{};
};

using examples::line;

inline constexpr char heading[] = "   ms  total  shaft  twice  bearing   (mg)\n";

/// A row of the table: `into` is a `line` of its own.
inline const char* row(uint16_t blocks, const report& r, line& into) {
  into.number(static_cast<uint16_t>(blocks * milliseconds), 5).number(r.total, 7);
  into.number(r.in[shaft], 7).number(r.in[twice_shaft], 7).number(r.in[bearing], 9);
  return into.text("   ").text(r.verdict()).end();
}

}  // namespace vibration
