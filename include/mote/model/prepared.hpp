// prepared.hpp - a model behind stages of rows, which is a model again. Floor 2.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "model.hpp"

namespace mote {

namespace detail::prepared {

/// Stages one after the other: x is what the first takes, and the result what the last gives.
template <class First, class... Rest>
struct stages {
  using input_type = typename First::input_type;
  static constexpr size_t inputs = First::inputs;
  using row = array<typename First::output_type, First::features>;
  using next = stages<Rest...>;
  using last_row = typename next::last_row;

  static constexpr last_row run(const input_type* x) noexcept {
    static_assert(traits::same<typename next::input_type, typename First::output_type> &&
                      next::inputs == First::features,
                  "prepared: a stage must take exactly what the one before it gives: the same "
                  "number type, and as many");
    row given{};
    First::process(span<const input_type, inputs>{x},
                   span<typename row::value_type, row::size()>{given});
    return next::run(given.data());
  }
};
template <class Last>
struct stages<Last> {
  using input_type = typename Last::input_type;
  static constexpr size_t inputs = Last::inputs;
  using last_row = array<typename Last::output_type, Last::features>;

  static constexpr last_row run(const input_type* x) noexcept {
    last_row given{};
    Last::process(span<const input_type, inputs>{x},
                  span<typename Last::output_type, Last::features>{given});
    return given;
  }
};

/// The type of a probability, where the model has one.
template <class Model, class = void>
struct probability_of {};
template <class Model>
struct probability_of<Model, decltype(void(sizeof(typename Model::probability)))> {
  using probability = typename Model::probability;
};

}  // namespace detail::prepared

/// The constant model `Inner` behind stages of rows (columns.hpp): it takes what the first of them
/// takes, and all verbs are those of `Inner`, as a table and as code.
///
///   inline constexpr mote::prepared<forest, mote::project_columns<float, mean, weights>> model{};
///   predict(model, x);
///
/// Shape    each stage takes what the one before gives, and `Inner` what the last gives
/// State    none; on the stack the row of each stage
/// Target   that of the stages and of the model
template <const auto& Inner, class... Stages>
struct prepared : detail::prepared::probability_of<model_of<Inner>> {
  static_assert(sizeof...(Stages) > 0, "prepared: a model without stages is itself");
  using stages = detail::prepared::stages<Stages...>;
  using inner_type = model_of<Inner>;
  using feature_type = typename stages::input_type;
  static constexpr size_t features = stages::inputs;
  using evidence = typename inner_type::evidence;

  /// The row that `Inner` is given.
  static constexpr auto prepare(const feature_type* x) noexcept {
    using row = typename stages::last_row;
    static_assert(traits::same<typename row::value_type, typename inner_type::feature_type> &&
                      row::size() == inner_type::features,
                  "prepared: the last stage must give exactly what the model takes: its feature "
                  "type, and as many");
    return stages::run(x);
  }
  constexpr evidence weigh(const feature_type* x) const noexcept {
    return Inner.weigh(prepare(x).data());
  }
  constexpr const auto& rule() const noexcept { return detail::model::rule_of(Inner); }
  constexpr bool valid() const noexcept { return detail::model::sound<Inner>(); }
};

template <const auto& Model, const auto& Inner, class... Stages>
struct in_code_as<Model, prepared<Inner, Stages...>> {
  template <class X>
  static constexpr auto weigh(const X* x) noexcept {
    return in_code<Inner>::weigh(Model.prepare(x).data());
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept { return in_code<Inner>::rule(); }
};

}  // namespace mote
