// layers.hpp - layers, one behind the other, and where the numbers of each are. Floor 2.
#pragma once

#include "../../core/traits.hpp"
#include "../../kernel/affine/products.hpp"

namespace mote {

/// Layers, one behind the other: {first, {second, {third}}}.
template <class First, class... Rest>
struct layers {
  using first_type = First;
  First first;
  layers<Rest...> rest;

  template <size_t At>
  constexpr const auto& at() const noexcept {
    if constexpr (At == 0) {
      return first;
    } else {
      return rest.template at<At - 1>();
    }
  }
  static constexpr bool fit =
      First::outputs == layers<Rest...>::first_type::inputs &&
      traits::same<typename First::sample, typename layers<Rest...>::sample> &&
      layers<Rest...>::fit;
  using sample = typename First::sample;
  using last = typename layers<Rest...>::last;
  static constexpr size_t entries = First::entries + layers<Rest...>::entries;
  /// Of the weights `from` to `to` - 1, counted through all layers.
  constexpr bool valid(size_t from, size_t to) const noexcept {
    constexpr size_t own = First::entries;
    return first.valid(from, to) &&
           (to <= own || rest.valid(from > own ? from - own : 0, to - own));
  }
  static constexpr size_t neurons = First::outputs + layers<Rest...>::neurons;
  /// The numbers of neuron i, counted through all layers, for a line of a file.
  template <class Line>
  constexpr void neuron(size_t i, Line& line) noexcept {
    if (i < First::outputs) {
      first.neuron(i, line);
    } else {
      rest.neuron(i - First::outputs, line);
    }
  }
  /// The most outputs of every second hidden layer, from the first on.
  static constexpr size_t here =
      First::outputs > layers<Rest...>::there ? First::outputs : layers<Rest...>::there;
  static constexpr size_t there = layers<Rest...>::here;
};
template <class Last>
struct layers<Last> {
  using first_type = Last;
  using sample = typename Last::sample;
  using last = Last;
  static constexpr bool fit = true;
  static constexpr size_t here = 0, there = 0;
  static constexpr size_t neurons = Last::outputs;
  Last first;

  template <class Line>
  constexpr void neuron(size_t i, Line& line) noexcept {
    first.neuron(i, line);
  }

  template <size_t>
  constexpr const auto& at() const noexcept {
    return first;
  }
  static constexpr size_t entries = Last::entries;
  constexpr bool valid(size_t from, size_t to) const noexcept { return first.valid(from, to); }
};

namespace detail::nn {
/// Where the numbers of layer At are: in a chain that is read like any constant.
template <size_t At, class Layers>
struct held_parts {
  const Layers& chain;
  constexpr auto start() const noexcept { return chain.template at<At>().start.data(); }
  constexpr auto weights() const noexcept { return chain.template at<At>().weights.data(); }
  constexpr auto factors() const noexcept { return chain.template at<At>().factors.data(); }
  constexpr auto shifts() const noexcept { return chain.template at<At>().shifts.data(); }
};
/// What a call has on the stack: the outputs of a layer and of the next, and sums of one.
template <class Layers>
struct outputs {
  static constexpr size_t most = Layers::here > Layers::there ? Layers::here : Layers::there;
  kernel::short_sum<typename Layers::sample>
      sums[traits::same<typename Layers::sample, float> ? 1 : most + 1];
  typename Layers::sample here[Layers::here + 1], there[Layers::there + 1];
};

/// A line of a file for each neuron.
template <class Layers>
struct neurons_of {
  struct row {
    Layers& chain;
    size_t at;

    template <class Line>
    constexpr void numbers(Line& line) noexcept {
      chain.neuron(at, line);
    }
  };
  Layers& chain;

  static constexpr size_t size() noexcept { return Layers::neurons; }
  constexpr row operator[](size_t i) const noexcept { return {chain, i}; }
};

template <class Layers>
struct held {
  const Layers& chain;
  template <size_t At>
  constexpr held_parts<At, Layers> at() const noexcept {
    return {chain};
  }
};
}  // namespace detail::nn

}  // namespace mote
