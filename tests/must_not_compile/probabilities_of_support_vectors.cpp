// expect: a support vector machine has sums and no probabilities: use score
#include "mote/model/svm.hpp"

inline constexpr mote::svr<mote::svm_kernel::rbf, float, 1, 1> some{
    {{}, {1.0f, 151.0f}, {{1}}, {{0}}}, {{1}}, {{1}}};
constexpr float x[1] = {1};
#ifdef MOTE_CURED
float ask() { return mote::score(some, x)[0]; }
#else
float ask() { return mote::predict_proba(some, x)[0]; }
#endif
