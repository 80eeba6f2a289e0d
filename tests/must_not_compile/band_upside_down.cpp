// expect: the_lower_edge_of_a_band | must be initialized by a constant expression
#include "mote/design/chebyshev.hpp"

#ifdef MOTE_CURED
constexpr auto design = mote::chebyshev1_bandpass<4>(0.5, 10.0, 20.0, 100.0);
#else
constexpr auto design = mote::chebyshev1_bandpass<4>(0.5, 20.0, 10.0, 100.0);
#endif
static_assert(design[0].a0 == 1);
