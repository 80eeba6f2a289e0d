// expect: biquad: the numerators of all sections have a product below 1e-37 or above 1e37
#include "mote/design/butterworth.hpp"
#include "mote/filter/biquad.hpp"

#ifdef MOTE_CURED
inline constexpr auto low_pass = mote::butterworth_lowpass<4>(400, 16000);
#else
inline constexpr auto low_pass = mote::butterworth_lowpass<16>(10, 16000);
#endif
mote::fixed_biquad_cascade<low_pass, int16_t> filter;
