// entropy.hpp - the entropy of counts, in integers. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../number/quotient.hpp"

namespace mote::kernel {

namespace detail::rank {
/// ln(c / (c - 1)) = 2 artanh(1 / (2 c - 1)) in 2^-53, cut off. In integers, since double has 24
/// bits on AVR. For the compiler only.
constexpr uint64_t logarithm_step(uint64_t c) noexcept {
  const uint64_t n = 2 * c - 1;
  uint64_t result = 0;
  uint64_t power = (static_cast<uint64_t>(1) << 54) / n;
  for (uint64_t k = 1; power != 0; k += 2, power /= n * n) result += power / k;
  return result;
}
template <size_t N>
constexpr array<uint32_t, N + 1> make_count_logarithms() noexcept {
  array<uint32_t, N + 1> table{};
  uint64_t logarithm = 0;
  for (size_t c = 2; c <= N; ++c) {
    logarithm += logarithm_step(c);
    table[c] = static_cast<uint32_t>((c * logarithm + (static_cast<uint64_t>(1) << 31)) >> 32);
  }
  return table;
}
}  // namespace detail::rank

/// c ln c of the counts 0 to N <= 255, in 2^-21. 4 (N + 1) bytes of flash.
template <size_t N>
inline constexpr array<uint32_t, N + 1> count_logarithms = detail::rank::make_count_logarithms<N>();

/// ln N - (sum of c ln c) / N of counts c whose sum is N: their entropy in nats, in 2^-12.
///
/// Range    `sum` as count_logarithms<Most> adds up, N <= Most, of at most 16 counts
/// Target   bit-exact; within 0.51 of a unit
template <uint32_t N, size_t Most = N>
constexpr int32_t entropy_q12(uint32_t sum) noexcept {
  constexpr uint32_t all = count_logarithms<Most>[N];
  const uint32_t scaled = sum < all ? all - sum : 0;
  return static_cast<int32_t>(quotient<N>((scaled + N * 256) >> 9));
}

}  // namespace mote::kernel
