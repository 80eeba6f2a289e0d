// expect: the cosine of an angle is a fraction: use float, or another metric
#include "mote/model/knn.hpp"

#ifdef MOTE_CURED
mote::knn_novelty<float, 2, 3, 1, mote::knn_metric::cosine> some;
#else
mote::knn_novelty<int16_t, 2, 3, 1, mote::knn_metric::cosine> some;
#endif
