// expect: a calibrated classifier tells two classes or more apart
#include "mote/model/combined/calibrated.hpp"
#include "mote/model/linear.hpp"

enum class side : uint8_t { left, right };
inline constexpr mote::linear_model<mote::link::margin, side, float, 1, 1> line{{}, {{0}}, {{1}}};
#ifdef MOTE_CURED
inline constexpr mote::calibrated<side, 2, mote::sigmoid_curve, line> model{{{{1, 0}}}};
#else
inline constexpr mote::calibrated<side, 1, mote::sigmoid_curve, line> model{{{{1, 0}}}};
#endif
