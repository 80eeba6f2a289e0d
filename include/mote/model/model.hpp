// model.hpp - what every model is, and the verbs that all models share. Floor 2.
//
// A model is a type with
//   feature_type, features                 what a sample is made of, and of how many
//   evidence                               what a decision rests on: votes, sums, likelihoods
//   evidence weigh(const feature_type*)    the work; all else is cheap
//   rule()                                 what decides; a model without it is its own rule
//   probability                            the type of one, where predict_proba makes sense
//   valid()                                the proof, linear in the model: for static_assert
//   entries, valid(from, to)               of large models: the same proof in pieces
//   ready()                                of models in RAM only, at once: something is loaded
//                                          or learnt
// A rule has decide(evidence), and where they make sense score(evidence) and
// proba<Probability>(evidence). Each verb is called in three ways:
//   predict(model, x)           walks the model: smallest code
//   predict<model>(x)           the same model as code, where it is a constant and its family
//                               knows how (in_code_as); the same result, bit for bit
//   predict(model, x, out)      of a model that may be empty: a status
// `x` is an array of exactly the model's features: a C array, mote::array, std::array, span.
#pragma once

#include "../core/array.hpp"
#include "../core/expects.hpp"
#include "../core/status.hpp"
#include "../core/target.hpp"
#include "../core/traits.hpp"

