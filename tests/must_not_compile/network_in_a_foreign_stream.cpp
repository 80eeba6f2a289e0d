// expect: a network runs in a stream of its own: mote::stream<model>
#include "mote/nn/stream.hpp"

namespace nn = mote::nn;

inline constexpr nn::weights<int8_t, 2, 3> w{{{1, 2}}, {{1}}, {{1073741824, 1073741824}}, {{1, 2}}};
inline constexpr nn::input<int8_t, nn::shape<1, 1, 1>> x{};
inline constexpr nn::recent<x, 3> r{};
inline constexpr nn::dense<r, w, nn::range<0, -128, 127>> y{};
enum class label : uint8_t { a, b };
inline constexpr mote::network<void, y> model{};
inline constexpr mote::network<label, y> other{};
mote::stream<model> along;
mote::stream<other> other_along;
#ifdef MOTE_CURED
void f(const int8_t (&numbers)[1], int8_t (&out)[2]) { mote::run(model, numbers, out, along); }
#else
void f(const int8_t (&numbers)[1], int8_t (&out)[2]) {
  mote::run(model, numbers, out, other_along);
}
#endif
