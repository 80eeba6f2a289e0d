// expect: stacked_columns are of members that take samples of float
#include "mote/model/combined/stacked_columns.hpp"
#include "mote/model/linear.hpp"

enum class side : uint8_t { left, right };
#ifdef MOTE_CURED
inline constexpr mote::linear_model<mote::link::margin, side, float, 1, 1> line{{}, {{0}}, {{1}}};
#else
inline constexpr mote::linear_model<mote::link::margin, side, int16_t, 1, 1> line{
    {1.0f}, {{0}}, {{1}}};
#endif
using stage = mote::stacked_columns<false, mote::stacked_value<line>>;
size_t ask() { return stage::features; }
