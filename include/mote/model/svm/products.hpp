// products.hpp - polynomial and sigmoid kernels: curves of gamma x v + coef0. Floor 2.
#pragma once

#include <stddef.h>

#include "../../core/math.hpp"
#include "../../kernel/affine/affine.hpp"
#include "similarity.hpp"

namespace mote {

namespace detail::svm {

/// Kernels of gamma x v + coef0; the vectors hold gamma v.
struct of_products {
  static constexpr bool may_be_wide = false;

  float coef0;

  constexpr bool valid() const noexcept { return coef0 - coef0 == 0; }
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("kernel", coef0);
  }
  static constexpr bool takes(float v) noexcept { return v - v == 0; }
  template <size_t N, class Curve>
  struct asked {
    const float* x;
    float coef0;

    template <class V>
    MOTE_ALWAYS_INLINE constexpr float operator()(V v) const noexcept {
      float sum = 0;
      kernel::affine<1, N>(x, v, static_cast<const float*>(&coef0), &sum);
      return Curve::at(sum);
    }
  };
};

template <unsigned Degree>
struct power {
  static constexpr float at(float base) noexcept {
    if constexpr (Degree == 0) {
      return 1.0f;
    } else if constexpr (Degree % 2 == 0) {
      return power<Degree / 2>::at(base * base);
    } else {
      return Degree == 1 ? base : base * power<Degree / 2>::at(base * base);
    }
  }
};
struct hyperbolic_tangent {
  static constexpr float at(float x) noexcept { return tanh(x); }
};

}  // namespace detail::svm

template <unsigned Degree>
struct svm_similarity<svm_kernel::polynomial<Degree>, float> : detail::svm::of_products {
  template <size_t N, bool>
  constexpr auto of(const float* x) const noexcept {
    return asked<N, detail::svm::power<Degree>>{x, coef0};
  }
};
template <>
struct svm_similarity<svm_kernel::sigmoid, float> : detail::svm::of_products {
  template <size_t N, bool>
  constexpr auto of(const float* x) const noexcept {
    return asked<N, detail::svm::hyperbolic_tangent>{x, coef0};
  }
};

}  // namespace mote
