// stream.hpp - a network that remembers: it goes along a series, some rows a call. Floor 2.
//
// A layer nn::recent keeps the rows that a window over time looks at, so that a call computes what
// is new and nothing again:
//     inline constexpr mote::nn::input<int8_t, mote::nn::shape<1, 1, 40>> x{};
//     inline constexpr mote::nn::recent<x, 3> x1{};
//     inline constexpr mote::nn::depthwise<x1, w2, mote::nn::window<3, 1>, ...> x2{};
//     inline constexpr mote::network<label, x2> model{};
// What it remembers, and what it needs in a call, is in a stream, which is the caller's:
//     mote::stream<model> ears;
//     mote::predict(model, x, ears)       the label, with these rows
#pragma once

#include "layer/recent.hpp"
#include "network.hpp"

namespace mote {

/// A network on its way along a series. It can be any static: it begins as zeros.
///
/// State    model.state_bytes, a workspace, and how often it was called
template <const auto& Model>
struct stream {
  using model = traits::remove_cvref_t<decltype(Model)>;
  static_assert(model::state_bytes > 0,
                "this network remembers nothing: it runs in a mote::workspace<model>");
  static_assert(model::calls_to_fill < 65536, "a network fills within 65535 calls");

  /// Forgets all rows: behaves as if newly built.
  void reset() noexcept { calls = 0; }
  /// True when no answer rests on rows any more that stand for 0 because nothing had come.
  bool is_full() const noexcept { return calls >= model::calls_to_fill; }

  alignas(8) unsigned char state[model::state_bytes] = {};
  workspace<Model> ram = {};
  uint16_t calls = 0;  // up to those that fill it
};

namespace detail::nn {
/// Where a call of a network is, which is one more.
template <class Network, const auto& Model>
room room_of(stream<Model>& along) noexcept {
  static_assert(traits::same<Network, traits::remove_cvref_t<decltype(Model)>>,
                "a network runs in a stream of its own: mote::stream<model>");
  if (along.calls == 0) Network::states::reset(along.state);
  if (along.calls < Network::calls_to_fill) ++along.calls;
  return {along.ram.bytes, along.state};
}
}  // namespace detail::nn

/// All numbers of the last layer, with the rows of this call. See run() of a workspace.
template <class Label, const auto& Last, class X, class Out, const auto& Model>
void run(const network<Label, Last>& model, const X& x, Out& out, stream<Model>& along) noexcept {
  using type = network<Label, Last>;
  detail::nn::run(model, x, out, detail::nn::room_of<type>(along));
}
/// The label, with the rows of this call.
template <class Label, const auto& Last, class X, const auto& Model>
Label predict(const network<Label, Last>& model, const X& x, stream<Model>& along) noexcept {
  return static_cast<Label>(argmax(score(model, x, along)));
}
/// What the label rests on, with the rows of this call.
template <class Label, const auto& Last, class X, const auto& Model>
auto score(const network<Label, Last>& model, const X& x, stream<Model>& along) noexcept {
  using type = network<Label, Last>;
  return detail::nn::decide(model, x, detail::nn::room_of<type>(along));
}
/// The numbers of the softmax at the end, with the rows of this call.
template <class Label, const auto& Last, class X, const auto& Model>
auto predict_proba(const network<Label, Last>& model, const X& x, stream<Model>& along) noexcept {
  using type = network<Label, Last>;
  return detail::nn::probabilities(model, x, detail::nn::room_of<type>(along));
}

}  // namespace mote
