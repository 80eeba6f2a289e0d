// expect: hoeffding_tree tells classes apart: use 2 to 256 Classes
#include "mote/model/trees/hoeffding_tree.hpp"

enum class label : uint8_t { first, second };
#ifdef MOTE_CURED
mote::hoeffding_tree<label, float, 3, 2, 7> model;
#else
mote::hoeffding_tree<label, float, 3, 1, 7> model;
#endif
