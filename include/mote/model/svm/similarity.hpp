// similarity.hpp - how alike a sample and a support vector are: kernels, and rbf. Floor 2.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/math.hpp"
#include "../../core/numeric.hpp"
#include "../../core/traits.hpp"
#include "../../kernel/distance/distance.hpp"

namespace mote {

/// The kernels of support vector machines. A linear one needs no vectors: svc_of_sums.
namespace svm_kernel {
struct rbf {  // e^(-gamma |x - v|^2)
  static constexpr const char* name = "rbf";
  static constexpr size_t degree = 0;
};
template <unsigned Degree>
struct polynomial {  // (gamma x v + coef0)^Degree
  static constexpr const char* name = "poly";
  static constexpr size_t degree = Degree;
};
struct sigmoid {  // tanh(gamma x v + coef0)
  static constexpr const char* name = "sigmoid";
  static constexpr size_t degree = 0;
};
}  // namespace svm_kernel

/// A kernel with its constants: `of` a sample and a vector. Here rbf of integers.
///
/// Sample   rbf: float, int8_t, int16_t; the others float
/// Range    rbf: every sample; of floats NaN, and what is beyond them, is as far as they reach
/// Target   integers: 32768 = 1.0, bit-exact, within 3 LSB of the exact e^(-gamma |x - v|^2).
///          float: the error of the sum, and of mote::exp2 or mote::tanh
template <class Kernel, class Feature>
struct svm_similarity {
  static_assert(traits::same<Feature, float> || traits::same<Feature, int16_t> ||
                    traits::same<Feature, int8_t>,
                "support vectors are float, int16_t or int8_t: convert all others");
  static_assert(traits::same<Kernel, svm_kernel::rbf> || traits::same<Feature, float>,
                "only svm_kernel::rbf is there in integers, which powers of sums do not fit: use "
                "float, or another kernel");
  static constexpr bool may_be_wide = traits::same<Feature, int16_t>;

  uint32_t factor;  // 2^-28 halvings a unit
  uint32_t first;   // and at distance 0: half of what the shift cuts off
  uint32_t limit;   // units from which it is 0
  uint16_t reach;   // of int16_t: no value of a vector is larger; else unused
  uint8_t shift;    // a unit is 2^shift squares of a step

  constexpr bool valid() const noexcept {
    return factor != 0 && limit != 0 && shift < 32 &&
           uint64_t{limit - 1} * factor + first <= 0xFFFFFFFFu;
  }
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("kernel", factor, first, limit, reach, shift);
  }
  constexpr bool takes(Feature v) const noexcept {
    return !may_be_wide || (v <= int32_t{reach} && -int32_t{v} <= int32_t{reach});
  }
  /// True where a difference may have more than 16 bits, or a sum of squares more than 32.
  template <size_t N>
  constexpr bool is_wide(const Feature* x) const noexcept {
    constexpr uint32_t apart = short_apart(N);
    return reach > apart || kernel::reach<N>(x) > apart - reach;
  }
  /// Of a sample, with a sum of this type: what is to be known once for all vectors.
  template <size_t N, bool Wide, class X>
  MOTE_ALWAYS_INLINE constexpr auto of(X x) const noexcept {
    using sum = traits::choose_t<Wide, uint64_t, uint32_t>;
    const uint64_t beyond = uint64_t{limit} << shift;
    return asked<N, sum, X>{
        x, Wide || beyond < 0xFFFFFFFFu ? static_cast<sum>(beyond) : 0xFFFFFFFFu, *this};
  }

 private:
  template <size_t N, class Sum, class X>
  struct asked {
    const X x;
    const Sum beyond;
    const svm_similarity& by;

    template <class V>
    MOTE_ALWAYS_INLINE constexpr uint32_t operator()(V v) const noexcept {
      const Sum square = kernel::distance<N>(x, v, beyond, kernel::squares<Sum>{});
      if (square >= beyond) return 0;
      return exp2_q15((static_cast<uint32_t>(square >> by.shift) * by.factor + by.first) >> 12);
    }
  };
  /// Differences up to here have 16 bits, and their squares a sum below 2^32 - 1.
  static constexpr uint32_t short_apart(size_t n) noexcept {
    uint32_t apart = 32767;
    while (uint64_t{n} * apart * apart >= 0xFFFFFFFFu) --apart;
    return apart;
  }
};

template <>
struct svm_similarity<svm_kernel::rbf, float> {
  static constexpr bool may_be_wide = false;

  float rate;   // gamma / log 2
  float limit;  // the square from which it is 0

  constexpr bool valid() const noexcept {
    return rate > 0 && rate <= numeric<float>::highest && limit > 0 &&
           limit <= numeric<float>::highest;
  }
  template <class File>
  constexpr void records(File& file) noexcept {
    file.line("kernel", rate, limit);
  }
  static constexpr bool takes(float v) noexcept { return v - v == 0; }
  template <size_t N, bool>
  MOTE_ALWAYS_INLINE constexpr auto of(const float* x) const noexcept {
    return asked<N>{x, *this};
  }

 private:
  template <size_t N>
  struct asked {
    const float* x;
    const svm_similarity& by;

    template <class V>
    MOTE_ALWAYS_INLINE constexpr float operator()(V v) const noexcept {
      const float square = kernel::distance<N>(x, v, by.limit, kernel::squares<float>{});
      return square < by.limit ? exp2(square * -by.rate) : 0.0f;
    }
  };
};

}  // namespace mote
