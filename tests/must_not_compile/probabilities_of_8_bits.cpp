// expect: soft_voting adds probabilities of float or uint16_t, as its members give them
#include "mote/model/combined/voting.hpp"

enum class side : uint8_t { left, right };
#ifdef MOTE_CURED
mote::soft_voting<side, 2, 3, uint16_t> rule;
#else
mote::soft_voting<side, 2, 3, uint8_t> rule;
#endif
