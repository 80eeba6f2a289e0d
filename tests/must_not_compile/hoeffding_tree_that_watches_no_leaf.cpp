// expect: hoeffding_tree watches at least one leaf, and at most all: Splits + 1
#include "mote/model/trees/hoeffding_tree.hpp"

enum class label : uint8_t { first, second };
#ifdef MOTE_CURED
mote::hoeffding_tree<label, float, 3, 2, 7, 8> model;
#else
mote::hoeffding_tree<label, float, 3, 2, 7, 9> model;
#endif
