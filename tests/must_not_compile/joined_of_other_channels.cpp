// expect: join_features: its stages take the same windows, and give one number type
#include "mote/pipeline/join.hpp"

template <size_t Channels>
struct means {
  using input_type = int16_t;
  using output_type = int32_t;
  static constexpr size_t rows = 8, channels = Channels, features = Channels;
  struct scratch {};
  void process(const mote::frame_view<int16_t, 8, Channels>&, mote::span<int32_t, Channels>,
               scratch&) const;
};
inline constexpr mote::array<uint8_t, 2> two{{0, 2}};
#ifdef MOTE_CURED
using some = mote::on_channels<means<2>, 3, two>;
#else
using some = means<2>;
#endif
static_assert(mote::join_features<means<3>, some>::features == 5);
