// expect: nested_chain: the first chain ends in a row of features, without a model
#include "mote/pipeline/nested_chain.hpp"

struct means {
  using input_type = int16_t;
  using output_type = int16_t;
  static constexpr size_t rows = 8, channels = 3, features = 3;
  struct scratch {};
  void process(const mote::frame_view<int16_t, 8, 3>&, mote::span<int16_t, 3>, scratch&) const;
};
struct first {
  using input_type = mote::array<int16_t, 3>;
  using output_type = int16_t;
  int16_t operator()(const input_type& x) const { return x[0]; }
};
using decisions = mote::chain<mote::frame<int16_t, 8, 4, 3>, means, first>;
#ifdef MOTE_CURED
using rows = mote::chain<mote::frame<int16_t, 8, 4, 3>, means>;
#else
using rows = decisions;
#endif
mote::nested_chain<rows, decisions> pipeline;
