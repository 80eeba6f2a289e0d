// expect: on_channels: it chooses as many channels as its stage takes, each below the
#include "mote/pipeline/join.hpp"

struct means {
  using input_type = int16_t;
  using output_type = int32_t;
  static constexpr size_t rows = 8, channels = 2, features = 2;
  struct scratch {};
  void process(const mote::frame_view<int16_t, 8, 2>&, mote::span<int32_t, 2>, scratch&) const;
};
#ifdef MOTE_CURED
inline constexpr mote::array<uint8_t, 2> two{{0, 2}};
#else
inline constexpr mote::array<uint8_t, 2> two{{0, 3}};
#endif
void run(const mote::frame_view<int16_t, 8, 3>& in, mote::span<int32_t, 2> out) {
  mote::on_channels<means, 3, two>::scratch room;
  mote::on_channels<means, 3, two>::process(in, out, room);
}
