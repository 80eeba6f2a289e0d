// flash_parts.hpp - the numbers of a constant linear model, left in flash. Floor 2.
#pragma once

#include "../model.hpp"

namespace mote::detail::linear {

/// For kernel::in_flash.
template <const auto& Model>
struct weights_of {
  static constexpr const auto& values() noexcept { return Model.weights; }
};
template <const auto& Model>
struct start_of {
  static constexpr const auto& values() noexcept { return Model.start; }
};
/// Apart from the weights: what reads it does not bring them to RAM.
template <const auto& Model>
inline constexpr typename model_of<Model>::rule_type rule_of = Model.rule();

}  // namespace mote::detail::linear
