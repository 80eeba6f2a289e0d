// expect: project_columns: each column has a mean and a row of weights
#include "mote/model/columns.hpp"

inline constexpr mote::array<mote::array<float, 2>, 3> weights{};
#ifdef MOTE_CURED
inline constexpr mote::array<float, 3> mean{};
#else
inline constexpr mote::array<float, 2> mean{};
#endif
using project = mote::project_columns<float, mean, weights>;
void run(const mote::array<float, project::inputs>& in, mote::array<float, 2>& out) {
  project::process(in, out);
}
