// expect: no match for call | no matching function for call
#include "mote/model/scaler.hpp"

constexpr mote::scaler<int16_t, 2> quantize{};
#ifdef MOTE_CURED
using sample = const float (&)[2];
#else
using sample = const float*;  // of the size of two floats
#endif
size_t saturated(sample raw, mote::array<int16_t, 2>& x) { return quantize(raw, x); }
