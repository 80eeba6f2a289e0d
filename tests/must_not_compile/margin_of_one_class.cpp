// expect: a margin lies between two classes or more
#include "mote/pipeline/reject.hpp"

#ifdef MOTE_CURED
constexpr mote::array<uint16_t, 2> probabilities{{32768, 0}};
#else
constexpr mote::array<uint16_t, 1> probabilities{{32768}};
#endif
static_assert(mote::margin(probabilities) == 32768);
