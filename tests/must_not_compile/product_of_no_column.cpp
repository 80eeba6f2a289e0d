// expect: multiply_columns: a factor is a column, or the number of inputs for none
#include "mote/model/columns.hpp"

#ifdef MOTE_CURED
inline constexpr mote::array<mote::array<uint8_t, 2>, 1> terms{{{{0, 2}}}};
#else
inline constexpr mote::array<mote::array<uint8_t, 2>, 1> terms{{{{0, 3}}}};
#endif
void run(const mote::array<float, 2>& in, mote::array<float, 1>& out) {
  mote::multiply_columns<float, 2, terms>::process(in, out);
}
