// expect: a crop lies inside of its frame
#include "mote/feature/image/crop.hpp"
#include "mote/nn/network/shape.hpp"

#ifdef MOTE_CURED
mote::image::crop<uint8_t, mote::nn::shape<8, 8, 1>, mote::nn::shape<4, 4, 1>, 2, 4> cut;
#else
mote::image::crop<uint8_t, mote::nn::shape<8, 8, 1>, mote::nn::shape<4, 4, 1>, 2, 5> cut;
#endif
