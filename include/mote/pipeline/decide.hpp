// decide.hpp - a model as a stage of a chain, and the decision of its probabilities. Floor 4.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/number/probability.hpp"
#include "../model/model.hpp"

namespace mote {

/// How a constant model runs: as the table that it is, which is smallest, or as code, which is
/// fastest. The answers are the same bits.
enum class model_as : uint8_t { table, code };

/// The label of a row of features, or the value of a regression.
///
///   mote::classify<activity::model>
///   mote::classify<activity::model, mote::model_as::code>
///
/// Sample   Model::feature_type
/// Errors   a model in RAM that is empty: a mistake of the caller, as in predict
template <const auto& Model, model_as Way = model_as::table>
struct classify {
  using input_type = array<typename model_of<Model>::feature_type, model_of<Model>::features>;
  using output_type = prediction_t<model_of<Model>>;

  constexpr output_type operator()(const input_type& x) const noexcept {
    if constexpr (Way == model_as::code) {
      return predict<Model>(x);
    } else {
      return predict(Model, x);
    }
  }
};

/// The probability of each class, for what smooths them or doubts them.
template <const auto& Model, model_as Way = model_as::table>
struct class_probabilities {
  using input_type = array<typename model_of<Model>::feature_type, model_of<Model>::features>;
  using output_type = probabilities_t<model_of<Model>>;

  constexpr output_type operator()(const input_type& x) const noexcept {
    if constexpr (Way == model_as::code) {
      return predict_proba<Model>(x);
    } else {
      return predict_proba(Model, x);
    }
  }
};

/// The label whose probability is largest; of equal ones the first.
template <class Label, class Probability, size_t Classes>
struct likeliest {
  using input_type = array<Probability, Classes>;
  using output_type = Label;

  constexpr Label operator()(const input_type& probabilities) const noexcept {
    return static_cast<Label>(argmax(probabilities));
  }
};

/// The same where `Sure`, a constant such as `confidence`, says so; else `Unknown`.
///
///   mote::likeliest_if<sure, activity::unknown, float, 4>
template <const auto& Sure, auto Unknown, class Probability, size_t Classes>
struct likeliest_if {
  using input_type = array<Probability, Classes>;
  using output_type = decltype(Unknown);

  constexpr output_type operator()(const input_type& probabilities) const noexcept {
    return Sure(probabilities) ? static_cast<output_type>(argmax(probabilities)) : Unknown;
  }
};

/// Of two classes the second from where its probability reaches `on` of `Limits`, a constant
/// `hysteresis`, to where it falls below `off`; else the first, as at the start.
///
///   inline constexpr mote::hysteresis<float> fall{0.8f, 0.5f};
///   mote::on_or_off<fall, activity::label, float>
///
/// Sample   float; uint16_t with 32768 = 1.0
/// State    a bool; the limits stay in flash
template <const auto& Limits, class Label, class Probability>
class on_or_off {
 public:
  using input_type = array<Probability, 2>;
  using output_type = Label;

  constexpr Label operator()(const input_type& probabilities) noexcept {
    is_on_ = Limits.after(is_on_, probabilities[1]);
    return static_cast<Label>(is_on_ ? 1 : 0);
  }
  /// Off, as if newly built.
  constexpr void reset() noexcept { is_on_ = false; }

 private:
  bool is_on_ = false;
};

}  // namespace mote
