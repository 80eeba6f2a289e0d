// expect: support vectors are float, int16_t or int8_t: convert all others
#include "mote/model/svm.hpp"

#ifdef MOTE_CURED
mote::svr<mote::svm_kernel::rbf, int16_t, 2, 3> some;
#else
mote::svr<mote::svm_kernel::rbf, int32_t, 2, 3> some;
#endif
