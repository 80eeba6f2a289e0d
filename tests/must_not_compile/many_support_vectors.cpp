// expect: a support vector machine has 1 to 65535 vectors: fit it on fewer rows
#include "mote/model/svm.hpp"

#ifdef MOTE_CURED
mote::svr<mote::svm_kernel::rbf, float, 2, 3> some;
#else
mote::svr<mote::svm_kernel::rbf, float, 2, 65536> some;
#endif
