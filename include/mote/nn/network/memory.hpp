// memory.hpp - where the outputs of each layer of a network lie, and the way through them. Floor 2.
#pragma once

#include "../../core/traits.hpp"
#include "order.hpp"
#include "plan.hpp"
#include "state.hpp"

namespace mote::detail::nn {

/// The first layer that Node reads, or the input: a number of Order.
template <class Order, const auto& First, const auto&... Rest>
constexpr size_t first_source(mote::nn::sources<First, Rest...>) noexcept {
  return index_in<node_of<First>, Order>;
}
template <class Order>
constexpr size_t first_source(mote::nn::sources<>) noexcept {
  return 0;
}
template <class Order, const auto&... Read>
constexpr bool is_read([[maybe_unused]] size_t at, mote::nn::sources<Read...>) noexcept {
  return ((index_in<node_of<Read>, Order> == at) || ... || false);
}

/// What a plan needs to know of a layer.
struct layer_facts {
  size_t source;       // the number of the first layer that it reads
  size_t last_reader;  // of the last one that reads it; its own, if none
  size_t bytes, scratch;
  bool in_place;  // its outputs may be written over its inputs,
  size_t before;  // if they begin so many bytes before them
  bool is_kept;   // its outputs are in its state
};

template <class Order, class... Refs>
constexpr size_t last_reader(size_t at, list<Refs...>) noexcept {
  size_t found = at, now = 0;
  ((found = is_read<Order>(at, typename Refs::type::reads{}) ? now : found, ++now), ...);
  return found;
}
template <class... Refs>
constexpr auto facts_of(list<Refs...>) noexcept {
  using order = list<Refs...>;
  array<layer_facts, sizeof...(Refs)> all{
      {{first_source<order>(typename Refs::type::reads{}), 0,
        keeps_outputs<typename Refs::type>
            ? 0
            : whole_words(Refs::type::shape::size * sizeof(typename Refs::type::sample)),
        whole_words(Refs::type::scratch), Refs::type::in_place, whole_words(Refs::type::before),
        keeps_outputs<typename Refs::type>}...}};
  for (size_t at = 0; at < all.size(); ++at) all[at].last_reader = last_reader<order>(at, order{});
  all[0].bytes = 0;  // the input and the last outputs are the caller's
  all[all.size() - 1].bytes = 0;
  return all;
}

/// The outputs of each layer, then scratch of each. A layer writes over the outputs of its first
/// source, where it can and no other layer reads them later; where its outputs are larger, so that
/// the body grows, only if both together take more than `many` bytes.
template <size_t N>
constexpr array<piece, 2 * N> pieces_of(const array<layer_facts, N>& layers, size_t many) noexcept {
  array<piece, 2 * N> pieces{};
  array<size_t, N> lowest{};  // how far the pieces of a body reach before its first layer's
  for (size_t at = 0; at < N; ++at) {
    const layer_facts& layer = layers[at];
    const layer_facts& source = layers[layer.source];
    const bool takes_place = layer.in_place && at + 1 != N && layer.source != 0 &&
                             !source.is_kept && source.last_reader == at &&
                             (layer.before == 0 || layer.bytes + source.bytes > many);
    const piece& from = pieces[layer.source];
    // For now `begin` counts backwards.
    pieces[at] = {layer.bytes, at, layer.last_reader, takes_place ? from.body : at,
                  takes_place ? from.begin + layer.before : 0};
    pieces[N + at] = {layer.scratch, at, at, N + at, 0};
    if (pieces[at].begin > lowest[pieces[at].body]) lowest[pieces[at].body] = pieces[at].begin;
  }
  for (size_t at = 0; at < N; ++at) pieces[at].begin = lowest[pieces[at].body] - pieces[at].begin;
  return pieces;
}

/// Where all of a network's layers lie.
template <size_t N>
struct layout {
  array<piece, 2 * N> pieces;
  placement<2 * N> plan;

