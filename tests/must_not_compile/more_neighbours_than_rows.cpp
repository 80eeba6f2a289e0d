// expect: at least one neighbour is asked, and no more than there are rows: use K from 1 to N
#include "mote/model/knn.hpp"

#ifdef MOTE_CURED
mote::knn_novelty<int16_t, 2, 3, 3> some;
#else
mote::knn_novelty<int16_t, 2, 3, 4> some;
#endif
