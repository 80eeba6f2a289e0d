// expect: long_quotient divides by 1 to 65536
#include "mote/kernel/series/moments.hpp"

#ifdef MOTE_CURED
extern const uint64_t some;
const uint64_t some = mote::kernel::detail::series::long_quotient<1000>(1);
#else
const uint64_t some = mote::kernel::detail::series::long_quotient<100000>(1);
#endif
