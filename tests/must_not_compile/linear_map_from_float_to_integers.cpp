// expect: linear_map goes from integers to integers or from float to float: convert first
#include "mote/filter/linear_map.hpp"

#ifdef MOTE_CURED
using sample = int16_t;
#else
using sample = float;
#endif
inline constexpr mote::linear_map<sample, int16_t> map{2, 1};
