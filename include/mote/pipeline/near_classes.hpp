// near_classes.hpp - is a row of features near a class that the model knows? Floor 4.
//
// A model has a class for every row, also for one that is far from all that it was trained on: what
// lies beyond a threshold has the answer of that side. How far a row is from the means of the
// classes, in deviations of their own, says that it is of none.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../design/constant.hpp"

namespace mote {

/// Where the rows of each class lay in training, for constants and the host.
///
///   constexpr mote::known_classes<2, 4> training{means, deviations, 2.5};
///   inline constexpr auto near = mote::quantize<int16_t>(training);
///
/// Shape    an array of means and one of standard deviations a class, a number a column
/// Range    distance > 0, in deviations. A column whose deviations are 0 in every class is left
///          out; one that has some has one in each class
template <size_t Classes, size_t Columns>
struct known_classes {
  array<array<double, Columns>, Classes> means;
  array<array<double, Columns>, Classes> deviations;
  double distance;
};

/// True for a row that is near one class: the root of the mean square, over columns, of
/// (x - mean) / deviation is at most `distance`.
///
/// Sample   float, int8_t, int16_t, int32_t
/// Range    every row. A row of float with a NaN or an infinity is near none
/// State    none: constants of 8 bytes a column and class; of integers 4 a column (int32_t: 8)
/// Time     ends a class with the column by which it is too far, and all with the first class that
///          is near; of integers with a column in which no class is near. A product a column; of
///          integers two of 32 bits
/// Target   integers bit-exact: the answer of exact arithmetic, unless the distance is within
///          sqrt(Columns) * 2^-14 of the limit, as a share of it; float within (Columns + 6) *
///          2^-24 of it, and by what means are rounded
template <class Sample, size_t Columns, size_t Classes>
struct near_classes {
  static_assert(traits::takes_samples<near_classes, Sample>);
  static_assert(Columns > 0 && Classes > 0, "near_classes needs at least one column and one class");

  /// In units of 2^(down - up).
  struct column {
    uint32_t mean;    // modulo 2^32
    uint16_t factor;  // 2^31 / the limit; 0 for a column that is left out
    uint8_t up, down;
  };
  /// In which all classes lie.
  struct range {
    Sample lowest;
    traits::choose_t<sizeof(Sample) == 4, uint32_t, uint16_t> width;
  };
  array<array<column, Columns>, Classes> classes;
  array<range, Columns> ranges;

  constexpr bool operator()(span<const Sample, Columns> row) const noexcept {
    const Sample* x = row.data();
    for (size_t i = 0; i < Columns; ++i) {
      const range& all = ranges.data()[i];
      if (static_cast<uint32_t>(x[i]) - static_cast<uint32_t>(all.lowest) > all.width) {
        return false;
      }
    }
    for (const array<column, Columns>& columns : classes) {
      if (is_near(x, columns.data())) return true;
    }
    return false;
  }

 private:
  static constexpr bool is_near(const Sample* x, const column* of) noexcept {
    uint32_t left = uint32_t{1} << 30;  // of the square of the distance
    for (size_t count = Columns; count != 0; --count, ++x, ++of) {
      const uint32_t scaled = static_cast<uint32_t>(*x) << of->up;
      const uint32_t at = static_cast<uint32_t>(static_cast<int32_t>(scaled) >> of->down);
      const auto apart = static_cast<int32_t>(at - of->mean);
      const uint32_t size = static_cast<uint32_t>(apart < 0 ? -apart : apart);
      if (size > 65535) return false;
      const uint32_t share = (size * of->factor + 32768) >> 16;  // of the limit, Q15
      const uint32_t square = share * share;
      if (square > left) return false;
      left -= square;
    }
    return true;
  }
};
template <size_t Columns, size_t Classes>
struct near_classes<float, Columns, Classes> {
  static_assert(Columns > 0 && Classes > 0, "near_classes needs at least one column and one class");

  struct column {
    float mean, scale;  // 1 / the limit; 0 for a column that is left out
  };
  array<array<column, Columns>, Classes> classes;

  constexpr bool operator()(span<const float, Columns> row) const noexcept {
    for (const array<column, Columns>& columns : classes) {
      if (is_near(row.data(), columns.data())) return true;
    }
    return false;
  }

