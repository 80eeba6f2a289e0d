// expect: sided_columns: each chosen column has a number for where it is missing
#include "mote/model/missing.hpp"

#include "mote/core/array.hpp"

inline constexpr mote::array<uint8_t, 3> used{{0, 1, 1}};
inline constexpr int16_t absent = -1;
#ifdef MOTE_CURED
inline constexpr mote::array<int16_t, 3> side{{5, 0, 7}};
#else
inline constexpr mote::array<int16_t, 2> side{{5, 0}};
#endif
void run(const mote::array<int16_t, 2>& in, mote::array<int16_t, 3>& out) {
  mote::sided_columns<int16_t, 2, used, side, absent>::process(in, out);
}
