// expect: the Format of identity and relu is an integer that the outputs can be: use one of the
// range of Sample
#include "mote/nn/dense.hpp"

#ifdef MOTE_CURED
inline constexpr mote::dense<mote::activation::relu, int8_t, 2, 1, -128> layer{};
#else
inline constexpr mote::dense<mote::activation::relu, int8_t, 2, 1, -129> layer{};
#endif
