// expect: normalize_columns: what is divided by is above 0
#include "mote/model/columns.hpp"

#ifdef MOTE_CURED
inline constexpr float smallest = 1e-15f;
#else
inline constexpr float smallest = 0;
#endif
void run(const mote::array<float, 2>& in, mote::array<float, 2>& out) {
  mote::normalize_columns<float, 2, mote::row_norm::l1, smallest>::process(in, out);
}
