// expect: no match for call | no matching function for call
#include "mote/model/scaler.hpp"

constexpr mote::scaler<int16_t, 4> quantize{};
#ifdef MOTE_CURED
using sample = float[4];
#else
using sample = double[2];  // of the same size
#endif
size_t saturated(const sample& raw, mote::array<int16_t, 4>& x) { return quantize(raw, x); }
