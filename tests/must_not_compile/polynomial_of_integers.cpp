// expect: only svm_kernel::rbf is there in integers, which powers of sums do not fit: use float, or
// another kernel
#include "mote/model/svm.hpp"

#ifdef MOTE_CURED
mote::svr<mote::svm_kernel::polynomial<3>, float, 2, 3> some;
#else
mote::svr<mote::svm_kernel::polynomial<3>, int16_t, 2, 3> some;
#endif
