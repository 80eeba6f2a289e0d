// expect: stacked_shares is of a member with probabilities of float
#include "mote/model/combined/stacked_columns.hpp"
#include "mote/model/linear.hpp"

enum class side : uint8_t { left, right };
#ifdef MOTE_CURED
inline constexpr mote::linear_model<mote::link::softmax, side, float, 1, 1> line{{}, {{0}}, {{1}}};
#else
inline constexpr mote::linear_model<mote::link::softmax, side, int16_t, 1, 1> line{
    {1e-4f, {48408, 15}}, {{0}}, {{1}}};
#endif
using columns = mote::stacked_shares<line>;
size_t ask() { return columns::columns; }
