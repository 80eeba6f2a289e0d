// expect: motion_features takes samples of int16_t, as accelerometers give them: convert all others
#include "mote/feature/motion.hpp"

#ifdef MOTE_CURED
using sample = int16_t;
#else
using sample = float;
#endif

mote::motion_features<sample, 128, mote::motion::all> some;
