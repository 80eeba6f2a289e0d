// expect: a crop has the channels of the frame
#include "mote/feature/image/crop.hpp"
#include "mote/nn/network/shape.hpp"

#ifdef MOTE_CURED
mote::image::crop<uint8_t, mote::nn::shape<8, 8, 2>, mote::nn::shape<4, 4, 2>, 0, 0> cut;
#else
mote::image::crop<uint8_t, mote::nn::shape<8, 8, 2>, mote::nn::shape<4, 4, 1>, 0, 0> cut;
#endif
