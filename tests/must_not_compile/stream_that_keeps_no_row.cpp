// expect: nn::recent<layer, rows> keeps more rows than the layer gives in a call: read the layer
// itself
#include "mote/nn/stream.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 3> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<1, 1, 1>> x{};
#ifdef MOTE_CURED
inline constexpr nn::recent<x, 3> r{};
#else
inline constexpr nn::recent<x, 1> r{};
#endif
static_assert(r.state_bytes > 0);
