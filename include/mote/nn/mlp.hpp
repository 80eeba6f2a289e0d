// mlp.hpp - multi-layer perceptrons: dense layers in a chain, and what they decide. Floor 2.
//
// Models come from the converter as a header; model/model.hpp has the verbs:
//     mote::predict(digits::model, x)        the label, or the value of a regression
//     mote::predict_proba(digits::model, x)  of a classifier
//     mote::score(digits::model, x)          the sums of the last layer, before the softmax
#pragma once

#include "../core/array.hpp"
#include "../core/number/probability.hpp"
#include "../core/traits.hpp"
#include "../kernel/row/in_flash.hpp"
#include "dense.hpp"
#include "network/layers.hpp"
#include "network/rule.hpp"

namespace mote {

/// A multi-layer perceptron: a model, see model/model.hpp.
///
/// Sample   that of its layers: float, int8_t or int16_t
/// Shape    Layers are dense, the last is dense_sums; outputs of one are inputs of the next
/// State    of a constant none; on AVR by predict<model>(x): predict(model, x) copies it to RAM. A
///          call has the outputs of two layers on the stack
/// Range    every finite float whose sums are within the range of float; every integer
/// Time     a product a weight; predict_proba an exponential a class
/// Target   integers: bit-exact. float: as dense.hpp
/// Source   sklearn.neural_network.MLPClassifier, MLPRegressor
template <class Label, class... Layers>
struct mlp : mlp_rule<Label, typename layers<Layers...>::sample, layers<Layers...>::last::outputs> {
  using chain_type = mote::layers<Layers...>;
  static_assert(chain_type::fit,
                "each layer takes what the one before gives: as many numbers of the same type");
  using feature_type = typename chain_type::sample;
  using rule_type = mlp_rule<Label, feature_type, chain_type::last::outputs>;
  using label = Label;
  using evidence = typename rule_type::evidence;
  using probability = probability_t<feature_type>;
  static constexpr size_t features = chain_type::first_type::inputs;
  static constexpr size_t entries = chain_type::entries;

  chain_type chain;

  /// True when every number is finite; of integers, when no sample makes a sum leave its range. For
  /// static_assert; in pieces, weights `from` to `to` - 1, where a compiler limits the steps of
  /// one.
  constexpr bool valid(size_t from = 0, size_t to = entries) const noexcept {
    return rule_type::valid() && chain.valid(from, to);
  }

  /// Its file: model/model_reader.hpp.
  template <class File>
  constexpr void records(File& file) noexcept {
    file.model("mlp", Layers::kind..., size_t{Layers::outputs}..., Layers::format...);
    rule_type::records(file);
    file.lines("neuron", detail::nn::neurons_of<chain_type>{chain});
  }

  constexpr evidence weigh(const feature_type* x) const noexcept {
    return weigh_along(detail::nn::held<chain_type>{chain}, x);
  }
  MOTE_ALWAYS_INLINE constexpr const rule_type& rule() const noexcept { return *this; }

  /// The same of numbers that lie elsewhere: `parts.at<k>()` has those of layer k.
  template <class Parts>
  static constexpr evidence weigh_along(const Parts& parts, const feature_type* x) noexcept {
    if (!MOTE_CONSTANT_EVALUATED()) return weigh_now(parts, x);
    detail::nn::outputs<chain_type> space{};
    evidence sums{};
    through<0>(parts, x, space.here, space.there, space.sums, sums.data());
    return sums;
  }

 private:
  /// Nothing is cleared that a layer writes before another reads it.
  template <class Parts>
  static evidence weigh_now(const Parts& parts, const feature_type* x) noexcept {
    detail::nn::outputs<chain_type> space;
    evidence sums;
    through<0>(parts, x, space.here, space.there, space.sums, sums.data());
    return sums;
  }
  template <size_t At, class Parts>
  MOTE_ALWAYS_INLINE static constexpr void through(const Parts& parts, const feature_type* x,
                                                   feature_type* here, feature_type* there,
                                                   typename rule_type::sum* between,
                                                   typename rule_type::sum* out) noexcept {
    using layer =
        traits::remove_cvref_t<decltype(traits::declared<const chain_type&>().template at<At>())>;
    if constexpr (At + 1 == sizeof...(Layers)) {
      layer::run(parts.template at<At>(), x, out);
    } else {
      layer::run(parts.template at<At>(), x, between, here);
      through<At + 1>(parts, here, there, here, between, out);
    }
  }
};

namespace detail::nn {
template <const auto& Model, size_t At>
struct start_of {
  static constexpr const auto& values() noexcept { return Model.chain.template at<At>().start; }
};
template <const auto& Model, size_t At>
struct weights_of {
  static constexpr const auto& values() noexcept { return Model.chain.template at<At>().weights; }
};
template <const auto& Model, size_t At>
struct factors_of {
  static constexpr const auto& values() noexcept { return Model.chain.template at<At>().factors; }
};
template <const auto& Model, size_t At>
struct shifts_of {
  static constexpr const auto& values() noexcept { return Model.chain.template at<At>().shifts; }
};
/// Where the numbers of layer At are: in flash, of a constant.
template <const auto& Model, size_t At>
struct flash_parts {
  constexpr auto start() const noexcept { return kernel::in_flash<start_of<Model, At>>(); }
  constexpr auto weights() const noexcept { return kernel::in_flash<weights_of<Model, At>>(); }
  constexpr auto factors() const noexcept { return kernel::in_flash<factors_of<Model, At>>(); }
  constexpr auto shifts() const noexcept { return kernel::in_flash<shifts_of<Model, At>>(); }
};
template <const auto& Model>
struct in_flash {
  template <size_t At>
  constexpr flash_parts<Model, At> at() const noexcept {
    return {};
  }
};

/// valid() in pieces, each within what Clang does at compile time.
template <const auto& Model, size_t From>
inline constexpr bool sound_piece = Model.valid(From, From + 1024);
template <const auto& Model, size_t From = 0>
constexpr bool sound() noexcept {
  if constexpr (From >= Model.entries) {
    return true;
  } else {
    return sound_piece<Model, From> && sound<Model, From + 1024>();
  }
}
/// Apart from the layers: what reads it does not bring them to RAM.
template <const auto& Model>
inline constexpr auto rule_of = Model.rule();
}  // namespace detail::nn

/// A model as code: see model/model.hpp.
template <const auto& Model, class Type>
struct in_code_as;

/// The walk again; where flash is apart, along numbers that stay there.
template <const auto& Model, class Label, class... Layers>
struct in_code_as<Model, mlp<Label, Layers...>> {
  template <class X>
  static constexpr auto weigh(const X* x) noexcept {
    static_assert(detail::nn::sound<Model>(), "the model is damaged: convert it again");
    return mlp<Label, Layers...>::weigh_along(detail::nn::in_flash<Model>{}, x);
  }
  MOTE_ALWAYS_INLINE static constexpr const auto& rule() noexcept {
    return detail::nn::rule_of<Model>;
  }
};

}  // namespace mote
