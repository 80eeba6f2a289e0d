// expect: stacked_scores is of a member with scores of float
#include "mote/model/combined/stacked_columns.hpp"
#include "mote/model/linear.hpp"

enum class side : uint8_t { left, right };
#ifdef MOTE_CURED
inline constexpr mote::linear_model<mote::link::margin, side, float, 1, 1> line{{}, {{0}}, {{1}}};
#else
inline constexpr mote::linear_model<mote::link::margin, side, int16_t, 1, 1> line{
    {1.0f}, {{0}}, {{1}}};
#endif
using columns = mote::stacked_scores<line>;
size_t ask() { return columns::columns; }
