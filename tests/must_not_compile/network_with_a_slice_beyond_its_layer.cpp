// expect: a slice lies inside of the layer that it is of: begin<row, column, channel> and
// shape<height, width, channels> together go beyond it
#include "mote/nn/stream.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 3> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<1, 1, 1>> x{};
inline constexpr nn::recent<x, 4> r{};
#ifdef MOTE_CURED
inline constexpr nn::slice<r, nn::shape<3, 1, 1>, nn::begin<1, 0, 0>> y{};
#else
inline constexpr nn::slice<r, nn::shape<3, 1, 1>, nn::begin<2, 0, 0>> y{};
#endif
static_assert(y.scratch == 0);
