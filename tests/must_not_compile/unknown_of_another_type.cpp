// expect: only_if: what an unknown row is called is of the type that the last stage gives
#include "mote/pipeline/near_classes.hpp"
#include "mote/pipeline/only_if.hpp"

struct threshold {
  using input_type = mote::array<int16_t, 2>;
  using output_type = uint8_t;
  constexpr uint8_t operator()(const input_type& x) const { return x[0] > 5 ? 1 : 0; }
};
inline constexpr mote::near_classes<int16_t, 2, 1> near{};

#ifdef MOTE_CURED
using known = mote::only_if<near, uint8_t{2}, threshold>;
#else
using known = mote::only_if<near, 2, threshold>;
#endif
static_assert(sizeof(known) == 1);
