// expect: a design is a constant expression: write constexpr before it
#ifndef MOTE_CURED
#define MOTE_DESIGN_ON_CHIP 0  // as on every chip
#endif
#include "mote/design/butterworth.hpp"

double first_tap(double corner) { return mote::butterworth_lowpass<4>(corner, 16000)[0].b0; }
