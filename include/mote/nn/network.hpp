// network.hpp - layers as one model, and the memory that it needs. Floor 2.
//
// A layer is a constant whose type names what it reads and its weights; the last names the network.
// The converter writes them, or a person:
//     inline constexpr mote::nn::input<int8_t, mote::nn::shape<8, 8, 1>> x{};
//     inline constexpr mote::nn::conv2d<x, w1, mote::nn::window<3, 3>, ...> x1{};
//     inline constexpr mote::nn::dense<x1, w2, mote::nn::range<0, -128, 127>> x2{};
//     inline constexpr mote::network<label, x2> model{};
// What layers hand on lies in a workspace, which is the caller's:
//     mote::workspace<model> ram;
//     mote::predict(model, x, ram)        the label
//     mote::run(model, x, out, ram)       all numbers of the last layer
#pragma once

#include "../core/array.hpp"
#include "../core/number/probability.hpp"
#include "../core/span.hpp"
#include "activation.hpp"
#include "layer/add.hpp"
#include "layer/concatenate.hpp"
#include "layer/conv2d.hpp"
#include "layer/dense.hpp"
#include "layer/depthwise.hpp"
#include "layer/input.hpp"
#include "layer/pool.hpp"
#include "layer/slice.hpp"
#include "layer/softmax.hpp"
#include "layer/table.hpp"
#include "network/memory.hpp"

namespace mote {

namespace detail::nn {
/// Whether a layer is a softmax, and the layers up to what it reads, which decide: a softmax
/// keeps their order.
template <class Type>
struct before_softmax {
  static constexpr bool is = false;
};
template <const auto& In, class Scale, int Lowest>
struct before_softmax<mote::nn::softmax<In, Scale, Lowest>> {
  static constexpr bool is = true;
  using order = order_of<In>;
};
template <const auto& Last, bool HasSoftmax>
struct deciding {
  using order = order_of<Last>;
};
template <const auto& Last>
struct deciding<Last, true> {
  using order = typename before_softmax<traits::remove_cvref_t<decltype(Last)>>::order;
};
}  // namespace detail::nn

/// Layers up to Last. Label: the enum of a classifier, whose last layer has a number a class; void
/// of a network that gives numbers.
///
/// Sample   int8_t, float: that of its layers
/// State    what it needs in a call is workspace_bytes, of which no plan takes less than
///          least_workspace_bytes, and on the stack what its kernels say. What its layers remember
///          between calls is state_bytes: 0, or it runs in a mote::stream
/// Target   integers: bit-exact. float: as its layers
/// Source   the rules of TensorFlow Lite Micro's reference kernels
template <class Label, const auto& Last>
struct network {
  using last = traits::remove_cvref_t<decltype(Last)>;
  using order = detail::nn::order_of<Last>;
  using memory = detail::nn::memory<order>;
  using deciding = typename detail::nn::deciding<Last, detail::nn::before_softmax<last>::is>::order;
  using deciding_memory = detail::nn::memory<deciding>;
  using states = detail::nn::states<order>;
  using first = typename detail::nn::item_at<0, order>::type::type;
  using label = Label;
  using feature_type = typename first::sample;
  using output_type = typename last::sample;
  static constexpr size_t features = first::shape::size;
  static constexpr size_t outputs = last::shape::size;
  static constexpr size_t workspace_bytes =
      memory::layout.plan.bytes > deciding_memory::layout.plan.bytes
          ? memory::layout.plan.bytes
          : deciding_memory::layout.plan.bytes;
  static constexpr size_t least_workspace_bytes =
      memory::least > deciding_memory::least ? memory::least : deciding_memory::least;
  static constexpr size_t state_bytes = states::bytes;
  /// Calls until an answer rests on what was given alone.
  static constexpr size_t calls_to_fill = states::calls_to_fill();
  static_assert(!detail::nn::keeps_outputs<last>,
                "a network does not end in nn::recent: read the rows where they come in");

  /// Each layer proves its numbers where it is used.
  static constexpr bool valid() noexcept { return true; }
};

/// The memory of a network while it runs.
template <const auto& Model>
struct workspace {
  using model = traits::remove_cvref_t<decltype(Model)>;
  static constexpr size_t size = model::workspace_bytes > 0 ? model::workspace_bytes : 4;

