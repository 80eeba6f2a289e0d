// biquad_error.hpp - how far rounding takes a cascade from its design. Floor 2.
// In double: for constant expressions and the host.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "../../design/sos.hpp"
#include "../../kernel/second_order/forms.hpp"
#include "biquad_points.hpp"

namespace mote::detail::biquad {

/// Half a step of samples of 8 and 16 bits, to which the output is rounded.
template <class Sample>
inline constexpr double half_a_step = sizeof(Sample) == 4 ? 0 : 1.0 / (1 << 8 * sizeof(Sample));

/// A section as its taps hold it, and how it rounds: its output by `unit`, and the next ones get
/// back what was lost, which leaves nothing of it at 0 Hz, or half the rate if `mirrored`; `order`
/// says how often. On float `unit` is a part of what is rounded, and there is a state to round too.
struct held_section {
  monic_section taps;
  double unit;
  bool floating;
  int order;
  bool mirrored;
};
constexpr held_section held_by(const array<int32_t, 5>& taps, int order) noexcept {
  const auto real = [&taps](size_t i) { return static_cast<double>(taps[i]) / 536870912.0; };
  return {{real(0), real(1), real(2), -real(3), -real(4), 1}, 0x1p-28, false, order, false};
}
/// `sign` is -1 where the taps are of H(-z).
constexpr held_section held_by(const array<float, 5>& taps, kernel::section_form form,
                               double sign) noexcept {
  const auto real = [&taps](size_t i) { return static_cast<double>(taps[i]); };
  const double b0 = real(0), b1 = real(1), b2 = real(2), n1 = real(3), n2 = real(4);
  const double unit = 0x1p-23;
  if (form == kernel::section_form::plain) {
    return {{b0, b1, b2, -n1, -n2, 1}, unit, true, 0, false};
  }
  return {{b0, (b1 - b0) * sign, b2 - b1, (-n1 - 1) * sign, n1 - n2, 1}, unit, true, 1, sign < 0};
}

/// The largest error that is to be expected of an output, in parts of full scale: that of the worst
/// sine and a little for sudden changes, and five standard deviations of the noise. `gain` is
/// behind the last section. Full scale of float is the largest output if that is above 1.
template <size_t Sections>
constexpr double largest_error(const sos<Sections>& design,
                               const array<held_section, Sections>& held, double gain) noexcept {
  using number = complex<double>;
  array<monic_section, Sections> exact{};
  for (size_t k = 0; k < Sections; ++k) exact[k] = monic(design[k]);
  double worst = 0, full_scale = 1;
  // Of each section: the power of noise of 1 behind all, put in at its output, and at its second
  // state; and how large the two get.
  double shaped[Sections]{}, plain[Sections]{}, output[Sections]{}, state[Sections]{};
  for (const point& at : points_of(exact)) {
    double own[Sections]{}, recursion[Sections]{};
    number wanted{1, 0}, got{1, 0}, wanted_over{1, 0}, got_over{1, 0};
    double size = 1;
    for (size_t k = 0; k < Sections; ++k) {
      const held_section& now = held[k];
      const monic_section &e = exact[k], &h = now.taps;
      wanted = wanted * (polynomial(e.b0, e.b1, e.b2, at) * e.gain);
      wanted_over = wanted_over * polynomial(1, e.a1, e.a2, at);
      const number b = polynomial(h.b0, h.b1, h.b2, at), a = polynomial(1, h.a1, h.a2, at);
      got = got * b;
      got_over = got_over * a;
      recursion[k] = norm(a);
      own[k] = norm(b) / recursion[k];
      if (now.floating) {  // the states are those of direct form II
        number second = at.z * (a * h.b2 - b * h.a2);
        if (now.order != 0) second = b - a * h.b0 + second * (now.mirrored ? -1 : 1);
        const double its_size = size * norm(second) / recursion[k];
        if (its_size > state[k]) state[k] = its_size;
      }
      size *= own[k];
      if (size > output[k]) output[k] = size;
    }
    wanted = wanted / wanted_over;
    const double difference = norm(wanted - got / got_over * gain);
    if (difference > worst) worst = difference;
    if (held[0].floating && norm(wanted) > full_scale) full_scale = norm(wanted);

    double power = at.part * gain * gain;
    for (size_t k = Sections; k-- > 0;) {
      const held_section& now = held[k];
      const double here = power / recursion[k];
      const double shape = 2 + 2 * (now.mirrored ? at.z.re : -at.z.re);
      plain[k] += here;
      shaped[k] += here * (now.order == 0 ? 1 : now.order == 1 ? shape : shape * shape);
      power *= own[k];
    }
  }
  double noise = 0;
  for (size_t k = 0; k < Sections; ++k) {
    const double square = held[k].unit * held[k].unit / 12;
    noise +=
        square * (held[k].floating ? shaped[k] * output[k] / 4 + plain[k] * state[k] : shaped[k]);
  }
  return (1.3 * constant::sqrt(worst) + 5 * constant::sqrt(noise)) / constant::sqrt(full_scale);
}

}  // namespace mote::detail::biquad
