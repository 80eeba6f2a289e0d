// scaler.hpp - real features onto integers, one affine scale a feature. Floor 2.
#pragma once

#include "../core/array.hpp"
#include "../core/span.hpp"

namespace mote {

/// quantized = round((raw - offset) * scale), halves up, saturated to Integer.
///
/// Sample   float in; int8_t or int16_t out
/// Range    every float; NaN counts as saturated and gives 0
/// State    none: 8 bytes of constants a feature
/// Target   bit-exact on cores with IEEE 754 single precision, soft-float included
template <class Integer, size_t Features>
struct scaler {
  static_assert(sizeof(Integer) <= 2, "scaler maps onto int8_t or int16_t: float32 has 24 bits");

  array<float, Features> offset;
  array<float, Features> scale;  // Unit: integer steps per unit of the raw feature

  /// Raw (a C array, mote::array, std::array or span of Features floats) -> out.
  /// Returns the number of features that were saturated.
  constexpr size_t operator()(span<const float, Features> raw,
                              array<Integer, Features>& out) const noexcept {
    size_t saturated = 0;
    for (size_t i = 0; i < Features; ++i) {
      out[i] = quantize(raw[i], i, saturated);
    }
    return saturated;
  }

 private:
  static constexpr int32_t highest = (int32_t{1} << (8 * sizeof(Integer) - 1)) - 1;
  static constexpr int32_t lowest = -highest - 1;

  constexpr Integer quantize(float raw, size_t i, size_t& saturated) const noexcept {
    // Half steps, so that rounding is an integer shift: an addition behind the product could be
    // contracted to a fused multiply-add, and cores would differ.
    const float halves = (raw - offset[i]) * (2.0f * scale[i]);
    if (halves >= static_cast<float>(2 * lowest - 1) &&
        halves < static_cast<float>(2 * highest + 1)) {
      const int32_t toward_zero = static_cast<int32_t>(halves);
      const int32_t floor = toward_zero - (halves < static_cast<float>(toward_zero) ? 1 : 0);
      return static_cast<Integer>((floor + 1) >> 1);
    }
    ++saturated;
    if (halves < 0.0f) return static_cast<Integer>(lowest);
    return halves > 0.0f ? static_cast<Integer>(highest) : Integer{0};
  }
};

}  // namespace mote