namespace mote {

/// True of every type that follows the contract above.
template <class T, class = void>
inline constexpr bool is_model = false;
template <class T>
inline constexpr bool is_model<T, decltype(void(sizeof(typename T::evidence)), void(T::features))> =
    true;

/// The type of a constant model.
template <const auto& Model>
using model_of = traits::remove_cvref_t<decltype(Model)>;

namespace detail::model {

template <bool, class T>
struct only_if {};
template <class T>
struct only_if<true, T> {
  using type = T;
};
template <class T>
using if_model = typename only_if<is_model<T>, int>::type;

template <class T, class = void>
inline constexpr bool can_be_empty = false;
template <class T>
inline constexpr bool can_be_empty<T, decltype(void(traits::declared<const T&>().ready()))> = true;

template <class T, class = void>
inline constexpr bool has_rule = false;
template <class T>
inline constexpr bool has_rule<T, decltype(void(&T::rule))> = true;

template <class Model, class X, size_t N>
constexpr void check_sample() noexcept {
  static_assert(traits::same<traits::remove_cvref_t<X>, typename Model::feature_type>,
                "the sample's element type must be the model's feature type: quantize it first");
  static_assert(N == Model::features,
                "the sample must hold exactly as many features as the model was trained on");
}
template <class Model, template <class, size_t> class Array, class X, size_t N>
constexpr const X* sample_of(const Array<X, N>& x) noexcept {
  check_sample<Model, X, N>();
  return x.data();
}
template <class Model, class X, size_t N>
constexpr const X* sample_of(const X (&x)[N]) noexcept {
  check_sample<Model, X, N>();
  return x;
}
template <class Model, class Sample>
constexpr const typename Model::feature_type* sample_of(const Sample&) noexcept {
  static_assert(traits::never<Sample>,
                "a sample is an array of known length (C array, mote::array, std::array): a "
                "pointer does not say how many features it has");
  return nullptr;
}

/// Forced inline: as a plain function it cost up to 21 instructions.
template <class Model>
MOTE_ALWAYS_INLINE constexpr const auto& rule_of(const Model& model) noexcept {
  if constexpr (has_rule<Model>) {
    return model.rule();
  } else {
    return model;
  }
}

template <class Model>
constexpr void expect_ready(const Model& model) noexcept {
  if constexpr (can_be_empty<Model>)
    MOTE_EXPECTS(
        model.ready(),
        "the model is empty: load or fit it, or call it with `out`, which returns a status");
}
template <class Out, class Answer>
constexpr void check_out() noexcept {
  static_assert(traits::same<Out, Answer>,
                "out must have the very type of the answer: declare it as prediction_t<Model>, "
                "probabilities_t<Model> or scores_t<Model>");
}

}  // namespace detail::model

namespace detail::model {

template <class Type, class = void>
inline constexpr size_t entries_of = 0;
template <class Type>
inline constexpr size_t entries_of<Type, decltype(void(traits::declared<const Type&>().valid(
                                             Type::entries, Type::entries)))> = Type::entries;

/// A constant of its own, which is worked out once: one in a function is, whenever that is called.
template <const auto& Model, size_t From, size_t To>
inline constexpr bool sound_part = Model.valid(From, To);
template <const auto& Model, size_t From, size_t To>
constexpr bool sound_from() noexcept {
  if constexpr (To - From > 1024) {
    constexpr size_t middle = From + (To - From) / 2;
    return sound_from<Model, From, middle>() && sound_from<Model, middle, To>();
  } else {
    return sound_part<Model, From, To>;
  }
}
/// Model.valid(); of a model with entries in pieces, each within what Clang does at compile time.
template <const auto& Model>
constexpr bool sound() noexcept {
  constexpr size_t entries = entries_of<model_of<Model>>;
  if constexpr (entries > 1024) {
    return sound_from<Model, 0, entries>();
  } else {
    return Model.valid();
  }
}

}  // namespace detail::model

/// A constant model as code. A family specialises it for its type; the default is the walk.
template <const auto& Model, class Type>
struct in_code_as {
  template <class X>
  static constexpr auto weigh(const X* x) noexcept {
    static_assert(detail::model::sound<Model>(), "the model is damaged: convert it again");
    return Model.weigh(x);
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept {
    return detail::model::rule_of(Model);
  }
};
template <const auto& Model>
using in_code = in_code_as<Model, model_of<Model>>;

/// The label (an enum class) of `x`, or the value of a regression.
/// Errors   of a model that is not ready(): a mistake of the caller; the one with `out` gives
///          status_code::empty, and leaves `out` as it was
template <class Model, class Sample, detail::model::if_model<Model> = 0>
constexpr auto predict(const Model& model, const Sample& x) noexcept {
  detail::model::expect_ready(model);
  return detail::model::rule_of(model).decide(model.weigh(detail::model::sample_of<Model>(x)));
}
template <const auto& Model, class Sample>
constexpr auto predict(const Sample& x) noexcept {
  using type = model_of<Model>;
  return in_code<Model>::rule().decide(in_code<Model>::weigh(detail::model::sample_of<type>(x)));
}

/// The probability of each class.
/// Unit     Model::probability: float, or uint16_t with 32768 = 1.0
/// Errors   as predict
template <class Model, class Sample, detail::model::if_model<Model> = 0>
constexpr auto predict_proba(const Model& model, const Sample& x) noexcept {
  detail::model::expect_ready(model);
  return detail::model::rule_of(model).template proba<typename Model::probability>(
      model.weigh(detail::model::sample_of<Model>(x)));
}
template <const auto& Model, class Sample>
constexpr auto predict_proba(const Sample& x) noexcept {
  using type = model_of<Model>;
  return in_code<Model>::rule().template proba<typename type::probability>(
      in_code<Model>::weigh(detail::model::sample_of<type>(x)));
}

/// What the decision rests on, in the units of the model's family.
/// Errors   as predict
template <class Model, class Sample, detail::model::if_model<Model> = 0>
constexpr auto score(const Model& model, const Sample& x) noexcept {
  detail::model::expect_ready(model);
  return detail::model::rule_of(model).score(model.weigh(detail::model::sample_of<Model>(x)));
}
template <const auto& Model, class Sample>
constexpr auto score(const Sample& x) noexcept {
  using type = model_of<Model>;
  return in_code<Model>::rule().score(in_code<Model>::weigh(detail::model::sample_of<type>(x)));
}

/// The types of the answers, to declare an `out`.
template <class Model>
using prediction_t = decltype(detail::model::rule_of(traits::declared<const Model&>())
                                  .decide(traits::declared<const typename Model::evidence&>()));
template <class Model>
using probabilities_t = decltype(detail::model::rule_of(traits::declared<const Model&>())
                                     .template proba<typename Model::probability>(
                                         traits::declared<const typename Model::evidence&>()));
template <class Model>
using scores_t = decltype(detail::model::rule_of(traits::declared<const Model&>())
                              .score(traits::declared<const typename Model::evidence&>()));

template <class Model, class Sample, class Out, detail::model::if_model<Model> = 0>
constexpr status predict(const Model& model, const Sample& x, Out& out) noexcept {
  detail::model::check_out<Out, prediction_t<Model>>();
  const auto* sample = detail::model::sample_of<Model>(x);
  if constexpr (detail::model::can_be_empty<Model>) {
    if (!model.ready()) return status_code::empty;
  }
  out = detail::model::rule_of(model).decide(model.weigh(sample));
  return {};
}
template <class Model, class Sample, class Out, detail::model::if_model<Model> = 0>
constexpr status predict_proba(const Model& model, const Sample& x, Out& out) noexcept {
  detail::model::check_out<Out, probabilities_t<Model>>();
  const auto* sample = detail::model::sample_of<Model>(x);
  if constexpr (detail::model::can_be_empty<Model>) {
    if (!model.ready()) return status_code::empty;
  }
  out = detail::model::rule_of(model).template proba<typename Model::probability>(
      model.weigh(sample));
  return {};
}
template <class Model, class Sample, class Out, detail::model::if_model<Model> = 0>
constexpr status score(const Model& model, const Sample& x, Out& out) noexcept {
  detail::model::check_out<Out, scores_t<Model>>();
  const auto* sample = detail::model::sample_of<Model>(x);
  if constexpr (detail::model::can_be_empty<Model>) {
    if (!model.ready()) return status_code::empty;
  }
  out = detail::model::rule_of(model).score(model.weigh(sample));
  return {};
}

}  // namespace mote
