// expect: CMSIS-DSP has five numbers a section: b0, b1, b2, a1, a2
#include "mote/design/sos.hpp"

#ifdef MOTE_CURED
constexpr float taps[] = {0.25f, 0.5f, 0.25f, 0.5f, -0.25f};
#else
constexpr float taps[] = {0.25f, 0.5f, 0.25f, 0.5f};
#endif
static_assert(mote::sos_from_cmsis(taps)[0].a0 == 1);
