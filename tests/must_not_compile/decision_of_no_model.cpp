// expect: chain: its last stage gives a row of features and no decision: ask features(),
#include "mote/pipeline/chain.hpp"

struct means {
  using input_type = int16_t;
  using output_type = int32_t;
  static constexpr size_t rows = 8, channels = 3, features = 3;
  struct scratch {};
  void process(const mote::frame_view<int16_t, 8, 3>&, mote::span<int32_t, 3>, scratch&) const;
};
mote::chain<mote::frame<int16_t, 8, 4, 3>, means> all;
#ifdef MOTE_CURED
int32_t first() { return all.features()[0]; }
#else
int32_t first() { return all.decision()[0]; }
#endif
