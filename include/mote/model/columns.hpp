// columns.hpp - stages from a row of features to the row that a model takes. Floor 2.
//
// A stage of rows says what goes in (input_type, inputs) and what comes out (output_type, features)
// and has process(in, out), where `in` is not `out`. A chain and a prepared model run them one
// after the other.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/bits.hpp"
#include "../core/numeric.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../kernel/number/sqrt.hpp"
#include "missing.hpp"

namespace mote {

/// The columns of a row that a model uses, in the order of `Chosen`.
///
///   inline constexpr mote::array<uint8_t, 2> used{{0, 5}};
///   mote::select_columns<int32_t, 6, used>
///
/// Sample   float, int8_t, int16_t, int32_t
/// Shape    Chosen: an array of column numbers, each below Inputs
template <class Sample, size_t Inputs, const auto& Chosen>
struct select_columns {
  static_assert(traits::takes_samples<select_columns, Sample>);
  using input_type = Sample;
  using output_type = Sample;
  static constexpr size_t inputs = Inputs;
  static constexpr size_t features = Chosen.size();

  static constexpr void process(span<const Sample, Inputs> in,
                                span<Sample, features> out) noexcept {
    static_assert(all_below(), "select_columns: a column is below the number of inputs");
    Sample* to = out.data();
    for (const auto column : Chosen) *to++ = in.data()[column];
  }

 private:
  static constexpr bool all_below() noexcept {
    for (const auto column : Chosen) {
      if (!(column < Inputs)) return false;
    }
    return true;
  }
};

/// (x - offset) * scale, each column with its own: what StandardScaler and its like do.
///
/// Sample   any in; float out
/// Shape    Offset and Scale: arrays of floats, one a column
/// Target   the same bits on every core with IEEE 754 single precision; int32_t is rounded to float
template <class Sample, const auto& Offset, const auto& Scale>
struct scale_columns {
  static_assert(traits::takes_samples<scale_columns, Sample>);
  static_assert(Offset.size() == Scale.size(),
                "scale_columns: each column has an offset and a scale");
  using input_type = Sample;
  using output_type = float;
  static constexpr size_t inputs = Offset.size();
  static constexpr size_t features = inputs;

  static constexpr void process(span<const Sample, inputs> in, span<float, features> out) noexcept {
    for (size_t i = 0; i < inputs; ++i) {
      out.data()[i] = (static_cast<float>(in.data()[i]) - Offset.data()[i]) * Scale.data()[i];
    }
  }
};

/// Sums of weighted distances from the means: what PCA, TruncatedSVD and the like do.
///
///   inline constexpr mote::array<mote::array<float, 2>, 3> weights{...};  // 3 columns to 2
///   mote::project_columns<float, mean, weights>
///
/// Sample   any in; float out
/// Shape    Mean: an array of floats, one a column. Weights: for each column as many as come out
/// Time     a product and a sum a weight
/// Target   within (columns + 3) * 2^-24 of the sum of |weight| * |x - mean|, and of 2^-24 of
///          |weight| * |x| for int32_t, which is rounded to float
template <class Sample, const auto& Mean, const auto& Weights>
struct project_columns {
  static_assert(traits::takes_samples<project_columns, Sample>);
  static_assert(Mean.size() == Weights.size(),
                "project_columns: each column has a mean and a row of weights");
  using input_type = Sample;
  using output_type = float;
  static constexpr size_t inputs = Mean.size();
  static constexpr size_t features = Weights[0].size();

  static constexpr void process(span<const Sample, inputs> in, span<float, features> out) noexcept {
    for (size_t k = 0; k < features; ++k) out.data()[k] = 0;
    for (size_t i = 0; i < inputs; ++i) {
      const float distance = static_cast<float>(in.data()[i]) - Mean.data()[i];
      const float* weight = Weights.data()[i].data();
      for (size_t k = 0; k < features; ++k) out.data()[k] += distance * weight[k];
    }
  }
};

/// Products of columns: what PolynomialFeatures does.
///
///   inline constexpr mote::array<mote::array<uint8_t, 2>, 2> terms{{{{0, 0}}, {{1, 3}}}};
///   mote::multiply_columns<float, 3, terms>  // x0 * x0, and x1: 3 is the number of inputs
///
/// Sample   any in; float out
/// Shape    Terms: for each column that comes out as many factors as the longest product has
/// Range    a product beyond float is infinite
/// Time     a product a factor but the first
/// Target   K factors: within K * 2^-24 of itself where no partial product is below the normal
///          floats; of int32_t K more, for each is rounded to float
template <class Sample, size_t N, const auto& Terms>
struct multiply_columns {
  static_assert(traits::takes_samples<multiply_columns, Sample>);
  using input_type = Sample;
  using output_type = float;
  static constexpr size_t inputs = N;
  static constexpr size_t features = Terms.size();

