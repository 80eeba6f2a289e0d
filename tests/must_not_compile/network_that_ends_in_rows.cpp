// expect: a network does not end in nn::recent: read the rows where they come in
#include "mote/nn/stream.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 3> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<1, 1, 1>> x{};
inline constexpr nn::recent<x, 3> r{};
inline constexpr nn::dense<r, w, nn::range<0, -128, 127>> y{};
#ifdef MOTE_CURED
inline constexpr mote::network<void, y> model{};
#else
inline constexpr mote::network<void, r> model{};
#endif
static_assert(model.features == 1);
