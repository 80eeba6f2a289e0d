// expect: centres are of float, int16_t or int8_t: convert all others
#include "mote/model/kmeans.hpp"

enum class cluster : uint8_t {};
#ifdef MOTE_CURED
mote::kmeans<cluster, int16_t, 2, 3> some;
#else
mote::kmeans<cluster, int32_t, 2, 3> some;
#endif
