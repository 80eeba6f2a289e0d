// firs.cpp - checksums of FIR filters, CIC filters and PDM, and of the sums of a block.
// FIRS_OF_INT32 makes it firs_int32: all together does not fit an ATmega328P.
#include "checksum.hpp"
#include "mote/feature/extremes.hpp"
#include "mote/feature/statistics.hpp"
#include "mote/filter/cic.hpp"
#include "mote/filter/fir.hpp"
#include "mote/filter/fir_resample.hpp"
#include "mote/filter/pdm.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;

constexpr size_t block = 29;
constexpr int blocks = 12;

// Taps as whole numbers: AVR's compiler has 24 bits for a design. `large` needs sums of 64 bits.
template <class Sample>
constexpr auto taps_of(const mote::array<int16_t, 13>& b, int bits) {
  using word = mote::detail::filter::fir_tap<Sample>;
  mote::array<word, 13> stored{};
  for (size_t i = 0; i < 13; ++i) {
    stored[i] = static_cast<word>(b[i] * (sizeof(word) == 4 ? int32_t{16384} : int32_t{1}));
  }
  return mote::make_fir_taps<Sample>(stored, sizeof(word) == 4 ? bits + 14 : bits);
}
constexpr mote::array<int16_t, 13> small{
    {900, -1801, 77, 2950, -4001, 8192, 15001, 8191, -3999, 2948, 3, -1799, 901}};
constexpr mote::array<int16_t, 13> large{
    {-30001, 32767, -32768, 29999, -32001, 31, 20011, -5, 17, -9, 30003, 29, 32767}};

template <class Sample>
void fill(Sample (&x)[block], random& next) {
  const bool held = next.below(4) == 0;  // full scale for a while
  const Sample value = any<Sample>(next);
  for (Sample& v : x) v = held ? value : any<Sample>(next);
}

// Not on the stack: Clang 14 for AVR mistakes places in large frames.
template <class Sample>
Sample samples[block];
template <class Sample>
Sample more[4 * block];

template <class Sample, class Process>
void run(const char* name, Process process) {
  random next{7};
  hash sum;
  for (int i = 0; i < blocks; ++i) {
    fill(samples<Sample>, next);
    process(samples<Sample>, sum);
  }
  sum.print(name);
}

template <class Sample, const auto& Taps>
[[gnu::noinline]] void filtered(const char* name) {
  mote::fir<Sample, Taps.size, 20> filter{Taps};
  run<Sample>(name, [&](Sample(&x)[block], hash& sum) {
    filter.process(x, x);
    for (const Sample y : x) sum.add(y);
  });
}

/// Full scale with the signs of the taps, then against them: the largest sums that there are.
template <class Sample, const auto& Taps>
[[gnu::noinline]] void saturated(const char* name) {
  mote::fir<Sample, Taps.size, 20> filter{Taps};
  Sample(&x)[block] = samples<Sample>;
  hash sum;
  for (size_t turn = 0; turn < 2; ++turn) {
    for (size_t i = 0; i < block; ++i) {
      const bool up = (Taps.taps[Taps.padded - Taps.size + i % Taps.size] < 0) == (turn != 0);
      x[i] = up ? mote::numeric<Sample>::highest : mote::numeric<Sample>::lowest;
    }
    filter.process(x, x);
    for (const Sample y : x) sum.add(y);
  }
  sum.print(name);
}

template <class Sample, const auto& Taps>
[[gnu::noinline]] void fixed(const char* name) {
  static mote::fixed_fir<Taps, Sample, 20> filter;
  run<Sample>(name, [&](Sample(&x)[block], hash& sum) {
    filter.process(x, x);
    for (const Sample y : x) sum.add(y);
  });
}

template <class Sample, const auto& Taps>
[[gnu::noinline]] void one_by_one(const char* name) {
  static mote::fixed_fir<Taps, Sample, 20> filter;
  run<Sample>(name, [&](Sample(&x)[block], hash& sum) {
    for (const Sample v : x) sum.add(filter(v));
  });
}

template <class Sample, const auto& Taps>
[[gnu::noinline]] void decimated(const char* name) {
  mote::fir_decimator<Sample, Taps.size, 3, 20> filter{Taps};
  run<Sample>(name, [&](Sample(&x)[block], hash& sum) {
    const size_t count = filter.process(x, x);
    for (size_t i = 0; i < count; ++i) sum.add(x[i]);
  });
}

template <class Sample, const auto& Taps>
[[gnu::noinline]] void interpolated(const char* name) {
  mote::fir_interpolator<Sample, 2 * Taps.size, 2, 20> filter{
      mote::array<mote::fir_taps<Sample, Taps.size>, 2>{{Taps, Taps}}};
  run<Sample>(name, [&](Sample(&x)[block], hash& sum) {
    filter.process(mote::span<const Sample>(x, block), mote::span<Sample>(more<Sample>, 2 * block));
    for (size_t i = 0; i < 2 * block; ++i) sum.add(more<Sample>[i]);
  });
}

