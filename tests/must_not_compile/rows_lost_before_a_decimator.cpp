// expect: chain: a stage before the frame changes the rate, so that lost rows cannot be
#include "mote/pipeline/chain.hpp"
#include "mote/filter/cic.hpp"

struct means {
  using input_type = int16_t;
  using output_type = int32_t;
  static constexpr size_t rows = 8, channels = 3, features = 3;
  struct scratch {};
  void process(const mote::frame_view<int16_t, 8, 3>&, mote::span<int32_t, 3>, scratch&) const;
};
using slow = mote::cic_decimator<int16_t, 2, 4>;
mote::chain<slow, mote::frame<int16_t, 8, 4, 3>, means> all;
#ifdef MOTE_CURED
void gap() { all.reset(); }
#else
void gap() { all.lose(5); }
#endif
