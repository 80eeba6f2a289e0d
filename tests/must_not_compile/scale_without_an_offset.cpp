// expect: scale_columns: each column has an offset and a scale
#include "mote/model/columns.hpp"

inline constexpr mote::array<float, 2> offset{{1.0f, 2.0f}};
#ifdef MOTE_CURED
inline constexpr mote::array<float, 2> scale{{1.0f, 2.0f}};
#else
inline constexpr mote::array<float, 1> scale{{1.0f}};
#endif
void run(const mote::array<float, 2>& in, mote::array<float, 2>& out) {
  mote::scale_columns<float, offset, scale>::process(in, out);
}
