// expect: scaler maps onto int8_t or int16_t: float32 has 24 bits
#include "mote/model/scaler.hpp"

#ifdef MOTE_CURED
mote::scaler<int16_t, 3> quantize{};
#else
mote::scaler<int32_t, 3> quantize{};
#endif
