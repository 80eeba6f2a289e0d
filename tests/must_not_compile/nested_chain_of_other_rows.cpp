// expect: nested_chain: the second chain takes the rows of the first
#include "mote/pipeline/nested_chain.hpp"

template <class Sample, size_t Rows, size_t Channels>
struct means {
  using input_type = Sample;
  using output_type = int16_t;
  static constexpr size_t rows = Rows, channels = Channels, features = 3;
  struct scratch {};
  void process(const mote::frame_view<Sample, Rows, Channels>&, mote::span<int16_t, 3>,
               scratch&) const;
};
using rows = mote::chain<mote::frame<int16_t, 8, 4, 2>, means<int16_t, 8, 2>>;
#ifdef MOTE_CURED
using decisions = mote::chain<mote::frame<int16_t, 5, 5, 3>, means<int16_t, 5, 3>>;
#else
using decisions = mote::chain<mote::frame<int16_t, 5, 5, 2>, means<int16_t, 5, 2>>;
#endif
mote::nested_chain<rows, decisions> pipeline;