  /// Where the outputs, and the scratch, of a layer begin.
  constexpr size_t outputs(size_t at) const noexcept { return plan.begin(pieces[at]); }
  constexpr size_t scratch(size_t at) const noexcept { return plan.begin(pieces[N + at]); }
};
template <size_t N>
constexpr layout<N> layout_of(const array<layer_facts, N>& layers, size_t many) noexcept {
  const auto pieces = pieces_of(layers, many);
  return {pieces, best_placement(pieces)};
}

template <class... Refs>
constexpr size_t inputs_of(list<Refs...>) noexcept {
  return (size_t{Refs::type::reads::count == 0} + ... + 0);
}

/// Of the layers of an order, from the input to the last.
template <class Order>
struct memory {
  using order = Order;
  static_assert(
      inputs_of(Order{}) == 1,
      "a network has one input, from which all of its layers come: two were found, or none");
  static constexpr size_t count = Order::size;
  // Three constants, each within what Clang does at compile time: no body grows, the largest do,
  // all do.
  static constexpr auto facts = facts_of(Order{});
  static constexpr auto apart = layout_of(facts, static_cast<size_t>(-1));
  static constexpr auto some = layout_of(facts, apart.plan.bytes / 2);
  static constexpr auto grown = layout_of(facts, 0);
  static constexpr bool takes_some =
      some.plan.bytes < apart.plan.bytes && some.plan.bytes <= grown.plan.bytes;
  static constexpr auto layout = takes_some                            ? some
                                 : grown.plan.bytes < apart.plan.bytes ? grown
                                                                       : apart;
  static constexpr size_t least = least_bytes(layout.pieces);
};

/// What a call has: the bytes of a workspace, and of a stream those that it remembers.
struct room {
  unsigned char* space;
  unsigned char* state;
};
/// Where a call is: the sample, its room, and where the last outputs go.
template <class X, class Out>
struct place {
  const X* x;
  room of;
  Out* out;

  template <class Memory, size_t At>
  unsigned char* state() const noexcept {
    constexpr size_t begin = states<typename Memory::order>::begin(At);
    return of.state + begin;
  }
};

template <class Memory, const auto& From, class X, class Out>
auto outputs_of(const place<X, Out>& here) noexcept {
  constexpr size_t at = index_in<node_of<From>, typename Memory::order>;
  if constexpr (at == 0) {
    return here.x;
  } else {
    using node = typename node_of<From>::type;
    using sample = typename node::sample;
    const void* outputs;
    if constexpr (keeps_outputs<node>) {
      outputs = here.template state<Memory, at>();
    } else {
      outputs = here.of.space + Memory::layout.outputs(at);
    }
    return static_cast<const sample*>(outputs);
  }
}
template <class Memory, size_t At, class X, class Out, const auto&... From>
void run_layer(const place<X, Out>& here, mote::nn::sources<From...>) noexcept {
  using node = typename item_at<At, typename Memory::order>::type::type;
  using sample = typename node::sample;
  sample* out;
  if constexpr (At + 1 == Memory::count) {
    out = here.out;
  } else if constexpr (keeps_outputs<node>) {
    out = static_cast<sample*>(static_cast<void*>(here.template state<Memory, At>()));
  } else {
    out = static_cast<sample*>(static_cast<void*>(here.of.space + Memory::layout.outputs(At)));
  }
  auto* const scratch =
      static_cast<sample*>(static_cast<void*>(here.of.space + Memory::layout.scratch(At)));
  if constexpr (state_of < node >> 0) {
    node::run(outputs_of<Memory, From>(here)..., out, scratch,
              static_cast<void*>(here.template state<Memory, At>()));
  } else {
    node::run(outputs_of<Memory, From>(here)..., out, scratch);
  }
}
/// All layers from number At on.
template <class Memory, size_t At = 1, class X, class Out>
void run_from(const place<X, Out>& here) noexcept {
  if constexpr (At < Memory::count) {
    using node = typename item_at<At, typename Memory::order>::type::type;
    run_layer<Memory, At>(here, typename node::reads{});
    run_from<Memory, At + 1>(here);
  }
}

}  // namespace mote::detail::nn
