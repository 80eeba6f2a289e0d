// expect: categories are numbered in float, int8_t or int16_t: int16_t has 32768 of them
#include "mote/model/linear.hpp"

#ifdef MOTE_CURED
using sample = int16_t;
#else
using sample = int32_t;
#endif
enum class label : uint8_t { a, b };
inline constexpr mote::array<uint16_t, 1> categories{{2}};
mote::categorical_naive_bayes<label, sample, 2, categories> model;
