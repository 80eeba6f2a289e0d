// expect: neighbours have at most 65536 features: choose among them
#include "mote/model/knn.hpp"

#ifdef MOTE_CURED
mote::knn_novelty<int8_t, 65536, 1, 1> some;
#else
mote::knn_novelty<int8_t, 65537, 1, 1> some;
#endif
