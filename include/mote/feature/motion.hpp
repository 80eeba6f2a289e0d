// motion.hpp - features of a window of acceleration, as many of 92 as are chosen. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/frame_view.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/rank/chains.hpp"
#include "../kernel/series/jerk.hpp"
#include "../kernel/series/median_of_three.hpp"
#include "../kernel/series/norm.hpp"
#include "../kernel/series/spread.hpp"
#include "detail/motion_series.hpp"
#include "chosen/motion_set.hpp"

namespace mote {

/// Time-domain features of N rows of three axes. `Chosen` is an array of motion::feature: which,
/// and in which order; motion::all, or one's own:
///
///   inline constexpr mote::array<mote::motion::feature, 2> chosen = {{
///       {mote::motion::series::x, mote::motion::statistic::mean},
///       {mote::motion::series::l1_jerk, mote::motion::statistic::iqr},
///   }};
///   mote::motion_features<int16_t, 128, chosen> features;
///   features.process(windows.view(), row, scratch);
///
/// Sample   int16_t
/// Shape    4 <= N <= 255 rows of 3 channels
/// Unit     that of the samples; of magnitude_squared its square; entropy in nats / 4096
/// Range    every sample. x^2 + y^2 + z^2 is 2,147,483,647 at most, which samples of up to 26,754
///          cannot reach; the IQR of its jerk likewise; nothing else saturates
/// State    none; scratch of 10 N + 256 bytes and a bit, which a chain shares
/// Target   bit-exact. Ranks and extremes are numbers of the series; mean, energy and std to the
///          nearest whole number, the latter two of magnitude_squared and its jerk where all is
///          below 2^23, else within 2^-22 of its largest value; entropy within 0.51 / 4096
template <class Sample, size_t N, const auto& Chosen>
class motion_features {
  static_assert(traits::same<Sample, int16_t>,
                "motion_features takes samples of int16_t, as accelerometers give them: convert "
                "all others");
  static_assert(N >= 4 && N <= 255,
                "motion_features takes windows of 4 to 255 rows: use a shorter window, or every "
                "second row");

 public:
  using input_type = Sample;
  using output_type = int32_t;

  static constexpr size_t rows = N;
  static constexpr size_t channels = 3;
  static constexpr size_t features = Chosen.size();

  /// What process() works in; what is in it before does not matter.
  struct scratch {
    array<int16_t, 3 * N> axes;  // one after the other
    array<int32_t, N> wide;      // a norm, its jerk, or a jerk of 17 bits
    kernel::chains<N> bins;
  };

  void process(const frame_view<Sample, N, 3>& in, span<output_type, features> out,
               scratch& s) const noexcept {
    int16_t* const axes = s.axes.data();
    filter(in, axes);
    work todo{s, out.data()};
    const uint32_t x = todo.template axis<motion::series::x>(axes);
    const uint32_t y = todo.template axis<motion::series::y>(axes + N);
    const uint32_t z = todo.template axis<motion::series::z>(axes + 2 * N);
    todo.template norm<motion::series::l1, kernel::l1_norm>();
    todo.template norm<motion::series::magnitude_squared, kernel::squared_norm>();
    todo.template jerk<motion::series::x_jerk>(axes, x);
    todo.template jerk<motion::series::y_jerk>(axes + N, y);
    todo.template jerk<motion::series::z_jerk>(axes + 2 * N, z);
  }
  void process(span<const Sample, N * 3> in, span<output_type, features> out) const noexcept {
    scratch s;
    process(frame_view<Sample, N, 3>{in}, out, s);
  }

 private:
  using set = detail::feature::statistics_set;

  static constexpr set wanted_of(motion::series of) noexcept {
    set wanted = 0;
    for (const motion::feature& f : Chosen) {
      if (f.series == of) wanted = static_cast<set>(wanted | detail::feature::bit_of(f.statistic));
    }
    return wanted;
  }

  static constexpr motion::series jerk_of(motion::series s) noexcept {
    return static_cast<motion::series>(static_cast<size_t>(s) + motion::series_count / 2);
  }

