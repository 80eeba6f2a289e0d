// spectrum_of_integers.hpp - the shape of a power spectrum in integers. Floor 3.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/expects.hpp"
#include "../../core/log2.hpp"
#include "../../core/number/division.hpp"
#include "../../core/root.hpp"
#include "../../core/scaled.hpp"
#include "../../core/span.hpp"
#include "../../kernel/number/long_product.hpp"
#include "../../transform/power.hpp"

namespace mote {

template <class Power, size_t Bins>
class spectrum_shape;

/// See ../spectrum.hpp. A place is in Q16, a ratio in dB Q8.8, entropy in Q12.
template <size_t Bins>
class spectrum_shape<uint32_t, Bins> {
  static_assert(Bins >= 3 && Bins <= 4097,
                "spectrum_shape of integers takes 3 to 4097 powers, as power_spectrum gives them");

 public:
  constexpr explicit spectrum_shape(scaled<const uint32_t, Bins> power) noexcept
      : power_{power.values()}, exponent_{power.exponent()} {
    for (const uint32_t p : power_) total_ += p;
    while ((total_ >> digits_) > 0xffffffffu) ++digits_;
  }

  /// Exact, in units of 2^exponent().
  constexpr uint64_t total() const noexcept { return total_; }
  constexpr uint64_t band(size_t first, size_t last) const noexcept {
    MOTE_EXPECTS(first <= last && last <= Bins, "a band lies between two bins of the spectrum");
    uint64_t all = 0;
    for (size_t k = first; k < last; ++k) all += power_[k];
    return all;
  }
  constexpr int exponent() const noexcept { return exponent_; }

  /// Q16, within 1 unit and 2^-31 of itself.
  constexpr uint32_t centroid() const noexcept {
    if (total_ == 0) return 0;
    uint64_t moment = 0;
    for (size_t k = 0; k < Bins; ++k) {
      moment += kernel::long_product(power_[k], static_cast<uint16_t>(k));
    }
    return per_total((moment >> digits_) << 16);
  }
  /// Q16, within 2^-9 bins.
  constexpr uint32_t spread() const noexcept {
    if (total_ == 0) return 0;
    const uint32_t centre = centroid();
    const uint32_t nearest = (centre + 0x8000u) >> 16;
    uint64_t moment = 0;  // about that bin, in units that leave it below 2^64
    for (size_t k = 0; k < Bins; ++k) {
      const uint16_t away = static_cast<uint16_t>(k < nearest ? nearest - k : k - nearest);
      moment +=
          times(kernel::long_product(power_[k], away), away) >> (digits_ > 8 ? digits_ - 8 : 0);
    }
    moment >>= digits_ > 8 ? 8 : digits_;
    int up = 32;
    while (up > 0 && ((moment >> (63 - up)) != 0 || (moment >> (32 - up)) >= whole())) --up;
    const int32_t aside = static_cast<int32_t>(centre) - static_cast<int32_t>(nearest) * 65536;
    const uint64_t about = uint64_t{per_total(moment << up)} << (32 - up);  // Q32
    const uint64_t square = static_cast<uint64_t>(kernel::long_product(aside, aside));
    return static_cast<uint32_t>(nearest_root(about > square ? about - square : 0));
  }
  /// The first bin below and in which share * 2^-15 of the power lies.
  constexpr uint16_t rolloff(uint16_t share = 27853) const noexcept {
    const uint64_t wanted = (times(total_, share) + 0x7fffu) >> 15;
    uint64_t below = 0;
    size_t k = 0;
    for (; k + 1 < Bins && (below += power_[k]) < wanted;) ++k;
    return static_cast<uint16_t>(total_ != 0 ? k : 0);
  }
  /// Q16. Of a tone in a Hann window within 0.02 bins.
  constexpr uint32_t dominant() const noexcept {
    const size_t k = loudest();
    const uint32_t bin = static_cast<uint32_t>(k) << 16;
    if (k == 0 || k + 1 == Bins) return bin;
    const int32_t left = level(k - 1), right = level(k + 1);
    const int32_t bend = 2 * level(k) - left - right;
    if (bend <= 0) return bin;
    const uint32_t slope = static_cast<uint32_t>(right < left ? left - right : right - left);
    const uint32_t aside = quotient_of<40>((uint64_t{slope} << 15), static_cast<uint32_t>(bend));
    return right < left ? bin - aside : bin + aside;
  }
  /// In dB Q8.8, at most 0: geometric by arithmetic mean, where powers of 0 count as 1.
  constexpr int16_t flatness() const noexcept {
    int64_t levels = 0;  // log2 Q16
    uint64_t bounded = total_;
    for (size_t k = 0; k < Bins; ++k) {
      levels += level(k);
      bounded += power_[k] == 0 ? 1 : 0;
    }
    const int32_t geometric =
        static_cast<int32_t>(quotient_of<37>(static_cast<uint64_t>(levels), Bins));
    return as_level(geometric + log2_q16(Bins) - log2_q16(bounded));
  }
  /// In bits Q12, within 8 units.
  constexpr uint16_t entropy() const noexcept {
    if (total_ == 0) return 0;
    const uint32_t all = static_cast<uint32_t>(log2_q16(total_));
    uint64_t bits = 0;  // Q16 and in units of the total
    for (size_t k = 0; k < Bins; ++k) {
      const uint32_t share = static_cast<uint32_t>(power_[k] >> digits_);
      if (share == 0) continue;
      const uint32_t surprise = all - static_cast<uint32_t>(level(k));
      bits += kernel::long_product(share, static_cast<uint16_t>(surprise & 0xffffu)) +
              (kernel::long_product(share, static_cast<uint16_t>(surprise >> 16)) << 16);
    }
    return static_cast<uint16_t>((per_total(bits) + 8) >> 4);
  }
  /// In dB Q8.8: the largest power by the mean.
  constexpr int16_t crest() const noexcept {
    if (total_ == 0) return 0;
    return as_level(log2_q16(power_[loudest()]) + log2_q16(Bins) - log2_q16(total_));
  }

 private:
  constexpr size_t loudest() const noexcept {
    size_t k = 0;
    for (size_t i = 1; i < Bins; ++i) k = power_[i] > power_[k] ? i : k;
    return k;
  }
  constexpr uint32_t whole() const noexcept { return static_cast<uint32_t>(total_ >> digits_); }
  constexpr uint32_t per_total(uint64_t sum) const noexcept {
    return quotient_of<64>(sum, whole());
  }
  constexpr int32_t level(size_t k) const noexcept {
    return power_[k] == 0 ? 0 : log2_q16(power_[k]);
  }
  static constexpr int16_t as_level(int32_t log2_ratio) noexcept {
    return static_cast<int16_t>(decibels_q8(log2_ratio));
  }
  /// a * b < 2^64.
  static constexpr uint64_t times(uint64_t a, uint16_t b) noexcept {
    return (kernel::long_product(static_cast<uint32_t>(a >> 32), b) << 32) +
           kernel::long_product(static_cast<uint32_t>(a), b);
  }

  span<const uint32_t, Bins> power_;
  uint64_t total_ = 0;
  int exponent_;
  int digits_ = 0;  // of the total, that are shifted out where it stands below a fraction
};

}  // namespace mote
