// check.hpp - samples that a model may learn from: finite, and within its range. Floor 2.
#pragma once

#include "../../core/status.hpp"
#include "../model.hpp"

namespace mote::detail::model {

inline constexpr float largest_float = 3.40282347e+38f;

/// ok; number: not finite; range: larger than `most`.
constexpr status_code check_number(float x, float most) noexcept {
  if (x <= most && x >= -most) return status_code::ok;
  return x <= largest_float && x >= -largest_float ? status_code::range : status_code::number;
}
/// The first of a sample that is not ok.
template <size_t Features>
constexpr status_code check_numbers(const float* x, float most = largest_float) noexcept {
  for (size_t i = 0; i < Features; ++i) {
    const status_code code = check_number(x[i], most);
    if (code != status_code::ok) return code;
  }
  return status_code::ok;
}
/// The same of a sample and its target.
template <size_t Features>
constexpr status_code check_numbers(const float* x, float y, float most) noexcept {
  const status_code code = check_numbers<Features>(x, most);
  return code != status_code::ok ? code : check_number(y, most);
}
/// check(row.x, row.y) of all rows: empty, or the first that is refused, from 1.
template <class Model, class Rows, class Check>
status check_rows(const Rows& rows, Check check) noexcept {
  if (rows.size() == 0) return status_code::empty;
  uint32_t line = 0;
  for (const auto& row : rows) {
    const status_code code = check(sample_of<Model>(row.x), row.y);
    if (++line; code != status_code::ok) return {code, line};
  }
  return {};
}

}  // namespace mote::detail::model
