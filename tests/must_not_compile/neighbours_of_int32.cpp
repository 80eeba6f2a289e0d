// expect: neighbours are searched among float, int16_t or int8_t: convert all others
#include "mote/model/knn.hpp"

#ifdef MOTE_CURED
mote::knn_novelty<int16_t, 2, 3, 1> some;
#else
mote::knn_novelty<int32_t, 2, 3, 1> some;
#endif
