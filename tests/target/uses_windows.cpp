// Features of windows of floats.
#include "mote/mote.hpp"

namespace uses {

namespace stat = mote::stat;

inline constexpr mote::statistic of_y = stat::mean.of(1);
inline constexpr mote::array every =
    stat::all_and(stat::quantile(0.9), stat::entropy(16), stat::autocorrelation(3),
                  stat::correlation(0, 2), stat::magnitude_area, of_y);

using all = mote::window_statistics<float, 100, 3, every>;
void look(const mote::frame_view<float, 100, 3>& window, float (&out)[all::features],
          all::scratch& s);
void look(const mote::frame_view<float, 100, 3>& window, float (&out)[all::features],
          all::scratch& s) {
  all{}.process(window, out, s);
}

using density = mote::welch<float, 64, 48>;
void hear(density& heard, mote::span<const float> in, mote::array<float, 33>& out);
void hear(density& heard, mote::span<const float> in, mote::array<float, 33>& out) {
  heard.add(in);
  out[0] = heard.powers(out)[3];
}

bool change(mote::deltas<float, 13, 5, 2>& bends, mote::pre_emphasis<float>& lift,
            mote::span<float, 13> frame);
bool change(mote::deltas<float, 13, 5, 2>& bends, mote::pre_emphasis<float>& lift,
            mote::span<float, 13> frame) {
  lift.process(frame, frame);
  return bends.push(frame) && bends.frame()[0] > 7;
}

using series = mote::series_features<float, 120, mote::all_series>;
void look(const mote::frame_view<float, 120>& window, float (&out)[22], series::scratch& s);
void look(const mote::frame_view<float, 120>& window, float (&out)[22], series::scratch& s) {
  series{}.process(window, out, s);
}

inline constexpr mote::array some_series{mote::series_on{mote::series::trev, 0b101}};
using of_axes = mote::series_features<int16_t, 64, some_series, 3>;
void look(const mote::frame_view<int16_t, 64, 3>& window, float (&out)[2], of_axes::scratch& s);
void look(const mote::frame_view<int16_t, 64, 3>& window, float (&out)[2], of_axes::scratch& s) {
  of_axes{}.process(window, out, s);
}

mote::tilt_angles<float> held(mote::span<const float, 3> gravity);
mote::tilt_angles<float> held(mote::span<const float, 3> gravity) { return mote::tilt(gravity); }

}  // namespace uses
