// biquads.cpp - checksums of biquad cascades on integers, and whether the float one agrees.
//
// The taps are written out: AVR's double is too short to compute them. Elsewhere the compiler
// checks them against the designs.
#include "checksum.hpp"
#include "data/biquad/goldens.hpp"
#include "mote/filter/biquad.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;

template <class Sample>
inline constexpr mote::biquad_taps<Sample, 3> weighting{
    {{{{134217728, 268435456, 134217728, -441073716, -90592552}},
      {{268435456, -536870912, 268435456, 915638512, -384392904}},
      {{284054520, -568109040, 284054520, 1065091092, -528255028}}}},
    3};
template <class Sample>
inline constexpr mote::biquad_taps<Sample, 4> band{
    {{{{8388608, 16777216, 8388608, 869319480, -411448604}},
      {{8388608, 16777216, 8388608, 929517248, -438763328}},
      {{402896296, -805792592, 402896296, 891367296, -474212552}},
      {{268435456, -536870912, 268435456, 1004870720, -502172120}}}},
    1};
constexpr mote::biquad_taps<float, 3> float_weighting{
    {{{{0.529092789f, 1.58727837f, 2.11637115f, -1.82156384f, -1.99030554f}},
      {{1.0f, -1.0f, 0.0f, 0.705509663f, -0.0104779415f}},
      {{1.0f, -1.0f, 0.0f, 0.983886778f, -6.49091453e-05f}}}},
    1};

#if !defined(__AVR__)
template <class Taps>
constexpr bool same(const Taps& a, const Taps& b) {
  return a.sections == b.sections;
}
namespace goldens = biquad_goldens;
static_assert(same(mote::quantize<int16_t>(goldens::a_weighting_16k::design), weighting<int16_t>));
static_assert(same(mote::quantize<int32_t>(goldens::band_narrow::design), band<int32_t>));
static_assert(mote::quantize<int8_t>(goldens::a_weighting_16k::design).shift == 3);
static_assert(same(mote::quantize<float>(goldens::a_weighting_16k::design), float_weighting));
#endif

/// Noise of full scale, then the ends of the range, then silence, in blocks of 0 to 39 samples and
/// one by one.
template <class Filter>
[[gnu::noinline]] void filtered(const char* name, Filter& filter) {
  using sample = typename Filter::input_type;
  random next{11};
  hash seen;
  sample block[40];
  for (int round = 0; round < 60; ++round) {
    const size_t n = next.below(40);
    for (size_t i = 0; i < n; ++i) {
      const bool high = next.below(2) != 0;
      block[i] = round < 30 ? any<sample>(next)
                 : round < 50
                     ? (high ? mote::numeric<sample>::highest : mote::numeric<sample>::lowest)
                     : sample{0};
    }
    filter.process({block, n}, {block, n});
    for (size_t i = 0; i < n; ++i) seen.add(block[i]);
    seen.add(filter(any<sample>(next)));
  }
  seen.print(name);
}

/// float against integers: within 1e-5 of full scale each.
void close() {
  mote::biquad_cascade<float, 3> filter{float_weighting};
  mote::biquad_cascade<int32_t, 3> exact{weighting<int32_t>};
  random next{12};
  hash seen;
  for (int i = 0; i < 300; ++i) {
    const int32_t x = static_cast<int32_t>(next() & 0xffffff00u) / 2;
    const float y = filter(static_cast<float>(x) / 2147483648.0f);
    const float difference = y - static_cast<float>(exact(x)) / 2147483648.0f;
    seen.add(difference < 2e-5f && difference > -2e-5f);
  }
  seen.print("biquad_float_agrees");
}

/// After reset(x), what a constant and a step give.
template <class Filter>
void settle(Filter filter, random& next, hash& seen) {
  using sample = typename Filter::input_type;
  for (int n = 0; n < 6; ++n) {
    const sample x = n == 0 ? mote::numeric<sample>::lowest : any<sample>(next);
    filter.reset(x);
    for (int i = 0; i < 8; ++i) seen.add(filter(i < 4 ? x : sample{0}));
  }
}
void settled() {
  random next{14};
  hash seen;
  settle(mote::biquad_cascade<int8_t, 3>{weighting<int8_t>}, next, seen);
  settle(mote::biquad_cascade<int16_t, 4>{band<int16_t>}, next, seen);
  settle(mote::biquad_cascade<int32_t, 3>{weighting<int32_t>}, next, seen);
  settle(mote::fixed_biquad_cascade<weighting<int16_t>, int16_t>{}, next, seen);
  seen.print("biquad_settled");
}

template <class Sample, size_t Sections>
void filtered(const char* name, const mote::biquad_taps<Sample, Sections>& taps) {
  mote::biquad_cascade<Sample, Sections> filter{taps};
  filtered(name, filter);
}
template <const auto& Taps, class Sample>
void fixed(const char* name) {
  mote::fixed_biquad_cascade<Taps, Sample> filter;
  filtered(name, filter);
}

}  // namespace

int main() {
  filtered("biquad_int8", weighting<int8_t>);
  filtered("biquad_int16", weighting<int16_t>);
  filtered("biquad_int32", weighting<int32_t>);
  filtered("biquad_band_int16", band<int16_t>);
  fixed<weighting<int16_t>, int16_t>("biquad_fixed_int16");
#if !defined(__AVR__)  // too much code for it with the others
  filtered("biquad_band_int32", band<int32_t>);
  fixed<weighting<int8_t>, int8_t>("biquad_fixed_int8");
  fixed<weighting<int32_t>, int32_t>("biquad_fixed_int32");
  fixed<band<int16_t>, int16_t>("biquad_fixed_band_int16");
#endif
  settled();
  close();
  console::print("end\n");
  console::end();
}