 private:
  static constexpr bool is_near(const float* x, const column* of) noexcept {
    float sum = 0;
    for (size_t count = Columns; count != 0; --count, ++x, ++of) {
      const float share = (*x - of->mean) * of->scale;
      sum += share * share;
      if (!(sum <= 1)) return false;  // a NaN too
    }
    return true;
  }
};

namespace detail::pipeline {

constexpr int64_t floor_of(double x) noexcept {
  const auto toward_zero = static_cast<int64_t>(x);
  return toward_zero - (x < static_cast<double>(toward_zero) ? 1 : 0);
}
constexpr int64_t nearest_to(double x) noexcept { return (floor_of(2 * x) + 1) >> 1; }

/// Of a column: how far a row may be from the mean of each class, if the other columns are at
/// theirs.
template <size_t Classes, size_t Columns>
constexpr array<double, Classes> class_limits(const known_classes<Classes, Columns>& design,
                                              size_t column) noexcept {
  size_t counted = 0;
  for (size_t i = 0; i < Columns; ++i) counted += design.deviations[0][i] > 0 ? 1 : 0;
  array<double, Classes> out{};
  for (size_t k = 0; k < Classes; ++k) {
    const double deviation = design.deviations[k][column];
    MOTE_EXPECTS((deviation > 0) == (design.deviations[0][column] > 0),
                 "known_classes: a column has a deviation above 0 in each class, or in none");
    out[k] = deviation * design.distance * constant::sqrt(static_cast<double>(counted));
  }
  return out;
}

template <class Table, class Sample>
constexpr typename Table::range range_of(double low, double high) noexcept {
  constexpr double lowest = numeric<Sample>::lowest, highest = numeric<Sample>::highest;
  low = low < lowest ? lowest : low > highest ? highest : low;
  high = high < lowest ? lowest : high > highest ? highest : high;
  const int64_t from = floor_of(low), to = -floor_of(-high);
  return {static_cast<Sample>(from), static_cast<decltype(Table::range::width)>(to - from)};
}

/// With as many bits as the limit has room for: from 2^15 to 2^16 in its units.
template <class Table>
constexpr typename Table::column column_of(double mean, double limit, double width) noexcept {
  int32_t up = 0;
  while (up > -16 && limit >= 65536) --up, limit /= 2, width /= 2;
  while (up < 24 && limit < 32768) ++up, limit *= 2, width *= 2;
  MOTE_EXPECTS(width < 2147483648.0 && limit >= 32768,
               "known_classes: of integers a deviation is not below 1/16, and the classes of a "
               "column are no more than 16000 limits apart");
  const int64_t at =
      up > 0 ? nearest_to(constant::scale(mean, up)) : floor_of(constant::scale(mean, up));
  const int64_t factor = nearest_to(2147483648.0 / limit);
  return {static_cast<uint32_t>(at), static_cast<uint16_t>(factor > 65535 ? 65535 : factor),
          static_cast<uint8_t>(up > 0 ? up : 0), static_cast<uint8_t>(up < 0 ? -up : 0)};
}

}  // namespace detail::pipeline

/// Of a design: what a chip asks of each row.
///
/// Sample   float, int8_t, int16_t, int32_t: of the rows
template <class Sample, size_t Classes, size_t Columns>
constexpr near_classes<Sample, Columns, Classes> quantize(
    const known_classes<Classes, Columns>& design) noexcept {
  MOTE_EXPECTS(design.distance > 0, "known_classes: the distance is above 0");
  using table = near_classes<Sample, Columns, Classes>;
  table out{};
  for (size_t i = 0; i < Columns; ++i) {
    const array<double, Classes> limits = detail::pipeline::class_limits(design, i);
    if constexpr (traits::same<Sample, float>) {
      for (size_t k = 0; k < Classes; ++k) {
        out.classes[k][i] = {static_cast<float>(design.means[k][i]),
                             limits[k] > 0 ? static_cast<float>(1 / limits[k]) : 0.0f};
      }
    } else if (limits[0] > 0) {
      double low = numeric<Sample>::highest, high = numeric<Sample>::lowest;
      for (size_t k = 0; k < Classes; ++k) {
        const double mean = design.means[k][i];
        if (mean - limits[k] < low) low = mean - limits[k];
        if (mean + limits[k] > high) high = mean + limits[k];
      }
      out.ranges[i] = detail::pipeline::range_of<table, Sample>(low, high);
      for (size_t k = 0; k < Classes; ++k) {
        out.classes[k][i] = detail::pipeline::column_of<table>(
            design.means[k][i], limits[k], static_cast<double>(out.ranges[i].width));
      }
    } else {
      out.ranges[i] = detail::pipeline::range_of<table, Sample>(numeric<Sample>::lowest,
                                                                numeric<Sample>::highest);
      for (size_t k = 0; k < Classes; ++k) out.classes[k][i].down = 16;
    }
  }
  return out;
}

}  // namespace mote
