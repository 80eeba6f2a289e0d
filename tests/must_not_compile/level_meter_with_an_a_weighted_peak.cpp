// expect: a peak level is C-weighted or unweighted: use c or z
#include "mote/feature/level.hpp"

using mote::frequency_weighting;
#ifdef MOTE_CURED
constexpr frequency_weighting peak = frequency_weighting::z;
#else
constexpr frequency_weighting peak = frequency_weighting::a;
#endif
static_assert(sizeof(mote::level_meter<float, 16000, frequency_weighting::a,
                                       mote::time_weighting::fast, peak>) > 0);
