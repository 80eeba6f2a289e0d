// expect: nested_chain: both of its parts are a mote::chain
#include "mote/pipeline/nested_chain.hpp"

struct means {
  using input_type = int16_t;
  using output_type = int16_t;
  static constexpr size_t rows = 8, channels = 3, features = 3;
  struct scratch {};
  void process(const mote::frame_view<int16_t, 8, 3>&, mote::span<int16_t, 3>, scratch&) const;
};
using rows = mote::chain<mote::frame<int16_t, 8, 4, 3>, means>;
#ifdef MOTE_CURED
using decisions = mote::chain<mote::frame<int16_t, 8, 4, 3>, means>;
#else
using decisions = mote::frame<int16_t, 8, 4, 3>;
#endif
mote::nested_chain<rows, decisions> pipeline;
