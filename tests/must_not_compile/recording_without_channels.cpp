// expect: npy: a row has at least one channel
#include "mote/pipeline/npy_reader.hpp"

#ifdef MOTE_CURED
mote::npy_reader<int16_t, 1> recording;
#else
mote::npy_reader<int16_t, 0> recording;
#endif
