// What a chip calls of the features of motion: all, and a few.
#include "mote/mote.hpp"

using all_features = mote::motion_features<int16_t, 128, mote::motion::all>;

void describe(const mote::frame_view<int16_t, 128, 3>& window, int32_t (&out)[92],
              all_features::scratch& scratch);
void describe(const mote::frame_view<int16_t, 128, 3>& window, int32_t (&out)[92],
              all_features::scratch& scratch) {
  all_features{}.process(window, out, scratch);
}

inline constexpr mote::array<mote::motion::feature, 2> two = {{
    {mote::motion::series::x, mote::motion::statistic::mean},
    {mote::motion::series::l1_jerk, mote::motion::statistic::iqr},
}};

void glance(const int16_t (&rows)[150], int32_t (&out)[2]);
void glance(const int16_t (&rows)[150], int32_t (&out)[2]) {
  mote::motion_features<int16_t, 50, two>{}.process(rows, out);
}
