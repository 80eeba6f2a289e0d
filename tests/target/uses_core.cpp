// Everything of core/ that may stay in a program, as code for a chip.
#include "mote/core/array.hpp"
#include "mote/core/status.hpp"

const char* text(mote::status status);
const char* text(mote::status status) { return status.message(); }

bool equal(const mote::array<int16_t, 3>& a, const mote::array<int16_t, 3>& b);
bool equal(const mote::array<int16_t, 3>& a, const mote::array<int16_t, 3>& b) { return a == b; }
