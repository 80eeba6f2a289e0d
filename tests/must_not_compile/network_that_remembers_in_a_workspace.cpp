// expect: this network remembers rows from one call to the next: it runs in a mote::stream<model>
#include "mote/nn/stream.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 3> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<1, 1, 1>> x{};
inline constexpr nn::recent<x, 3> r{};
inline constexpr nn::dense<r, w, nn::range<0, -128, 127>> y{};
inline constexpr mote::network<void, y> model{};
#ifdef MOTE_CURED
mote::stream<model> ram;
#else
mote::workspace<model> ram;
#endif
void f(const int8_t (&numbers)[1], int8_t (&out)[2]) { mote::run(model, numbers, out, ram); }
