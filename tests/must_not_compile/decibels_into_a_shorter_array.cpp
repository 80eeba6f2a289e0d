// expect: power_to_db: the output must be as long as the input
#include "mote/transform/spectrum.hpp"

#ifdef MOTE_CURED
using output = float[65];
#else
using output = float[64];
#endif

constexpr mote::power_to_db<float> to_db;
void decibels(const float (&power)[65], output& out) { to_db.process(power, out); }
