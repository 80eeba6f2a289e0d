// expect: hoeffding_tree takes 1 to 1,024 Features
#include "mote/model/trees/hoeffding_tree.hpp"

enum class label : uint8_t { first, second };
#ifdef MOTE_CURED
mote::hoeffding_tree<label, float, 1, 2, 7> model;
#else
mote::hoeffding_tree<label, float, 0, 2, 7> model;
#endif