template <class Sample>
[[gnu::noinline]] void averaged(const char* decimator, const char* interpolator) {
  mote::cic_decimator<Sample, 3, 5, 2> down;
  run<Sample>(decimator, [&](Sample(&x)[block], hash& sum) {
    const size_t count = down.process(x, x);
    for (size_t i = 0; i < count; ++i) sum.add(x[i]);
  });
  mote::cic_interpolator<Sample, 3, 4> up;
  run<Sample>(interpolator, [&](Sample(&x)[block], hash& sum) {
    up.process(x, more<Sample>);
    for (const Sample y : more<Sample>) sum.add(y);
  });
}

template <class Sample>
[[gnu::noinline]] void summed(const char* name) {
  mote::statistics<Sample> all;
  mote::extremes<Sample> ends;
  mote::zero_crossings<Sample> crossings;
  run<Sample>(name, [&](Sample(&x)[block], hash& sum) {
    all.add(x);
    ends.add(x);
    crossings.add(x);
    sum.add(all.sum());
    sum.add(all.mean_rounded());
    if constexpr (sizeof(Sample) < 4) sum.add(all.sum_of_squares());
    sum.add(ends.lowest());
    sum.add(ends.peak_to_peak());
    sum.add(crossings.count());
  });
}

#ifdef FIRS_OF_INT32
constexpr auto small_int32 = taps_of<int32_t>(small, 15);
constexpr auto large_int32 = taps_of<int32_t>(large, 12);

template <size_t Factor, mote::bit_order Order>
[[gnu::noinline]] void pulses(const char* name) {
  mote::pdm_decimator<Factor, Order> filter;
  random next{9};
  hash sum;
  uint8_t bytes[6 * Factor / 8];
  int16_t out[6];
  for (int i = 0; i < blocks; ++i) {
    for (uint8_t& byte : bytes) byte = any<uint8_t>(next);
    filter.process(bytes, out);
    for (const int16_t y : out) sum.add(y);
  }
  sum.print(name);
}
#else
constexpr auto small_int8 = taps_of<int8_t>(small, 15);
constexpr auto small_int16 = taps_of<int16_t>(small, 15);
constexpr auto large_int16 = taps_of<int16_t>(large, 14);
constexpr auto fine_int16 = taps_of<int16_t>(large, 19);
#endif

}  // namespace

int main() {
#ifdef FIRS_OF_INT32
  filtered<int32_t, small_int32>("fir_int32");
  saturated<int32_t, small_int32>("fir_int32_saturated");
  fixed<int32_t, large_int32>("fixed_fir_int32");
  one_by_one<int32_t, small_int32>("fir_one_by_one_int32");
  decimated<int32_t, small_int32>("fir_decimator_int32");
  interpolated<int32_t, large_int32>("fir_interpolator_int32");
  averaged<int32_t>("cic_decimator_int32", "cic_interpolator_int32");
  summed<int32_t>("statistics_int32");
  pulses<64, mote::bit_order::msb_first>("pdm_64");
#if !defined(__AVR__)  // one of the two tables fits its flash
  pulses<48, mote::bit_order::lsb_first>("pdm_48");
#endif
#else
  filtered<int8_t, small_int8>("fir_int8");
  filtered<int16_t, small_int16>("fir_int16");
  filtered<int16_t, large_int16>("fir_int16_large");
  filtered<int16_t, fine_int16>("fir_int16_fine");
  saturated<int8_t, small_int8>("fir_int8_saturated");
  saturated<int16_t, small_int16>("fir_int16_saturated");
  saturated<int16_t, large_int16>("fir_int16_large_saturated");
  fixed<int16_t, small_int16>("fixed_fir_int16");
  one_by_one<int16_t, small_int16>("fir_one_by_one_int16");
  decimated<int16_t, small_int16>("fir_decimator_int16");
  averaged<int16_t>("cic_decimator_int16", "cic_interpolator_int16");
  summed<int8_t>("statistics_int8");
  summed<int16_t>("statistics_int16");
  fixed<int8_t, small_int8>("fixed_fir_int8");
  fixed<int16_t, large_int16>("fixed_fir_int16_large");
#if !defined(__AVR__)  // 32 kB of flash
  interpolated<int16_t, small_int16>("fir_interpolator_int16");
  averaged<int8_t>("cic_decimator_int8", "cic_interpolator_int8");
#endif
#endif
  console::print("end\n");
  console::end();
}
