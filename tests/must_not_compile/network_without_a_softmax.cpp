// expect: this network does not end in a softmax: call score, or run
#include "mote/nn/network.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 9> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<4, 4, 1>> x{};
inline constexpr nn::conv2d<x, w, nn::window<3, 3>, nn::range<0, -128, 127>, nn::output<2, 2>> y{};
enum class label : uint8_t { a, b };
inline constexpr mote::network<label, y> model{};
mote::workspace<model> ram;
#ifdef MOTE_CURED
auto f(const int8_t (&numbers)[16]) { return mote::score(model, numbers, ram); }
#else
auto f(const int8_t (&numbers)[16]) { return mote::predict_proba(model, numbers, ram); }
#endif
