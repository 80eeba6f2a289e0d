// expect: a calibrated member scores in float: a number a class, of two classes one
#include "mote/model/combined/calibrated.hpp"
#include "mote/model/linear.hpp"

enum class side : uint8_t { left, right };
#ifdef MOTE_CURED
inline constexpr mote::linear_model<mote::link::margin, side, float, 1, 1> line{{}, {{0}}, {{1}}};
constexpr float x[1] = {1};
#else
inline constexpr mote::linear_model<mote::link::margin, side, int16_t, 1, 1> line{
    {1.0f}, {{0}}, {{1}}};
constexpr int16_t x[1] = {1};
#endif
inline constexpr mote::calibrated<side, 2, mote::sigmoid_curve, line> model{{{{1, 0}}}};
auto ask() { return mote::predict(model, x); }
