// affine.hpp - a sample through a matrix of weights: W x + b, row by row. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../best.hpp"
#include "../row/in_flash.hpp"
#include "dsp.hpp"
#include "mve.hpp"
#include "products.hpp"
#include "thumb.hpp"
#include "vfp.hpp"

namespace mote::kernel {

/// As products.hpp says, by the fastest overload of this build.
template <size_t Rows, size_t Count, class T, class Weights, class Start>
constexpr void affine(const T* x, Weights w, Start start, short_sum<T>* out) noexcept {
  if (MOTE_CONSTANT_EVALUATED() || flash_is_apart) {
    affine<Rows, Count>(x, w, start, out, definition{});
#if MOTE_HAS_THUMB == 1
  } else if constexpr (!traits::same<T, float>) {
    affine_pairs<Rows, Count>(x, w, start, out);
#endif
  } else {
    affine<Rows, Count>(x, w, start, out, best<T>{});
  }
}

}  // namespace mote::kernel
