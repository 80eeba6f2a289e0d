// expect: wrong length: the output must be as long as the input, or as outputs(n) says where the
// rate changes
#include "mote/filter/cic.hpp"

#ifdef MOTE_CURED
using output = int16_t[16];
#else
using output = int16_t[15];
#endif

size_t slow(mote::cic_decimator<int16_t, 3, 4>& filter, const int16_t (&in)[64], output& out) {
  return filter.process(in, out);
}
