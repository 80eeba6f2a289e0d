// expect: a network fills within 65535 calls
#include "mote/nn/stream.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 3> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<1, 1, 1>> x{};
inline constexpr nn::weights<int8_t, 1, 32000> many{{{1}}, {{1}}, {{1073741824}}, {{1}}};
#ifdef MOTE_CURED
inline constexpr nn::recent<x, 32000> r{};
#else
inline constexpr nn::recent<x, 66000> all{};
inline constexpr nn::slice<all, nn::shape<32000, 1, 1>, nn::begin<0, 0, 0>> r{};
#endif
inline constexpr nn::dense<r, many, nn::range<0, -128, 127>> y{};
inline constexpr mote::network<void, y> model{};
mote::stream<model> along;
