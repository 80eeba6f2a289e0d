// expect: value_sum has several outputs only with link::softmax: use Outputs = 1
#include "mote/model/vote/sums.hpp"

#ifdef MOTE_CURED
constexpr size_t outputs = 1;
#else
constexpr size_t outputs = 3;
#endif
mote::value_sum<mote::link::logistic, int, float, outputs> vote{};
