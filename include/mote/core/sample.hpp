// sample.hpp - which number types are samples, and the sentences that refuse all others. Floor 0.
#pragma once

#include <stdint.h>

#include "traits.hpp"

namespace mote {

/// Samples with a sign: integers are fractions of full scale where a class says so.
template <class T>
inline constexpr bool is_sample = traits::same<T, float> || traits::same<T, int8_t> ||
                                  traits::same<T, int16_t> || traits::same<T, int32_t>;

/// Samples without a sign, as converters and cameras deliver them. Statistics, medians, extremes,
/// moving sums and linear_map take them for the numbers that they are; `convert` and level_meter
/// for a signal around the middle of the range (offset binary): 128 and 32768 are 0.
template <class T>
inline constexpr bool is_unsigned_sample = traits::same<T, uint8_t> || traits::same<T, uint16_t>;

namespace traits {

/// `any` with a sign; `with_unsigned` those without as well; `wide` for transforms; `narrow` for
/// spectra in decibels; `whole` for what adds integers.
enum class samples : uint8_t { any, with_unsigned, wide, narrow, whole };

/// A class writes static_assert(takes_samples<itself, Sample>) in its first line: always true, or
/// the sentence is the first error. Each class that is used wrongly gives its own.
template <class User, class T, samples Kind>
struct check_samples {
  static_assert(Kind != samples::any || is_sample<T>,
                "samples are float, int8_t, int16_t or int32_t of <stdint.h>: convert all others");
  static_assert(Kind != samples::with_unsigned || is_sample<T> || is_unsigned_sample<T>,
                "samples are float, int8_t, int16_t, int32_t, uint8_t or uint16_t of <stdint.h>: "
                "convert all others");
  static_assert(Kind != samples::wide || (is_sample<T> && !same<T, int8_t>),
                "samples are float, int16_t or int32_t of <stdint.h>: widen int8_t to int16_t, "
                "convert all others");
  static_assert(Kind != samples::narrow || same<T, float> || same<T, int16_t>,
                "samples are float or int16_t of <stdint.h> here: convert all others");
  static_assert(Kind != samples::whole || (is_sample<T> && !same<T, float>),
                "samples are int8_t, int16_t or int32_t of <stdint.h>: convert all others");
  static constexpr bool done = true;
};
template <class User, class T, samples Kind = samples::any>
inline constexpr bool takes_samples = check_samples<User, T, Kind>::done;

}  // namespace traits
}  // namespace mote
