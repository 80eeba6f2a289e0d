// expect: support vectors have 1 to 65536 features: choose among them
#include "mote/model/svm.hpp"

#ifdef MOTE_CURED
mote::svr<mote::svm_kernel::rbf, float, 2, 3> some;
#else
mote::svr<mote::svm_kernel::rbf, float, 65537, 3> some;
#endif
