// expect: reduce adds integers: use statistics<float> for float
#include "mote/kernel/row/reduce.hpp"

#ifdef MOTE_CURED
using sample = int16_t;
#else
using sample = float;
#endif
void add(const sample* x, mote::kernel::power_sums& sums);
void add(const sample* x, mote::kernel::power_sums& sums) {
  mote::kernel::reduce(x, 4, sums, mote::target::scalar{});
}
