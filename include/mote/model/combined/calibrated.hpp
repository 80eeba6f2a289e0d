// calibrated.hpp - a classifier whose scores are made probabilities by a curve a class. Floor 2.
//
// The converter writes it from CalibratedClassifierCV; a mean of several, one a fold, is a voting
// of soft_voting.
//   inline constexpr mote::calibrated<label, 2, mote::sigmoid_curve, machine> model{
//       {{{2.5f, -0.1f}}}};
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../core/math.hpp"
#include "../../core/number/probability.hpp"
#include "../../core/numeric.hpp"
#include "../../core/traits.hpp"
#include "members.hpp"

namespace mote {

/// Platt's sigmoid of slope * score + start.
/// Target   float: the product may be fused
/// Source   sklearn.calibration.CalibratedClassifierCV, method="sigmoid", with both signs turned
struct sigmoid_curve {
  float slope, start;

  constexpr bool valid() const noexcept {
    return slope >= numeric<float>::lowest && slope <= numeric<float>::highest &&
           start >= numeric<float>::lowest && start <= numeric<float>::highest;
  }
  MOTE_BIT_CONSTEXPR float operator()(float score) const noexcept {
    return sigmoid(slope * score + start);
  }
};

/// Lines between points that never fall: isotonic regression. Left of the first point it has the
/// value of that, and right of the last of that.
///
/// Shape    `scores` never fall; fewer points than Points: the last one is repeated
/// Range    NaN has the value of the last point
/// Time     a comparison for each halving of the points
/// Source   sklearn.isotonic.IsotonicRegression, out_of_bounds="clip"
template <size_t Points>
struct isotonic_curve {
  static_assert(Points > 0, "an isotonic_curve has a point or more");

  array<float, Points> scores, values;

  constexpr bool valid() const noexcept {
    for (size_t i = 0; i < Points; ++i) {
      if (!(scores[i] >= numeric<float>::lowest && scores[i] <= numeric<float>::highest)) {
        return false;
      }
      if (!(values[i] >= 0 && values[i] <= 1)) return false;
      if (i > 0 && (scores[i] < scores[i - 1] || values[i] < values[i - 1])) return false;
    }
    return true;
  }
  constexpr float operator()(float score) const noexcept {
    if (score < scores[0]) return values[0];
    if (!(score < scores[Points - 1])) return values[Points - 1];
    size_t low = 0, high = Points - 1;  // the score is from that of `low` to below that of `high`
    while (high - low > 1) {
      const size_t middle = low + (high - low) / 2;
      (score < scores[middle] ? high : low) = middle;
    }
    const float share = (score - scores[low]) / (scores[high] - scores[low]);
    return values[low] + share * (values[high] - values[low]);
  }
};

/// What a curve is of: a member's scores, or its probabilities where it has no decision function.
enum class curve_of { scores, probabilities };

/// The probability of each class: of two the curve of the second, and 1 less it; of more each
/// curve's share of their sum, or equal ones where all are 0.
///
/// Sample   as the member, a constant classifier of float
/// Shape    a curve a class, of two classes one
/// State    of a constant none
/// Time     that of the member, and a curve a class
/// Target   float
/// Source   sklearn.calibration.CalibratedClassifierCV
template <class Label, size_t Classes, class Curve, const auto& Member,
          curve_of Of = curve_of::scores>
struct calibrated {
  static_assert(Classes > 1, "a calibrated classifier tells two classes or more apart");
  using member_type = model_of<Member>;
  using feature_type = typename member_type::feature_type;
  using evidence = array<float, Classes>;
  using probability = float;
  static constexpr size_t features = member_type::features;
  static constexpr size_t count = Classes == 2 ? 1 : Classes;

  array<Curve, count> curves;

  constexpr bool valid() const noexcept {
    for (const Curve& curve : curves) {
      if (!curve.valid()) return false;
    }
    return detail::model::sound<Member>();
  }
  MOTE_BIT_CONSTEXPR evidence weigh(const feature_type* x) const noexcept {
    return asked<walked<Member>>(x);
  }
  constexpr Label decide(const evidence& shares) const noexcept {
    return static_cast<Label>(argmax(shares));
  }
  /// The probabilities.
  constexpr evidence score(const evidence& shares) const noexcept { return shares; }
  template <class>
  constexpr evidence proba(const evidence& shares) const noexcept {
    return shares;
  }

  /// The probabilities, of the member walked or as code.
  template <class Asked>
  MOTE_BIT_CONSTEXPR evidence asked(const feature_type* x) const noexcept {
    constexpr size_t first = Classes - count;
    evidence shares{};
    if constexpr (Of == curve_of::scores) {
      const auto scores = Asked::rule().score(Asked::weigh(x));
      static_assert(traits::same<decltype(scores), const array<float, count>>,
                    "a calibrated member scores in float: a number a class, of two classes one");
      for (size_t k = 0; k < count; ++k) shares[first + k] = curves[k](scores[k]);
    } else {
      const auto given = Asked::rule().template proba<float>(Asked::weigh(x));
      for (size_t k = 0; k < count; ++k) shares[first + k] = curves[k](given[first + k]);
    }
    if constexpr (Classes == 2) {
      shares[0] = 1 - shares[1];
    } else {
      float whole = 0;
      for (const float share : shares) whole += share;
      for (float& share : shares) share = whole > 0 ? share / whole : 1.0f / Classes;
    }
    return shares;
  }
};

template <const auto& Model, class Label, size_t Classes, class Curve, const auto& Member,
          curve_of Of>
struct in_code_as<Model, calibrated<Label, Classes, Curve, Member, Of>> {
  template <class X>
  static MOTE_BIT_CONSTEXPR auto weigh(const X* x) noexcept {
    static_assert(Model.valid(), "the model is damaged: convert it again");
    return Model.template asked<in_code<Member>>(x);
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept { return Model; }
};

}  // namespace mote
