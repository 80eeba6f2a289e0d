// loaded.hpp - a model in RAM that is read at run time, of a size that its type says. Floor 2.
#pragma once

#include "../../core/array.hpp"

namespace mote {

namespace detail::model {
template <class Model, class = void>
inline constexpr size_t classes_of = 0;
template <class Model>
inline constexpr size_t classes_of<Model, decltype(void(Model::classes))> = Model::classes;
}  // namespace detail::model

template <class Target>
class model_reader;

/// Stands for: the model takes features as they are.
struct no_scaler {};

/// A model that is empty until model_reader has filled and checked all of it.
///
/// Shape    Model is the type of a constant: what it fixes a file must have. Of rows that are
///          `bounded` in it there are at most so many
/// Scaler   scaler<feature_type, features> to load a model that scales its features
/// State    that of Model and Scaler and a flag; no heap
/// Errors   predict, predict_proba and score, into an `out`, return status_code::empty as long as
///          nothing is loaded
template <class Model, class Scaler = no_scaler>
class loaded : public Model {
 public:
  using model_type = Model;
  using scaler_type = Scaler;

  // Model{} is all zeros, which the analyzer of Clang 14 does not see of a base. As Model() GCC 12
  // made a static constructor of a knn_novelty.
  // NOLINTNEXTLINE(clang-analyzer-optin.cplusplus.UninitializedObject)
  constexpr loaded() noexcept : Model{} {}

  /// True when a model is loaded: all of it was read and checked.
  constexpr bool ready() const noexcept { return ready_; }
  constexpr void reset() noexcept { ready_ = false; }
  /// Raw features -> the model's integers, see scaler.hpp; of a model that is ready().
  constexpr const Scaler& scaler() const noexcept { return scaler_; }

 private:
  friend class model_reader<loaded>;

  Scaler scaler_{};
  bool ready_ = false;
};

namespace detail::model {
template <class Target>
inline constexpr bool is_loaded = false;
template <class Model, class Scaler>
inline constexpr bool is_loaded<loaded<Model, Scaler>> = true;
}  // namespace detail::model

}  // namespace mote
