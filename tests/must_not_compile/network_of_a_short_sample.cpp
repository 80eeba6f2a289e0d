// expect: a network takes exactly its features, and gives exactly its outputs: an array of another
// length was given
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 9> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
inline constexpr nn::conv2d<x, w, nn::window<3, 3>, nn::range<0, -128, 127>, nn::output<2, 2>> y{};
enum class label : uint8_t { a, b };
inline constexpr mote::network<void, y> model{};
mote::workspace<model> ram;
#ifdef MOTE_CURED
void f(const int8_t (&numbers)[16], int8_t (&out)[8]) { mote::run(model, numbers, out, ram); }
#else
void f(const int8_t (&numbers)[3], int8_t (&out)[8]) { mote::run(model, numbers, out, ram); }
#endif
