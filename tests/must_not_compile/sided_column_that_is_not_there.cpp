// expect: sided_columns: a column is below the number of inputs
#include "mote/model/missing.hpp"

#include "mote/core/array.hpp"

#ifdef MOTE_CURED
inline constexpr mote::array<uint8_t, 2> used{{0, 1}};
#else
inline constexpr mote::array<uint8_t, 2> used{{0, 2}};
#endif
inline constexpr int16_t absent = -1;
inline constexpr mote::array<int16_t, 2> side{{5, 0}};
void run(const mote::array<int16_t, 2>& in, mote::array<int16_t, 2>& out) {
  mote::sided_columns<int16_t, 2, used, side, absent>::process(in, out);
}
