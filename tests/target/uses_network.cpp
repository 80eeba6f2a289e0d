// Networks of float: nothing here may bring in double, libm or a heap.
#include "mote/nn/stream.hpp"

namespace nn = mote::nn;
namespace activation = mote::activation;

inline constexpr nn::weights<float, 2, 9> w1{
    {{1, 2}}, {{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9}}};
inline constexpr nn::weights<float, 2, 9> w2{
    {{1, 2}}, {{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9}}};
inline constexpr nn::weights<float, 3, 4> w3{{{1, 2, 3}}, {{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3}}};

inline constexpr nn::input<float, nn::shape<6, 5, 1>> x{};
inline constexpr nn::conv2d<x, w1, nn::window<3, 3, nn::stride<1, 1>, nn::padding<1, 1>>,
                            activation::relu, nn::output<6, 5>>
    x1{};
inline constexpr nn::depthwise<x1, w2, nn::window<3, 3, nn::stride<1, 1>, nn::padding<1, 1>>,
                               activation::relu6, nn::output<6, 5>>
    x2{};
inline constexpr nn::add<x1, x2, activation::relu> x3{};
inline constexpr nn::max_pool<x3, nn::window<2, 2, nn::stride<2, 2>>, activation::identity,
                              nn::output<3, 2>>
    x4{};
inline constexpr nn::average_pool<x4, nn::window<3, 2>, activation::identity, nn::output<1, 1>>
    x5{};
inline constexpr nn::mean<x4, activation::identity> x6{};
inline constexpr nn::concatenate<x5, x6> x7{};
inline constexpr nn::dense<x7, w3, activation::identity> x8{};
inline constexpr nn::softmax<x8> x9{};
inline constexpr mote::network<void, x9> model{};

void run(const float (&numbers)[30], float (&out)[3], mote::workspace<model>& ram);
void run(const float (&numbers)[30], float (&out)[3], mote::workspace<model>& ram) {
  mote::run(model, numbers, out, ram);
}

inline constexpr nn::input<float, nn::shape<1, 1, 2>> row{};
inline constexpr nn::recent<row, 2> rows{};
inline constexpr nn::dense<rows, w3, activation::identity> heard{};
inline constexpr nn::softmax<heard> shares{};
enum class word : uint8_t { none, yes, no };
inline constexpr mote::network<word, shares> hearing{};

mote::array<float, 3> proba(const float (&numbers)[2], mote::stream<hearing>& along);
mote::array<float, 3> proba(const float (&numbers)[2], mote::stream<hearing>& along) {
  return mote::predict_proba(hearing, numbers, along);
}
mote::array<float, 3> score(const float (&numbers)[2], mote::stream<hearing>& along);
mote::array<float, 3> score(const float (&numbers)[2], mote::stream<hearing>& along) {
  return mote::score(hearing, numbers, along);
}
