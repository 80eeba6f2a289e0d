// expect: pictures are of uint8_t, int8_t, uint16_t, int16_t or float: convert all others
#include "mote/feature/image/bilinear_downscale.hpp"
#include "mote/nn/network/shape.hpp"

#ifdef MOTE_CURED
using small =
    mote::image::bilinear_downscale<int16_t, mote::nn::shape<8, 8, 1>, mote::nn::shape<4, 4, 1>>;
small down;
#else
using small =
    mote::image::bilinear_downscale<int32_t, mote::nn::shape<8, 8, 1>, mote::nn::shape<4, 4, 1>>;
small down;
#endif
