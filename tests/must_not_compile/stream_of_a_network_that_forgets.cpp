// expect: this network remembers nothing: it runs in a mote::workspace<model>
#include "mote/nn/stream.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 3> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<1, 1, 1>> x{};
inline constexpr nn::weights<int8_t, 1, 1> one{{{1}}, {{1}}, {{1073741824}}, {{1}}};
#ifdef MOTE_CURED
inline constexpr nn::recent<x, 3> r{};
inline constexpr nn::dense<r, w, nn::range<0, -128, 127>> y{};
#else
inline constexpr nn::dense<x, one, nn::range<0, -128, 127>> y{};
#endif
inline constexpr mote::network<void, y> model{};
mote::stream<model> along;
