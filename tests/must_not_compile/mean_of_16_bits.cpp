// expect: values are float, or int32_t in units, as the members give them
#include "mote/model/combined/voting.hpp"

#ifdef MOTE_CURED
mote::mean_voting<3, int32_t> rule;
#else
mote::mean_voting<3, int16_t> rule;
#endif
