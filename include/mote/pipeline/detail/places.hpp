// places.hpp - where the stages of a chain and the rows between them lie. Floor 4.
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::pipeline {

/// One place for one of these at a time. No type: no place.
template <class... T>
union shared {
  static constexpr bool empty = true;
};
template <class First, class... Rest>
union shared<First, Rest...> {
  static constexpr bool empty = false;
  constexpr shared() noexcept : first{} {}
  template <class T>
  T& as() noexcept {
    if constexpr (traits::same<T, First>) {
      return first;
    } else {
      return rest.template as<T>();
    }
  }
  template <class T>
  const T& as() const noexcept {
    if constexpr (traits::same<T, First>) {
      return first;
    } else {
      return rest.template as<T>();
    }
  }
  First first;
  shared<Rest...> rest;
};

/// A stage among others: one without members takes nothing.
template <size_t At, class Stage>
struct kept : Stage {
  constexpr kept() noexcept : Stage{} {}
  template <class Same>
  constexpr explicit kept(const Same& stage) noexcept : Stage(stage) {}
};

/// One of a kind for each channel.
template <class Stage, size_t Channels>
struct for_each_channel {
  constexpr for_each_channel() noexcept : of{} {}
  constexpr explicit for_each_channel(const Stage& stage) noexcept
      : for_each_channel(stage, traits::indices_to<Channels>{}) {}

  array<Stage, Channels> of;

 private:
  template <size_t... At>
  constexpr for_each_channel(const Stage& stage, traits::indices<At...>) noexcept
      : of{{(static_cast<void>(At), stage)...}} {}
};

/// Stage number `At` of these.
template <size_t At, class First, class... Rest>
struct stage_at : stage_at<At - 1, Rest...> {};
template <class First, class... Rest>
struct stage_at<0, First, Rest...> {
  using type = First;
};

template <class T>
constexpr bool holds_nothing() noexcept {
  struct with_one : T {
    char one;
  };
  return sizeof(with_one) == 1;
}

/// What a place holds as well, unless that is nothing.
template <class Place, class T>
struct also;
template <class... Held, class T>
struct also<shared<Held...>, T> {
  static constexpr bool is_new = !(traits::same<Held, T> || ...);
  using type = traits::choose_t<is_new, shared<Held..., T>, shared<Held...>>;
};
template <class Place, class T>
using also_t = typename also<Place, T>::type;

}  // namespace mote::detail::pipeline
