// correlate.hpp - one row of taps against every window of a row of samples. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/numeric.hpp"
#include "../../core/target.hpp"
#include "../../core/traits.hpp"
#include "../best.hpp"
#include "dsp.hpp"
#include "mve.hpp"
#include "../row/float_row.hpp"
#include "../number/long_product.hpp"
#include "../number/rounding.hpp"
#include "../row/zeros.hpp"
#if MOTE_HAS_FLASH_SPACE
#include "../row/in_flash.hpp"
#endif

namespace mote::kernel {

/// Every Step-th place of a row, used like a pointer to the first.
template <class T, size_t Step>
struct every_nth {
  T* first;

  constexpr T& operator[](size_t i) const noexcept { return first[i * Step]; }
  constexpr every_nth& operator+=(size_t count) noexcept {
    first += count * Step;
    return *this;
  }
};

namespace detail::correlate {

/// Sums that are made at once, so that a tap and a sample are loaded once for several products: as
/// many as there are registers for. A call of a float library leaves none.
template <class Acc>
inline constexpr size_t sums_at_once = !target::long_multiply ? 2
                                       : sizeof(Acc) == 4     ? 4
                                                              : 3;
template <>
inline constexpr size_t sums_at_once<float> = target::float_registers ? 8 : 1;

template <class T>
constexpr prod_t<T> product(T a, T b) noexcept {
  if constexpr (traits::same<T, int32_t>) {
    return long_product(a, b);
  } else {
    return static_cast<prod_t<T>>(a) * static_cast<prod_t<T>>(b);
  }
}

/// Tap J of a turn: window[(o + J) % K] is the sample of sum o; one sample is new.
template <size_t J, class T, class Acc, size_t K, size_t... O>
constexpr void add_tap(const T* x, T tap, array<T, K>& window, array<Acc, K>& sums,
                       traits::indices<O...>) noexcept {
  window[(K - 1 + J) % K] = x[K - 1 + J];
  ((sums[O] += product(tap, window[(O + J) % K])), ...);
}

/// Whether add_taps leaves `taps` behind the taps that it took.
template <class Taps>
inline constexpr bool steps_itself = false;

template <class T, class Taps, class Acc, size_t K, size_t... J>
constexpr void add_taps(const T* x, Taps taps, array<T, K>& window, array<Acc, K>& sums,
                        traits::indices<J...>, target::scalar) noexcept {
  (add_tap<J>(x, taps[J], window, sums, traits::indices_to<K>{}), ...);
}
#if MOTE_HAS_FLASH_SPACE
template <class T>
inline constexpr bool steps_itself<flash_pointer<T>> = true;

/// Inlined by force: behind a call, Clang keeps sums and samples in memory.
template <class T, class Acc, size_t K, size_t... J>
MOTE_ALWAYS_INLINE constexpr void add_taps(const T* x, flash_pointer<T>& taps, array<T, K>& window,
                                           array<Acc, K>& sums, traits::indices<J...>,
                                           target::scalar) noexcept {
  (add_tap<J>(x, taps.next(), window, sums, traits::indices_to<K>{}), ...);
}
#endif
#if MOTE_HAS_VFP
/// Eight taps, loaded at once.
template <size_t... J>
inline void add_taps(const float* x, const float* taps, array<float, 1>&, array<float, 1>& sums,
                     traits::indices<0, J...>, target::vfp) noexcept {
  sums[0] = add_float_rows(sums[0], x, taps);
}
template <size_t K, size_t... J>
inline void add_taps(const float* x, const float* taps, array<float, K>& window,
                     array<float, K>& sums, traits::indices<0, J...>, target::vfp) noexcept {
  const array<float, 8> row = float_row(taps);
  add_tap<0>(x, row[0], window, sums, traits::indices_to<K>{});
  (add_tap<J>(x, row[J], window, sums, traits::indices_to<K>{}), ...);
}
#endif

template <class Acc, class Round, size_t... O>
constexpr array<Acc, sizeof...(O)> started(Round to_sample, traits::indices<O...>) noexcept {
  const Acc start = to_sample.template start<Acc>();
  return {{(static_cast<void>(O), start)...}};
}
template <class T, size_t K, size_t... O>
constexpr void fill(array<T, K>& window, const T* x, traits::indices<O...>) noexcept {
  ((window[O] = x[O]), ...);
}
template <class Acc, size_t K, class Out, class Round, size_t... O>
constexpr void finish(const array<Acc, K>& sums, Out out, Round to_sample,
                      traits::indices<O...>) noexcept {
  ((out[O] = to_sample(sums[O])), ...);
}

/// K outputs.
template <size_t K, class Acc, size_t N, class T, class Taps, class Out, class Round, class Tag>
constexpr void correlate_some(const T* x, Taps taps, Out out, Round to_sample, Tag tag) noexcept {
  // Eight floats are loaded at once; of eight registers an unrolled loop spills most.
  constexpr bool short_turn = !target::long_multiply && (sizeof(Acc) == 4 || sizeof(T) == 4);
  constexpr size_t turn = traits::same<T, float> && target::float_registers ? 8
                          : short_turn                                      ? K
                                                                            : (K + 3) / K * K;
  array<Acc, K> sums = started<Acc>(to_sample, traits::indices_to<K>{});
  array<T, K> window = zeros<T, K>();
  if constexpr (K > 1) fill(window, x, traits::indices_to<K - 1>{});
  for (size_t n = N / turn; n != 0; --n) {
    add_taps(x, taps, window, sums, traits::indices_to<turn>{}, tag);
    x += turn;
    if constexpr (!steps_itself<Taps>) taps += turn;
  }
  if constexpr (N % turn != 0) {
    add_taps(x, taps, window, sums, traits::indices_to<N % turn>{}, target::scalar{});
  }
  finish(sums, out, to_sample, traits::indices_to<K>{});
}

}  // namespace detail::correlate

/// out[i] = to_sample(x[i] * taps[0] + ... + x[i + N - 1] * taps[N - 1]) for i < count.
///
/// Sample   float, int16_t, int32_t; `Acc` float, int32_t, int64_t
/// Shape    x has count + N - 1 elements and one more that may be read; N is a multiple of
///          taps_step<T>; `taps` is a const T*, or a flash_pointer<T> where flash is apart; `out`
///          is a pointer, or an every_nth that leaves space between outputs
/// Range    the caller knows that the sums fit into Acc
/// Target   integers bit-exact; float: order of the sum and fused products differ between cores
template <class Acc, size_t N, class T, class Taps, class Out, class Round, class Tag>
MOTE_NOINLINE constexpr void correlate(const T* x, Taps taps, Out out, size_t count,
                                       Round to_sample, Tag tag) noexcept {
  constexpr size_t at_once = detail::correlate::sums_at_once<Acc>;
  for (; count >= at_once; count -= at_once) {
    detail::correlate::correlate_some<at_once, Acc, N>(x, taps, out, to_sample, tag);
    x += at_once;
    out += at_once;
  }
  for (; count != 0; --count) {
    detail::correlate::correlate_some<1, Acc, N>(x++, taps, out, to_sample, tag);
    out += 1;
  }
}

template <class Acc, size_t N, class T, class Out, class Round>
constexpr void correlate(const T* x, const T* taps, Out out, size_t count,
                         Round to_sample) noexcept {
  if (MOTE_CONSTANT_EVALUATED())
    return correlate<Acc, N>(x, taps, out, count, to_sample, target::scalar{});
  return correlate<Acc, N>(x, taps, out, count, to_sample, best<T>{});
}
#if MOTE_HAS_FLASH_SPACE
template <class Acc, size_t N, class T, class Out, class Round>
constexpr void correlate(const T* x, flash_pointer<T> taps, Out out, size_t count,
                         Round to_sample) noexcept {
  correlate<Acc, N>(x, taps, out, count, to_sample, target::scalar{});
}
#endif

/// Rows of taps are filled up with zeros to a multiple of this.
template <class T>
inline constexpr size_t taps_step = 1;
template <>
inline constexpr size_t taps_step<int16_t> = traits::same<best<int16_t>, target::mve>   ? 8
                                             : traits::same<best<int16_t>, target::dsp> ? 4
                                                                                        : 1;
template <>
inline constexpr size_t taps_step<int32_t> = traits::same<best<int16_t>, target::mve> ? 4 : 1;

}  // namespace mote::kernel
