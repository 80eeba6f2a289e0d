// expect: motion_features takes windows of 4 to 255 rows: use a shorter window, or every second row
#include "mote/feature/motion.hpp"

#ifdef MOTE_CURED
mote::motion_features<int16_t, 150, mote::motion::all> some;
#else
mote::motion_features<int16_t, 300, mote::motion::all> some;
#endif
