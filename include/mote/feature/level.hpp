// level.hpp - a sound level meter: time-weighted, equivalent, peak and percentile levels. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/block/misfit.hpp"
#include "../core/decibel.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "level_histogram.hpp"
#include "detail/level_input.hpp"
#include "detail/level_overload.hpp"
#include "detail/level_scale.hpp"
#include "detail/level_time.hpp"
#include "level_options.hpp"

namespace mote {

/// A sound level meter: LAF, LAeq, LAFmax, LCpeak, L90 and the like, as its options say; with
/// percentiles when it is given a histogram.
///
///   inline constexpr auto street = [] {
///     mote::level_options o;
///     o.rate = 16000;
///     o.peak = mote::frequency_weighting::c;
///     return o;
///   }();
///   mote::level_meter<int16_t, street, mote::half_decibel_histogram> meter;
///
/// Sample   int16_t; int32_t for 24-bit audio, in the upper bits as I2S has it; float in [-1, 1];
///          uint16_t of an ADC, whose silence is 32768
/// Unit     levels in dB SPL when `full_scale` is what a sine at full scale stands for
///          (calibration.hpp), in dBFS when it is left at 0
/// Range    integers saturate where a weighted sample is 12 dB above full scale: never with sound
/// State    144 bytes for integers, with a peak or without, 72 for float; percentiles 488 more
/// Time     samples are filtered and squared; all else is done once a tick, about 1 ms. Blocks are
///          the fast way in, and give the levels of single samples. At 16 kHz LAF and LAeq of
///          int16_t take 83 instructions a sample on Cortex-M4 and 307 on Cortex-M0, with LCpeak
///          102 and 335; of float 25 and 40 on Cortex-M4F
/// Target   integers: bit-exact, and no float; weightings as in design/weighting.hpp
/// Source   IEC 61672-1:2013; Impulse and its fall from IEC 60651
template <class Sample, const auto& Options, class Histogram = no_histogram>
class level_meter
    : detail::feature::level_filters<detail::feature::level_plan<
          detail::feature::level_unit<Sample>, Options.rate, Options.frequency, Options.peak>>,
      detail::feature::level_overload<detail::feature::level_unit<Sample>, (Options.overload > 0)> {
  static constexpr uint32_t rate = Options.rate;
  static_assert(rate >= 4000 && rate <= 400000,
                "level_meter needs a sample rate from 4000 to 400000 Hz");
  static_assert(Options.frequency != frequency_weighting::none,
                "level_meter needs a frequency weighting: use frequency_weighting::z for none");
  static_assert(Options.peak != frequency_weighting::a,
                "a peak level is C-weighted or unweighted: use c or z");
  static_assert(Options.overload >= 0 && Options.overload <= 1,
                "overload is a part of full scale: use 1 for the extreme codes, 0 for none");

  using unit = detail::feature::level_unit<Sample>;
  using plan = detail::feature::level_plan<unit, rate, Options.frequency, Options.peak>;
  using filters = detail::feature::level_filters<plan>;
  using overload = detail::feature::level_overload<unit, (Options.overload > 0)>;
  using word = typename unit::word;
  using energy_of = typename unit::energy;
  using energy = typename energy_of::type;
  using total = typename energy_of::total;

 public:
  using input_type = Sample;

  /// Samples between two steps of all but the filters and the squares.
  static constexpr size_t tick = rate / 1000 < 64 ? rate / 1000 : 64;

  constexpr level_meter() noexcept = default;
  constexpr explicit level_meter(decibels full_scale) noexcept : full_scale_{full_scale} {}

  void add(Sample x) noexcept { add(span<const Sample>{&x, 1}); }

  void add(span<const Sample> in) noexcept {
    const Sample* from = in.data();
    for (size_t left = in.size(); left > 0;) {
      const size_t count = left < piece ? left : piece;
      add_piece(from, count);
      from += count;
      left -= count;
    }
  }
  template <class Block, traits::if_no_samples<Block, Sample> = 0>
  void add(Block&&) noexcept {
    traits::refuse_blocks<Block>();
  }

  /// The time-weighted level now: LAF with A and Fast.
  decibels level() const noexcept { return level_of(average_.value()); }
  /// The highest and the lowest level() since the last restart(). The lowest does not count while
  /// the first samples after reset() are still settling.
  decibels max() const noexcept { return level_of(max_); }
  decibels min() const noexcept { return level_of(has_min_ ? min_ : average_.value()); }
  /// The level of a steady sound with the same energy since the last restart(): LAeq.
  decibels leq() const noexcept { return total_.mean(wraps_) + offset(); }
  /// The level of a second with the same energy since the last restart(): LAE, or SEL.
  decibels exposure() const noexcept { return total_.sum() - scale::second + offset(); }
  /// The highest size of a sample since the last restart(), weighted as the option `peak` says:
  /// LCpeak.
  decibels peak() const noexcept {
    static_assert(Options.peak != frequency_weighting::none,
                  "this level_meter has no peak: set peak = frequency_weighting::c in its options");
    return unit::peak_level(peak_) - scale::full_peak + full_scale_;
  }
  /// The level() that was exceeded in `percent` of the time since the last restart():
  /// percentile(90) is LAF90. 1 <= percent <= 99.
  decibels percentile(uint8_t percent) const noexcept {
    static_assert(!traits::same<Histogram, no_histogram>,
                  "this level_meter has no percentiles: give it a histogram, its last argument");
    return histogram_.percentile(percent) + full_scale_;
  }

  /// Whether a sample was an overload since the last restart(): leq(), max() and peak() are then
  /// too low. A NaN is one.
  bool overloaded() const noexcept { return overload_state().since_restart; }
  /// Whether one is now, or was within the last second: of level().
  bool overloaded_now() const noexcept { return overload_state().ticks_left > 0; }

  /// Begins a new measurement; filters and level() go on, unless a sample was NaN or infinite: then
  /// as reset().
  void restart() noexcept {
    if (!energy_of::is_finite(sum_) || !total_.is_finite()) return reset();
    total_ = total{};
    wraps_ = 0;
    max_ = average_.value();
    min_ = max_;
    has_min_ = settled_ == average::settling;
    peak_ = 0;
    overload::restart_overload();
    histogram_.reset();
  }
  /// Forgets all samples: behaves as if newly built. The calibration stays.
  void reset() noexcept { *this = level_meter{full_scale_}; }
  /// As if there had always been a steady sound of `level`, on a constant `rest` that the converter
  /// gives in silence: level() begins there, min() and percentiles count at once, and `rest` is no
  /// thump, but for z, which measures it. Time: 64 logarithms; float an exp2
  void reset(decibels level, Sample rest = unit::silence) noexcept {
    reset();
    filters::reset_filters(unit::load(rest));
    average_.start(energy_of::average_at(level - offset()));
    settled_ = average::settling;
    restart();
  }

  constexpr decibels full_scale() const noexcept { return full_scale_; }
  /// All readings move with it. In firmware with little flash, better than the constructor: a meter
  /// of static storage that is all 0 takes no flash.
  constexpr void set_full_scale(decibels full_scale) noexcept { full_scale_ = full_scale; }
  /// What is heard now, a steady tone of a known level, shall read `tone`: 94.0f with a calibrator.
  /// All readings move with it.
  void calibrate(decibels tone) noexcept { full_scale_ = full_scale_ + tone - level(); }

 private:
  static constexpr size_t piece = 64;
  static constexpr bool weighted = Options.frequency != frequency_weighting::z;
  static constexpr uint64_t milliticks = uint64_t{1000} * rate / tick;
  /// Levels go into the histogram 100 times a second, or a little faster.
  static constexpr uint8_t levels_every = static_cast<uint8_t>(milliticks / 100000);

  using average = detail::feature::time_average<energy_of, Options.time, milliticks>;
  using scale = detail::feature::level_scale<unit, plan, tick, milliticks>;
  using size_type = decltype(unit::peak_size(word{}));
  using sum_type = decltype(typename unit::squares{}.value());

  const overload& overload_state() const noexcept {
    static_assert(Options.overload > 0,
                  "this level_meter shows no overload: set overload = 1 in its options");
    return *this;
  }
  decibels offset() const noexcept { return full_scale_ - scale::full; }
  decibels level_of(energy e) const noexcept { return energy_of::level(e) + offset(); }

  /// 1 <= count <= piece.
  void add_piece(const Sample* from, size_t count) noexcept {
    word words[piece];
    const word* now = detail::feature::loaded<unit>(from, words, count);
    overload::look(now, count, unit::size_of(Options.overload), milliticks / 1000 + 1);
    if constexpr (Options.peak == frequency_weighting::z) add_peak(now, count);
    if constexpr (!weighted) add_squares(now, count);
    now = filters::to_peak(now, words, count);
    if constexpr (Options.peak == frequency_weighting::c) add_peak(now, count);
    now = filters::to_frequency(now, words, count);
    if constexpr (weighted) add_squares(now, count);
  }

  void add_squares(const word* words, size_t count) noexcept {
    while (count > 0) {
      const size_t free = tick - counted_;
      const size_t n = count < free ? count : free;
      typename unit::squares squares;
      for (size_t i = 0; i < n; ++i) {
        squares.add(unit::size(weighted ? words[i] : unit::scaled(words[i])));
      }
      sum_ += squares.value();
      counted_ = static_cast<uint8_t>(counted_ + n);
      if (counted_ == tick) step();
      words += n;
      count -= n;
    }
  }

  void add_peak(const word* words, size_t count) noexcept {
    size_type peak = peak_;
    for (size_t i = 0; i < count; ++i) {
      const size_type size = unit::peak_size(words[i]);
      if (size > peak) peak = size;
    }
    peak_ = peak;
  }

  void step() noexcept {
    overload::pass_tick();
    if (total_.add(sum_)) ++wraps_;
    average_.add(energy_of::average_of(sum_));
    sum_ = 0;
    counted_ = 0;
    const energy now = average_.value();
    if (now > max_) max_ = now;
    if (settled_ < average::settling) {
      ++settled_;
      return;
    }
    if (!has_min_ || now < min_) min_ = now;
    has_min_ = true;
    if (++waited_ >= levels_every) {
      waited_ = 0;
      histogram_.add(energy_of::level(now) - scale::full);
    }
  }

  sum_type sum_ = 0;
  average average_{};
  energy max_ = 0;
  energy min_ = 0;
  total total_{};
  size_type peak_ = 0;
  decibels full_scale_{};
  uint16_t settled_ = 0;
  uint16_t wraps_ = 0;  // of the count of total_, which would be 8 bytes larger with it
  uint8_t counted_ = 0;
  uint8_t waited_ = 0;
  bool has_min_ = false;
  Histogram histogram_{};
};

}  // namespace mote
