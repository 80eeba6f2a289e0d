// expect: learning_logistic tells classes apart: use Classes >= 2
#include "mote/model/linear.hpp"

enum class label : uint8_t { only };
#ifdef MOTE_CURED
mote::learning_logistic<label, 3, 2> model;
#else
mote::learning_logistic<label, 3, 1> model;
#endif
