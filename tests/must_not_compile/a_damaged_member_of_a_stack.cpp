// expect: a member of the stack is damaged: convert it again
#include "mote/model/combined/stacked_columns.hpp"
#include "mote/model/linear.hpp"
#include "mote/model/prepared.hpp"

enum class side : uint8_t { left, right };
#ifdef MOTE_CURED
constexpr float weight = 1;
#else
constexpr float weight = __builtin_inff();
#endif
inline constexpr mote::linear_model<mote::link::margin, side, float, 1, 1> line{
    {}, {{0}}, {{weight}}};
inline constexpr mote::linear_model<mote::link::margin, side, float, 1, 1> last{{}, {{0}}, {{1}}};
inline constexpr mote::prepared<last, mote::stacked_columns<false, mote::stacked_scores<line>>>
    stack{};
constexpr float x[1] = {1};
auto ask() { return mote::predict(stack, x); }
