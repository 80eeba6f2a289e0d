// mel_bank.hpp - the triangles of a mel filterbank as a table of slopes. Floor 3.
// Two triangles overlap between neighbouring edges: the weights of one fall as those of the other
// rise, and the two add up to 1. So the table holds no weights: of the bins between two edges the
// sum and the sum of partial sums give both, without a product a bin.
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "../../design/constant.hpp"
#include "../mel_options.hpp"

namespace mote {

namespace detail::feature {

constexpr double hz_to_mel(double hz, mel_scale scale) noexcept {
  if (scale == mel_scale::htk) return 2595 * constant::log10(1 + hz / 700);
  return hz < 1000 ? hz * 3 / 200 : 15 + constant::log(hz / 1000) * 27 / constant::log(6.4);
}
constexpr double mel_to_hz(double mel, mel_scale scale) noexcept {
  if (scale == mel_scale::htk) return 700 * (constant::exp(mel / 2595 * constant::ln_10) - 1);
  return mel < 15 ? mel * 200 / 3 : 1000 * constant::exp((mel - 15) * constant::log(6.4) / 27);
}

/// The filterbank of Options, whose names mel_options.hpp explains.
template <const auto& Options>
struct mel_bank {
  static constexpr size_t bands = Options.bands;
  static constexpr size_t segments = bands + 1;  // between neighbouring edges
  static constexpr double nyquist = Options.rate / 2;
  static constexpr double highest = Options.fmax > 0 ? Options.fmax : nyquist;
  static constexpr double spacing = Options.rate / static_cast<double>(Options.length);

  static_assert(bands > 0, "mel: use at least one band");
  static_assert(Options.fmin >= 0 && Options.fmin < highest && highest <= nyquist,
                "mel: the bands lie between fmin and fmax: use 0 <= fmin < fmax <= rate / 2");

  /// The bins of one segment, from its first: count, weight of the last in the falling triangle,
  /// and what each bin before has more.
  struct segment {
    size_t bins;
    double last;
    double slope;
  };

  static constexpr array<double, bands + 2> make_edges() noexcept {
    const double low = hz_to_mel(Options.fmin, Options.scale);
    const double step = (hz_to_mel(highest, Options.scale) - low) / (bands + 1);
    array<double, bands + 2> made{};
    for (size_t i = 0; i < bands + 2; ++i) {
      made[i] = mel_to_hz(low + step * static_cast<double>(i), Options.scale);
    }
    return made;
  }
  static constexpr array<double, bands + 2> edges = make_edges();

  /// Bins 0 and N/2, on the edge of all triangles, weigh nothing: the first bin is at least 1.
  static constexpr size_t find_first() noexcept {
    size_t k = 1;
    while (static_cast<double>(k) * spacing < edges[0]) ++k;
    return k;
  }
  static constexpr size_t first = find_first();

  static constexpr array<segment, segments> make() noexcept {
    array<segment, segments> made{};
    size_t k = first;
    for (size_t i = 0; i < segments; ++i) {
      const double width = edges[i + 1] - edges[i];
      segment& s = made[i];
      s.slope = spacing / width;
      for (; k < Options.length / 2 && static_cast<double>(k) * spacing < edges[i + 1]; ++k) {
        ++s.bins;
        s.last = (edges[i + 1] - static_cast<double>(k) * spacing) / width;
      }
    }
    return made;
  }
  static constexpr array<segment, segments> table = make();

  /// Bins of the widest segment.
  static constexpr size_t find_most() noexcept {
    size_t widest = 0;
    for (const segment& s : table) widest = s.bins > widest ? s.bins : widest;
    return widest;
  }
  static constexpr size_t most = find_most();
  using count = traits::smallest_unsigned<most>;
  static constexpr array<count, segments> make_counts() noexcept {
    array<count, segments> made{};
    for (size_t i = 0; i < segments; ++i) made[i] = static_cast<count>(table[i].bins);
    return made;
  }
  static constexpr array<count, segments> counts = make_counts();

  /// Height of triangle i.
  static constexpr double gain(size_t i) noexcept {
    return Options.norm == mel_norm::none ? 1 : 2 / (edges[i + 2] - edges[i]);
  }
};

}  // namespace detail::feature

}  // namespace mote
