// expect: weights of hard_voting are uint16_t, or binary64::bits where they are no whole numbers
#include "mote/model/combined/voting.hpp"

enum class side : uint8_t { left, right };
#ifdef MOTE_CURED
mote::hard_voting<side, 2, 3, uint16_t> rule;
#else
mote::hard_voting<side, 2, 3, float> rule;
#endif
