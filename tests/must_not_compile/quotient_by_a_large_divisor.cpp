// expect: quotient divides by 1 to 65536, and gives at most 16 bits
#include "mote/kernel/number/quotient.hpp"

#ifdef MOTE_CURED
constexpr uint32_t divisor = 1000;
#else
constexpr uint32_t divisor = 100000;
#endif
uint32_t mean(uint32_t sum) { return mote::kernel::quotient<divisor>(sum); }
