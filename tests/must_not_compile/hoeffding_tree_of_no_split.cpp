// expect: hoeffding_tree has 1 to 30,000 Splits
#include "mote/model/trees/hoeffding_tree.hpp"

enum class label : uint8_t { first, second };
#ifdef MOTE_CURED
mote::hoeffding_tree<label, float, 3, 2, 1> model;
#else
mote::hoeffding_tree<label, float, 3, 2, 0> model;
#endif
