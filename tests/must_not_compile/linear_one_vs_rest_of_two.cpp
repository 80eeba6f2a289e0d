// expect: link::one_vs_rest has an output a class: of two classes use link::softmax
#include "mote/model/linear.hpp"

enum class label : uint8_t { left, right };
#ifdef MOTE_CURED
inline constexpr mote::linear_model<mote::link::softmax, label, float, 2> model{};
#else
inline constexpr mote::linear_model<mote::link::one_vs_rest, label, float, 2> model{};
#endif
