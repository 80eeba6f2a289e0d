// expect: wrong length: pass an array of exactly as many elements as span<T, N> says
#include "mote/model/scaler.hpp"

constexpr mote::scaler<int16_t, 3> quantize{};
#ifdef MOTE_CURED
using sample = float[3];
#else
using sample = float[4];
#endif
size_t saturated(const sample& raw, mote::array<int16_t, 3>& x) { return quantize(raw, x); }
