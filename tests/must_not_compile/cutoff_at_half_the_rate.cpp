// expect: a_frequency_must_lie_between_0 | must be initialized by a constant expression
#include "mote/design/butterworth.hpp"

#ifdef MOTE_CURED
constexpr auto design = mote::butterworth_lowpass<4>(49.0, 100.0);
#else
constexpr auto design = mote::butterworth_lowpass<4>(50.0, 100.0);
#endif
static_assert(design[0].a0 == 1);
