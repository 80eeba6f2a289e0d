// expect: wrong length: the output must be as long as the input, or as outputs(n) says where the
// rate changes
#include "mote/filter/median.hpp"

void smooth(mote::median<int16_t, 5>& filter, const int16_t (&in)[64], int16_t (&out)[32]) {
#ifdef MOTE_CURED
  filter.process(mote::span<const int16_t>(in).first(32), out);
#else
  filter.process(in, out);
#endif
}
