// expect: select_columns: a column is below the number of inputs
#include "mote/model/columns.hpp"

#ifdef MOTE_CURED
inline constexpr mote::array<uint8_t, 2> used{{0, 3}};
#else
inline constexpr mote::array<uint8_t, 2> used{{0, 4}};
#endif
void pick(const mote::array<int16_t, 4>& in, mote::array<int16_t, 2>& out) {
  mote::select_columns<int16_t, 4, used>::process(in, out);
}
