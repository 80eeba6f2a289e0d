// only_if.hpp - decisions of some rows, and one answer for all others. Floor 4.
#pragma once

#include <stddef.h>

#include "../core/traits.hpp"
#include "detail/order.hpp"
#include "detail/places.hpp"
#include "detail/run.hpp"

namespace mote {

namespace detail::pipeline {

/// Stages of decisions, one after the other.
template <class Numbers, class... Stages>
class in_turn;
template <size_t... At, class... Stages>
class in_turn<traits::indices<At...>, Stages...> : kept<At, Stages>... {
 public:
  constexpr in_turn() noexcept : kept<At, Stages>{}... {}
  constexpr explicit in_turn(const Stages&... stages) noexcept : kept<At, Stages>{stages}... {}

  template <size_t I = 0, class X>
  constexpr auto run(const X& x) noexcept {
    if constexpr (I == sizeof...(Stages)) {
      return x;
    } else {
      return run<I + 1>(static_cast<kept<I, typename stage_at<I, Stages...>::type>&>(*this)(x));
    }
  }
  constexpr void reset() noexcept { (forget<kept<At, Stages>>(*this), ...); }

 private:
  template <class Stage>
  static constexpr void forget(Stage& stage) noexcept {
    if constexpr (forgets<Stage>) stage.reset();
  }
};

}  // namespace detail::pipeline

/// Stages of decisions for the rows that `Near`, a constant such as near_classes, says true of;
/// `Unknown` for all others, of which they are told nothing.
///
///   mote::only_if<near, activity::unknown, mote::classify<activity::model>>
///
/// Shape    each stage takes what the one before gives; Unknown is of the type of the last
/// State    that of the stages: what smooths among them goes on behind an unknown row as if that
///          had not come. Stages with settings are given to the constructor, all of them
template <const auto& Near, auto Unknown, class... Stages>
class only_if {
  static_assert(sizeof...(Stages) > 0, "only_if: it needs a stage that decides of a row");
  using first = typename detail::pipeline::stage_at<0, Stages...>::type;

 public:
  using input_type = typename first::input_type;
  using output_type = decltype(Unknown);
  static_assert(
      traits::same<typename detail::pipeline::decisions<input_type, void, Stages...>::last,
                   output_type>,
      "only_if: what an unknown row is called is of the type that the last stage gives");

  constexpr only_if() noexcept : stages_{} {}
  constexpr explicit only_if(const Stages&... stages) noexcept : stages_{stages...} {}

  constexpr output_type operator()(const input_type& row) noexcept {
    return Near(row) ? stages_.run(row) : Unknown;
  }
  /// Behaves as if newly built.
  constexpr void reset() noexcept { stages_.reset(); }

 private:
  detail::pipeline::in_turn<traits::indices_to<sizeof...(Stages)>, Stages...> stages_;
};

}  // namespace mote
