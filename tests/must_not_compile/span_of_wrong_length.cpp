// expect: wrong length: pass an array of exactly as many elements as span<T, N> says
#include "mote/core/array.hpp"
#include "mote/core/span.hpp"

#ifdef MOTE_CURED
constexpr mote::array<int, 3> sample{};
#else
constexpr mote::array<int, 4> sample{};
#endif
constexpr int first_of_three(mote::span<const int, 3> x) { return x[0]; }
static_assert(first_of_three(sample) == 0);
