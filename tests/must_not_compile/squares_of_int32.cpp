// expect: squares of int32_t need 96 bits: use rms() or variance()
#include "mote/feature/statistics.hpp"

#ifdef MOTE_CURED
using sample = int16_t;
#else
using sample = int32_t;
#endif
uint64_t squares(const mote::statistics<sample>& all);
uint64_t squares(const mote::statistics<sample>& all) { return all.sum_of_squares(); }