  static constexpr void process(span<const Sample, N> in, span<float, features> out) noexcept {
    static_assert(all_within(),
                  "multiply_columns: a factor is a column, or the number of inputs for none");
    float* to = out.data();
    for (const auto& term : Terms) {
      float product = 1;
      for (const auto factor : term) {
        if (factor < N) product *= static_cast<float>(in.data()[factor]);
      }
      *to++ = product;
    }
  }

 private:
  static constexpr bool all_within() noexcept {
    for (const auto& term : Terms) {
      for (const auto factor : term) {
        if (!(factor <= N)) return false;
      }
    }
    return true;
  }
};

/// What a row is divided by: the sum of its sizes, the root of its sum of squares, its largest
/// size.
enum class row_norm : uint8_t { l1, l2, max };

/// A row divided by its norm, as scikit-learn's Normalizer does it.
///
/// Sample   any in; float out
/// Range    every number: squares and sums do not leave float. A row whose norm is below
///          `Smallest`, a constant float, stays as it is: scikit-learn has 10 eps of what it
///          computes in, 2.2e-15 of double
/// Time     three divisions a column, of row_norm::max two
/// Target   within (N + 6) * 2^-24 of themselves, or of the smallest normal float
template <class Sample, size_t N, row_norm Norm, const auto& Smallest>
struct normalize_columns {
  static_assert(traits::takes_samples<normalize_columns, Sample>);
  static_assert(Smallest > 0, "normalize_columns: what is divided by is above 0");
  using input_type = Sample;
  using output_type = float;
  static constexpr size_t inputs = N;
  static constexpr size_t features = N;

  MOTE_BIT_CONSTEXPR static void process(span<const Sample, N> in, span<float, N> out) noexcept {
    float largest = 0;
    for (size_t i = 0; i < N; ++i) {
      const float x = out.data()[i] = static_cast<float>(in.data()[i]);
      if (x > largest) largest = x;
      if (-x > largest) largest = -x;
    }
    if (!(largest > 0)) return;
    float sum = 1;
    if constexpr (Norm != row_norm::max) {
      sum = 0;
      for (size_t i = 0; i < N; ++i) {
        const float part = out.data()[i] / largest;
        sum += Norm == row_norm::l2 ? part * part : part < 0 ? -part : part;
      }
    }
    if constexpr (Norm == row_norm::l2) sum = sqrt(sum);
    if (largest * sum < Smallest) return;
    for (size_t i = 0; i < N; ++i) {
      out.data()[i] /= largest;
      if constexpr (Norm != row_norm::max) out.data()[i] /= sum;
    }
  }
};

/// The same numbers in another type: what is beyond it saturates. A number, and not a fraction of
/// full scale, as `convert` takes it.
///
/// Sample   From an integer; To int8_t, int16_t, int32_t or float
/// Target   bit-exact; float is the nearest
template <class From, class To, size_t N>
struct cast_columns {
  static_assert(traits::takes_samples<cast_columns, From, traits::samples::whole>);
  static_assert(traits::takes_samples<cast_columns, To>);
  using input_type = From;
  using output_type = To;
  static constexpr size_t inputs = N;
  static constexpr size_t features = N;

  static constexpr void process(span<const From, N> in, span<To, N> out) noexcept {
    for (size_t i = 0; i < N; ++i) out.data()[i] = cast(in.data()[i]);
  }

 private:
  static constexpr To cast(From x) noexcept {
    if constexpr (!traits::same<To, float> && sizeof(To) < sizeof(From)) {
      if (x > numeric<To>::highest) return numeric<To>::highest;
      if (x < numeric<To>::lowest) return numeric<To>::lowest;
    }
    return static_cast<To>(x);
  }
};

}  // namespace mote
