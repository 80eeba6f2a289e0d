// expect: replace_columns: each column has both numbers
#include "mote/model/columns.hpp"

inline constexpr mote::array<int16_t, 2> what{{-1, 0}};
#ifdef MOTE_CURED
inline constexpr mote::array<int16_t, 2> by{{5, 0}};
#else
inline constexpr mote::array<int16_t, 1> by{{5}};
#endif
void run(const mote::array<int16_t, 2>& in, mote::array<int16_t, 2>& out) {
  mote::replace_columns<int16_t, what, by>::process(in, out);
}