  /// Median of 3, piece by piece; at the seam of two pieces the rows next to it once more.
  static void filter(const frame_view<Sample, N, 3>& in, int16_t* x) noexcept {
    const size_t first = in.older().size() / 3;
    if (first != 0) {
      kernel::medians_of_three(in.older().data(), first, {x, x + N, x + 2 * N});
    }
    if (first == N) return;
    kernel::medians_of_three(in.newer().data(), N - first,
                             {x + first, x + N + first, x + 2 * N + first});
    if (first == 0) return;
    for (size_t row = first - 1; row <= first; ++row) {
      if (row == 0 || row == N - 1) continue;
      for (size_t c = 0; c < 3; ++c) {
        x[c * N + row] = kernel::median_of_three(in(row - 1, c), in(row, c), in(row + 1, c));
      }
    }
  }

  /// Each step does nothing where nothing of its series is chosen.
  struct work {
    scratch& s;
    output_type* out;
    uint64_t squares = 0;  // of all axes

    /// Returns max - min, where the jerk needs it.
    template <motion::series Series>
    MOTE_ALWAYS_INLINE uint32_t axis(const int16_t* x) noexcept {
      if constexpr (wanted_of(Series) != 0 || wanted_of(jerk_of(Series)) != 0 ||
                    wanted_of(motion::series::magnitude_squared) != 0) {
        const kernel::narrow_spread spread = kernel::spread_of(x, N);
        squares += spread.squares;
        if constexpr (wanted_of(Series) != 0) narrow<Series, N>(x, spread);
        return spread.ends.range();
      } else {
        return 0;
      }
    }
    template <motion::series Series, class Norm>
    MOTE_ALWAYS_INLINE void norm() const noexcept {
      constexpr motion::series jerk = jerk_of(Series);
      if constexpr (wanted_of(Series) != 0 || wanted_of(jerk) != 0) {
        int32_t* const wide = s.wide.data();
        const kernel::wide_spread spread =
            kernel::norms_of<Norm, N>(s.axes.data(), N, wide, squares);
        if constexpr (wanted_of(Series) != 0) describe_wide<Series, N>(spread);
        if constexpr (wanted_of(jerk) != 0) {
          describe_wide<jerk, N - 1>(kernel::jerks_of(wide, N, wide));
        }
      }
    }
    template <motion::series Series>
    MOTE_ALWAYS_INLINE void jerk(int16_t* x, uint32_t range) const noexcept {
      if constexpr (wanted_of(Series) != 0) {
        if (range <= 32767) {
          narrow<Series, N - 1>(x, kernel::narrow_jerks(x, N));
        } else {
          describe_wide<Series, N - 1>(kernel::jerks_of(x, N, s.wide.data()));
        }
      }
    }

    template <motion::series Series, size_t Size>
    MOTE_ALWAYS_INLINE void narrow(const int16_t* x,
                                   const kernel::narrow_spread& spread) const noexcept {
      detail::feature::described found;
      detail::feature::describe<detail::feature::with_the_free(wanted_of(Series)), Size>(
          x, spread, s.bins, found);
      give<Series>(found);
    }
    template <motion::series Series, size_t Size>
    MOTE_ALWAYS_INLINE void describe_wide(const kernel::wide_spread& spread) const noexcept {
      detail::feature::described found;
      detail::feature::describe<detail::feature::with_the_free(wanted_of(Series)), Size>(
          s.wide.data(), spread, s.bins, found);
      give<Series>(found);
    }
    template <motion::series Series>
    MOTE_ALWAYS_INLINE void give(detail::feature::described& found) const noexcept {
      give_each<Series>(found, traits::indices_to<features>{});
    }
    template <motion::series Series, size_t... At>
    MOTE_ALWAYS_INLINE void give_each(detail::feature::described& found,
                                      traits::indices<At...>) const noexcept {
      (give_one<Series, At>(found), ...);
    }
    template <motion::series Series, size_t At>
    MOTE_ALWAYS_INLINE void give_one(detail::feature::described& found) const noexcept {
      if constexpr (Chosen[At].series == Series) out[At] = found[Chosen[At].statistic];
    }
  };
};

}  // namespace mote
