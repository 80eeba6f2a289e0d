// order.hpp - the layers of a network, found from its last: each behind what it reads. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/traits.hpp"

namespace mote::nn {

/// What a layer reads: other layers.
template <const auto&... Nodes>
struct sources {
  static constexpr size_t count = sizeof...(Nodes);
};

/// What most layers say of memory: outputs lie in a place of their own, or over what is read; and
/// no more is needed. `before`: see detail::nn::layer_facts.
struct own_place {
  static constexpr size_t scratch = 0, before = 0;
  static constexpr bool in_place = false;
};
struct same_place {
  static constexpr size_t scratch = 0, before = 0;
  static constexpr bool in_place = true;
};

}  // namespace mote::nn

namespace mote::detail::nn {

template <const auto& Node>
struct node_of {
  using type = traits::remove_cvref_t<decltype(Node)>;
};

template <class... Items>
struct list {
  static constexpr size_t size = sizeof...(Items);
};

template <class Item, class List>
inline constexpr size_t index_in = 0;
template <class Item, class First, class... Rest>
inline constexpr size_t index_in<Item, list<First, Rest...>> =
    traits::same<Item, First> ? 0 : 1 + index_in<Item, list<Rest...>>;

template <size_t At, class List>
struct item_at;
template <size_t At, class First, class... Rest>
struct item_at<At, list<First, Rest...>> : item_at<At - 1, list<Rest...>> {};
template <class First, class... Rest>
struct item_at<0, list<First, Rest...>> {
  using type = First;
};

template <class List, class Item>
struct appended;
template <class... Items, class Item>
struct appended<list<Items...>, Item> {
  using type = list<Items..., Item>;
};

/// `Done`, then what Node reads and is not among them, then Node.
template <class Done, class Item, bool IsDone = (index_in<Item, Done> < Done::size)>
struct visited {
  using type = Done;
};
template <class Done, class Sources>
struct all_visited;
template <class Done>
struct all_visited<Done, mote::nn::sources<>> {
  using type = Done;
};
template <class Done, const auto& First, const auto&... Rest>
struct all_visited<Done, mote::nn::sources<First, Rest...>>
    : all_visited<typename visited<Done, node_of<First>>::type, mote::nn::sources<Rest...>> {};
template <class Done, class Item>
struct visited<Done, Item, false> {
  using before = typename all_visited<Done, typename Item::type::reads>::type;
  using type = typename appended<before, Item>::type;
};

/// All layers that lead to Last, Last the last.
template <const auto& Last>
using order_of = typename visited<list<>, node_of<Last>>::type;

}  // namespace mote::detail::nn