  alignas(8) unsigned char bytes[size];
};

namespace detail::nn {
/// The numbers of an array of exactly Count.
template <class Sample, size_t Count, class X>
constexpr auto numbers_of(X& x) noexcept {
  using view = traits::viewed<traits::remove_cvref_t<X>>;
  static_assert(traits::same<traits::remove_cvref_t<typename view::element>, Sample>,
                "a network takes and gives arrays of known length of its own sample type: quantize "
                "the sample first");
  static_assert(traits::known_length<X>() == Count,
                "a network takes exactly its features, and gives exactly its outputs: an array of "
                "another length was given");
  return span(x).data();
}
template <class Network, const auto& Model>
room room_of(workspace<Model>& ram) noexcept {
  static_assert(traits::same<Network, traits::remove_cvref_t<decltype(Model)>>,
                "a network runs in a workspace of its own: mote::workspace<model>");
  static_assert(Network::state_bytes == 0,
                "this network remembers rows from one call to the next: it runs in a "
                "mote::stream<model>");
  return {ram.bytes, nullptr};
}

template <class Label, const auto& Last, class X, class Out>
void run(const network<Label, Last>&, const X& x, Out& out, room here) noexcept {
  using model = network<Label, Last>;
  using sample = typename model::feature_type;
  using result = typename model::output_type;
  run_from<typename model::memory>(place<sample, result>{
      numbers_of<sample, model::features>(x), here, numbers_of<result, model::outputs>(out)});
}
/// The numbers that decide.
template <class Label, const auto& Last, class X>
auto decide(const network<Label, Last>&, const X& x, room here) noexcept {
  using model = network<Label, Last>;
  static_assert(!traits::same<Label, void>,
                "this network gives numbers, and no label: call mote::run(model, x, out, ram)");
  array<typename model::output_type, model::outputs> numbers;
  run_from<typename model::deciding_memory>(
      place<typename model::feature_type, typename model::output_type>{
          numbers_of<typename model::feature_type, model::features>(x), here, numbers.data()});
  return numbers;
}
template <class Label, const auto& Last, class X>
auto probabilities(const network<Label, Last>& model, const X& x, room here) noexcept {
  using type = network<Label, Last>;
  static_assert(before_softmax<typename type::last>::is,
                "this network does not end in a softmax: call score, or run");
  array<typename type::output_type, type::outputs> out;
  run(model, x, out, here);
  return out;
}
}  // namespace detail::nn

/// All numbers of the last layer.
///
/// Shape    x: features, out: outputs of the model's types; arrays of C, mote::array, std::array
/// Sample   integers: the worth of a number is what the header of the model says
template <class Label, const auto& Last, class X, class Out, const auto& Model>
void run(const network<Label, Last>& model, const X& x, Out& out, workspace<Model>& ram) noexcept {
  detail::nn::run(model, x, out, detail::nn::room_of<network<Label, Last>>(ram));
}

/// The label: the largest number, of equal ones the first. A softmax at the end is not computed.
template <class Label, const auto& Last, class X, const auto& Model>
Label predict(const network<Label, Last>& model, const X& x, workspace<Model>& ram) noexcept {
  return static_cast<Label>(argmax(score(model, x, ram)));
}

/// What the label rests on, a number a class: before a softmax, if there is one.
template <class Label, const auto& Last, class X, const auto& Model>
auto score(const network<Label, Last>& model, const X& x, workspace<Model>& ram) noexcept {
  return detail::nn::decide(model, x, detail::nn::room_of<network<Label, Last>>(ram));
}

/// The numbers of the softmax at the end: float, or int8_t with 256 steps from 0 at -128.
template <class Label, const auto& Last, class X, const auto& Model>
auto predict_proba(const network<Label, Last>& model, const X& x, workspace<Model>& ram) noexcept {
  using type = network<Label, Last>;
  return detail::nn::probabilities(model, x, detail::nn::room_of<type>(ram));
}

}  // namespace mote
