// Features of windows of integers: no floating point, no division of 64 bits.
#include "mote/mote.hpp"

namespace uses {

namespace stat = mote::stat;

inline constexpr mote::statistic of_y = stat::mean.of(1);
inline constexpr mote::array every =
    stat::all_and(stat::quantile(0.9), stat::entropy(16), stat::autocorrelation(3),
                  stat::correlation(0, 2), stat::magnitude_area, of_y);

template <class Stage>
void look(const mote::frame_view<typename Stage::input_type, 100, 3>& window, int32_t* to,
          typename Stage::scratch& s) {
  Stage{}.process(window, mote::span<int32_t, Stage::features>(to), s);
}
template void look<mote::window_statistics<int16_t, 100, 3, every>>(
    const mote::frame_view<int16_t, 100, 3>&, int32_t*,
    mote::window_statistics<int16_t, 100, 3, every>::scratch&);
template void look<mote::window_statistics<int8_t, 100, 3, every>>(
    const mote::frame_view<int8_t, 100, 3>&, int32_t*,
    mote::window_statistics<int8_t, 100, 3, every>::scratch&);

using density = mote::welch<int16_t, 64, 48>;
using tones = mote::welch<int16_t, 32, 0, mote::welch_scaling::spectrum, mote::welch_detrend::none>;
int hear(density& all, mote::span<const int16_t> in, mote::array<uint32_t, 33>& out);
int hear(density& all, mote::span<const int16_t> in, mote::array<uint32_t, 33>& out) {
  all.add(in);
  const int exponent = all.segments() > 3 ? all.powers(out).exponent() : 0;
  all.reset();
  return exponent;
}
int hear(tones& all, mote::span<const int16_t> in, mote::array<uint32_t, 17>& out);
int hear(tones& all, mote::span<const int16_t> in, mote::array<uint32_t, 17>& out) {
  all.add(in[0]);
  return all.powers(out).exponent();
}

bool change(mote::deltas<int16_t, 13>& slopes, mote::pre_emphasis<int16_t>& lift,
            mote::span<int16_t, 13> frame);
bool change(mote::deltas<int16_t, 13>& slopes, mote::pre_emphasis<int16_t>& lift,
            mote::span<int16_t, 13> frame) {
  lift.process(frame, frame);
  lift.reset();
  if (!slopes.push(frame) || slopes.frame()[0] > 7) return false;
  slopes.reset();
  return true;
}

mote::tilt_angles<int16_t> held(mote::span<const int16_t, 3> gravity);
mote::tilt_angles<int16_t> held(mote::span<const int16_t, 3> gravity) {
  return mote::tilt(gravity);
}

}  // namespace uses
