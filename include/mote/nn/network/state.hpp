// state.hpp - what the layers of a network remember from one call to the next. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "order.hpp"

namespace mote::detail::nn {

constexpr size_t whole_words(size_t bytes) noexcept { return (bytes + 3) / 4 * 4; }

/// Bytes that a layer remembers: state_bytes, if it has that. Such a layer has reset(state), and
/// its run() takes the state last.
template <class Layer, class = void>
inline constexpr size_t state_of = 0;
template <class Layer>
inline constexpr size_t state_of<Layer, decltype(void(Layer::state_bytes))> =
    whole_words(Layer::state_bytes);

/// True of a layer whose outputs are the first numbers of its state.
template <class Layer, class = void>
inline constexpr bool keeps_outputs = false;
template <class Layer>
inline constexpr bool keeps_outputs<Layer, decltype(void(Layer::keeps_outputs))> =
    Layer::keeps_outputs;

/// Calls before the one from which on nothing is left in a layer of what reset() put there.
template <class Layer, class = void>
inline constexpr size_t calls_before = 0;
template <class Layer>
inline constexpr size_t calls_before<Layer, decltype(void(Layer::calls_before))> =
    Layer::calls_before;

template <class Order>
struct states;
template <class... Refs>
struct states<list<Refs...>> {
  using order = list<Refs...>;
  static constexpr size_t bytes = (state_of<typename Refs::type> + ... + 0);

  /// Where the state of layer `at` begins.
  static constexpr size_t begin(size_t at) noexcept {
    size_t before = 0, now = 0;
    ((before += now < at ? state_of<typename Refs::type> : 0, ++now), ...);
    return before;
  }
  /// Calls until the last layer rests on what was given alone.
  static constexpr size_t calls_to_fill() noexcept {
    array<size_t, sizeof...(Refs)> calls{};
    size_t now = 0;
    ((calls[now] = calls_before<typename Refs::type> + most(calls, typename Refs::type::reads{}),
      ++now),
     ...);
    return calls[now - 1] + 1;
  }
  /// All layers as if nothing had been seen.
  static void reset(unsigned char* state) noexcept {
    (reset_layer<typename Refs::type>(state), ...);
  }

 private:
  template <const auto&... Read>
  static constexpr size_t most([[maybe_unused]] const array<size_t, sizeof...(Refs)>& calls,
                               mote::nn::sources<Read...>) noexcept {
    size_t found = 0;
    ((found = calls[index_in<node_of<Read>, order>] > found ? calls[index_in<node_of<Read>, order>]
                                                            : found),
     ...);
    return found;
  }
  template <class Layer>
  static void reset_layer(unsigned char*& state) noexcept {
    if constexpr (state_of < Layer >> 0) {
      Layer::reset(state);
      state += state_of<Layer>;
    }
  }
};

}  // namespace mote::detail::nn
