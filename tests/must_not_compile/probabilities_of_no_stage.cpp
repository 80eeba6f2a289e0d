// expect: chain: none of its stages gives probabilities: take
#include "mote/pipeline/chain.hpp"

struct means {
  using input_type = int16_t;
  using output_type = int32_t;
  static constexpr size_t rows = 8, channels = 3, features = 3;
  struct scratch {};
  void process(const mote::frame_view<int16_t, 8, 3>&, mote::span<int32_t, 3>, scratch&) const;
};
struct sign {
  using input_type = mote::array<int32_t, 3>;
  using output_type = bool;
  bool operator()(const input_type& x) const { return x[0] < 0; }
};
mote::chain<mote::frame<int16_t, 8, 4, 3>, means, sign> all;
#ifdef MOTE_CURED
bool now() { return all.decision(); }
#else
bool now() { return all.probabilities()[0] > 0; }
#endif
