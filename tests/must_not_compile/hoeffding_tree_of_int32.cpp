// expect: hoeffding_tree learns from float, int16_t or int8_t: narrow int32_t to int16_t
#include "mote/model/trees/hoeffding_tree.hpp"

enum class label : uint8_t { first, second };
#ifdef MOTE_CURED
mote::hoeffding_tree<label, int16_t, 3, 2, 7> model;
#else
mote::hoeffding_tree<label, int32_t, 3, 2, 7> model;
#endif
