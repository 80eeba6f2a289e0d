// expect: a row in flash is of numbers: store the parts of a struct as rows of their own
#include "mote/core/array.hpp"
#include "mote/core/complex.hpp"
#include "mote/kernel/row/in_flash.hpp"

#ifdef MOTE_CURED
using element = int16_t;
#else
using element = mote::complex<int16_t>;
#endif
struct row {
  static constexpr mote::array<element, 2> items{};
  static constexpr const auto& values() { return items; }
};
inline constexpr auto start = mote::kernel::in_flash<row>();
