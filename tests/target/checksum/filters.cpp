// filters.cpp - checksums of the simple filters, on extreme and random samples.
// FILTERS_OF_INT32 makes it filters_int32: both together do not fit an ATmega328P.
#include "checksum.hpp"
#include "held_input.hpp"
#include "mote/filter/dc_blocker.hpp"
#include "mote/filter/envelope.hpp"
#include "mote/filter/median.hpp"
#include "mote/filter/moving.hpp"
#include "mote/filter/moving_extreme.hpp"
#include "mote/filter/one_pole.hpp"

namespace {

using checksum::hash;
using checksum::input;

constexpr int many = 300;

// Taps as numbers: AVR's compiler has 24 bits for a design.
template <class Sample>
constexpr mote::one_pole_taps<Sample> tap_of(bool fast) {
  if constexpr (sizeof(Sample) == 4) {
    return fast ? mote::one_pole_taps<Sample>{0xb0123457u, 1}
                : mote::one_pole_taps<Sample>{0x9abcdef1u, 11};
  } else {
    return fast ? mote::one_pole_taps<Sample>{45057, 1} : mote::one_pole_taps<Sample>{39613, 11};
  }
}

template <class Sample, class Filter>
void run(const char* name, Filter filter) {
  input<Sample> next;
  hash sum;
  for (int i = 0; i < many; ++i) sum.add(filter(next()));
  sum.print(name);
}

struct names {
  const char *low, *high, *blocked, *envelope, *rms, *mean, *lowest, *highest, *median3, *median9;
};

template <class Sample>
void filters(const names& name) {
  run<Sample>(name.low, mote::one_pole<Sample>{tap_of<Sample>(false)});
  run<Sample>(name.high, mote::one_pole_highpass<Sample>{tap_of<Sample>(true)});
  run<Sample>(name.blocked, mote::dc_blocker<Sample>{tap_of<Sample>(false)});
  run<Sample>(name.envelope, mote::envelope<Sample>{tap_of<Sample>(true), tap_of<Sample>(false)});
  run<Sample>(name.rms, mote::rms_envelope<Sample>{tap_of<Sample>(false)});
  run<Sample>(name.mean, mote::moving_mean<Sample, 11>{});
  run<Sample>(name.lowest, mote::moving_min<Sample, 7>{});
  run<Sample>(name.highest, mote::moving_max<Sample, 8>{});
  run<Sample>(name.median3, mote::median<Sample, 3>{});
  run<Sample>(name.median9, mote::median<Sample, 9>{});
}

}  // namespace

int main() {
#if defined(FILTERS_OF_INT32)
  filters<int32_t>({"one_pole_q31", "one_pole_highpass_q31", "dc_blocker_q31", "envelope_q31",
                    "rms_envelope_q31", "moving_mean_q31", "moving_min_q31", "moving_max_q31",
                    "median_3_q31", "median_9_q31"});
#else
  filters<int8_t>({"one_pole_q7", "one_pole_highpass_q7", "dc_blocker_q7", "envelope_q7",
                   "rms_envelope_q7", "moving_mean_q7", "moving_min_q7", "moving_max_q7",
                   "median_3_q7", "median_9_q7"});
  filters<int16_t>({"one_pole_q15", "one_pole_highpass_q15", "dc_blocker_q15", "envelope_q15",
                    "rms_envelope_q15", "moving_mean_q15", "moving_min_q15", "moving_max_q15",
                    "median_3_q15", "median_9_q15"});
#endif
  console::print("end\n");
  console::end();
}
