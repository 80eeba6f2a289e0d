// expect: centres have no angle: use knn_metric::euclidean, manhattan or chebyshev
#include "mote/model/kmeans.hpp"

enum class cluster : uint8_t {};
#ifdef MOTE_CURED
mote::kmeans<cluster, float, 2, 3, mote::knn_metric::manhattan> some;
#else
mote::kmeans<cluster, float, 2, 3, mote::knn_metric::cosine> some;
#endif
