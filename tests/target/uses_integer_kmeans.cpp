// Clusters of integers: no float where only the label is asked.
#include "mote/model/kmeans.hpp"

enum class cluster : uint8_t { first, second };

inline constexpr mote::kmeans<cluster, int16_t, 3, 2> wide{{{{{-1, 2, 5}}, {{1, 0, 900}}}}, 900};
inline constexpr mote::kmeans<cluster, int8_t, 3, 2> narrow{{{{{-1, 2, 5}}, {{1, 0, 90}}}}, 0};

cluster of_wide(const int16_t (&x)[3]);
cluster of_wide(const int16_t (&x)[3]) { return mote::predict(wide, x); }
cluster of_narrow(const int8_t (&x)[3]);
cluster of_narrow(const int8_t (&x)[3]) { return mote::predict<narrow>(x); }
