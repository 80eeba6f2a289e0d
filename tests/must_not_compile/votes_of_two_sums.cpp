// expect: svc_of_sums has an output a pair of classes: Classes * (Classes - 1) / 2
#include "mote/model/linear.hpp"
#include "mote/model/svm.hpp"

enum class side : uint8_t { left, right };
inline constexpr mote::linear_model<mote::link::margin, side, float, 2, 1> sums{
    {}, {{0}}, {{1, 2}}};
#ifdef MOTE_CURED
inline constexpr mote::svc_of_sums<sums, side, 2> some{};
#else
inline constexpr mote::svc_of_sums<sums, side, 3> some{};
#endif
