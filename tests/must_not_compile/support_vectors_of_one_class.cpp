// expect: a support vector classifier tells two classes or more apart
#include "mote/model/svm.hpp"

enum class side : uint8_t { left, right };
#ifdef MOTE_CURED
mote::svc<side, 2, mote::svm_kernel::rbf, float, 2, 3> some;
#else
mote::svc<side, 1, mote::svm_kernel::rbf, float, 2, 3> some;
#endif
