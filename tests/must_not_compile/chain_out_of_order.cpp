// expect: chain: behind the frame come one stage of windows, then stages of rows, then
#include "mote/pipeline/chain.hpp"

struct means {
  using input_type = int16_t;
  using output_type = int32_t;
  static constexpr size_t rows = 8, channels = 3, features = 3;
  struct scratch {};
  void process(const mote::frame_view<int16_t, 8, 3>&, mote::span<int32_t, 3>, scratch&) const;
};
#ifdef MOTE_CURED
using pipeline = mote::chain<mote::frame<int16_t, 8, 4, 3>, means>;
#else
using pipeline = mote::chain<mote::frame<int16_t, 8, 4, 3>, means, means>;
#endif
pipeline all;
