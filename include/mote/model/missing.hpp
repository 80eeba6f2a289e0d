// missing.hpp - stages of a row in which numbers are missing, and what stands there. Floor 2.
//
// See columns.hpp for what a stage of rows is, and prepared.hpp for a model behind such stages.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/ordered.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"

namespace mote {

/// Columns of a row, one of them as often as Chosen has it, and Fill where a number is missing.
///
/// Sample   any; what is_missing(x, Missing)
/// Shape    Chosen: column numbers below Inputs, Fill: numbers, arrays of one size
/// Target   bit-exact
template <class Sample, size_t Inputs, const auto& Chosen, const auto& Fill, const auto& Missing>
struct sided_columns {
  static_assert(traits::takes_samples<sided_columns, Sample>);
  static_assert(Chosen.size() == Fill.size(),
                "sided_columns: each chosen column has a number for where it is missing");
  using input_type = Sample;
  using output_type = Sample;
  static constexpr size_t inputs = Inputs;
  static constexpr size_t features = Chosen.size();

  MOTE_BIT_CONSTEXPR static void process(span<const Sample, Inputs> in,
                                         span<Sample, features> out) noexcept {
    static_assert(all_below(), "sided_columns: a column is below the number of inputs");
    for (size_t i = 0; i < features; ++i) {
      const Sample x = in.data()[Chosen.data()[i]];
      out.data()[i] = is_missing(x, Missing) ? Fill.data()[i] : x;
    }
  }

 private:
  static constexpr bool all_below() noexcept {
    for (const auto column : Chosen) {
      if (!(column < Inputs)) return false;
    }
    return true;
  }
};

/// Fill where a number is missing: NaN, of which every kind is known by its bits. A column whose
/// Fill is NaN is left as it is.
///
/// Sample   float
/// Shape    Fill: an array of floats, one a column
/// Target   bit-exact
template <const auto& Fill>
struct impute_columns {
  using input_type = float;
  using output_type = float;
  static constexpr size_t inputs = Fill.size();
  static constexpr size_t features = inputs;

  MOTE_BIT_CONSTEXPR static void process(span<const float, inputs> in,
                                         span<float, features> out) noexcept {
    for (size_t i = 0; i < inputs; ++i) {
      const float x = in.data()[i];
      out.data()[i] = is_missing(x, x) ? Fill.data()[i] : x;
    }
  }
};

/// By where a column has the number What, which stands for a missing one.
///
/// Sample   any
/// Shape    What and By: arrays of Sample, one a column; of a column that none is missing of they
///          are equal
/// Target   bit-exact
template <class Sample, const auto& What, const auto& By>
struct replace_columns {
  static_assert(traits::takes_samples<replace_columns, Sample>);
  static_assert(What.size() == By.size(), "replace_columns: each column has both numbers");
  using input_type = Sample;
  using output_type = Sample;
  static constexpr size_t inputs = What.size();
  static constexpr size_t features = inputs;

  static constexpr void process(span<const Sample, inputs> in,
                                span<Sample, features> out) noexcept {
    for (size_t i = 0; i < inputs; ++i) {
      const Sample x = in.data()[i];
      out.data()[i] = x == What.data()[i] ? By.data()[i] : x;
    }
  }
};

}  // namespace mote
