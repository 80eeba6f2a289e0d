// Networks of int8_t: nothing here may bring in floating point, division of 64 bits or a heap.
#include "mote/nn/stream.hpp"

namespace nn = mote::nn;
enum class label : uint8_t { a, b, c };

using all = nn::range<-3, -128, 127>;
inline constexpr nn::weights<int8_t, 2, 9> w1{
    {{1, 2}},
    {{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
    {{1073741824, 1400000000}},
    {{5, 6}}};
inline constexpr nn::weights<int8_t, 2, 9> w2{
    {{1, 2}},
    {{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
    {{1073741824, 1400000000}},
    {{5, 0}}};
inline constexpr nn::weights<int8_t, 2, 2> w3{
    {{1, 2}}, {{1, 2, 3, 4}}, {{1073741824, 1400000000}}, {{1, -1}}};
inline constexpr nn::weights<int8_t, 3, 4> w4{{{1, 2, 3}},
                                              {{1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3}},
                                              {{1073741824, 1400000000, 1}},
                                              {{1, 2, 3}}};
inline constexpr mote::array<int8_t, 256> same{};

inline constexpr nn::input<int8_t, nn::shape<6, 5, 1>, 4> x{};
inline constexpr nn::conv2d<x, w1, nn::window<3, 3, nn::stride<1, 1>, nn::padding<1, 1>>, all,
                            nn::output<6, 5>>
    x1{};
inline constexpr nn::depthwise<x1, w2, nn::window<3, 3, nn::stride<1, 1>, nn::padding<1, 1>>, all,
                               nn::output<6, 5>>
    x2{};
inline constexpr nn::conv2d<x2, w3, nn::window<1, 1>, all, nn::output<6, 5>> x3{};
inline constexpr nn::add<x1, x3, all, nn::scale<1073741824, 0>, nn::scale<1073741824, 1>,
                         nn::scale<1073741824, 18>>
    x4{};
inline constexpr nn::max_pool<x4, nn::window<2, 2, nn::stride<2, 2>>, all, nn::output<3, 2>> x5{};
inline constexpr nn::average_pool<x5, nn::window<3, 2>, all, nn::output<1, 1>> x6{};
inline constexpr nn::mean<x5, all, nn::scale<1073741824, 2>> x7{};
inline constexpr nn::concatenate<x6, x7> x8{};
inline constexpr nn::table<x8, same, -3> x9{};
inline constexpr nn::dense<x9, w4, all> x10{};
inline constexpr nn::softmax<x10, nn::scale<1073741824, -24>, -124> x11{};
inline constexpr mote::network<label, x11> model{};

label decided(const int8_t (&numbers)[30], mote::workspace<model>& ram);
label decided(const int8_t (&numbers)[30], mote::workspace<model>& ram) {
  return mote::predict(model, numbers, ram);
}
mote::array<int8_t, 3> proba(const int8_t (&numbers)[30], mote::workspace<model>& ram);
mote::array<int8_t, 3> proba(const int8_t (&numbers)[30], mote::workspace<model>& ram) {
  return mote::predict_proba(model, numbers, ram);
}

// Along a series: two rows of kept ones, of which a part is read.
inline constexpr nn::input<int8_t, nn::shape<1, 1, 4>, 4> row{};
inline constexpr nn::slice<row, nn::shape<1, 1, 2>, nn::begin<0, 0, 1>> half{};
inline constexpr nn::recent<half, 2> rows{};
inline constexpr nn::conv2d<rows, w4, nn::window<2, 1>, all, nn::output<1, 1>> heard{};
inline constexpr mote::network<label, heard> hearing{};

label heard_label(const int8_t (&numbers)[4], mote::stream<hearing>& along);
label heard_label(const int8_t (&numbers)[4], mote::stream<hearing>& along) {
  if (along.is_full()) along.reset();
  return mote::predict(hearing, numbers, along);
}
void heard_numbers(const int8_t (&numbers)[4], int8_t (&out)[3], mote::stream<hearing>& along);
void heard_numbers(const int8_t (&numbers)[4], int8_t (&out)[3], mote::stream<hearing>& along) {
  mote::run(hearing, numbers, out, along);
}
