// expect: this network gives numbers, and no label: call mote::run(model, x, out, ram)
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 9> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
inline constexpr nn::conv2d<x, w, nn::window<3, 3>, nn::range<0, -128, 127>, nn::output<2, 2>> y{};
enum class label : uint8_t { a, b };
inline constexpr mote::network<void, y> model{};
inline constexpr mote::network<label, y> decides{};
#ifdef MOTE_CURED
mote::workspace<decides> ram;
auto f(const int8_t (&numbers)[16]) { return mote::score(decides, numbers, ram); }
#else
mote::workspace<model> ram;
auto f(const int8_t (&numbers)[16]) { return mote::score(model, numbers, ram); }
#endif
