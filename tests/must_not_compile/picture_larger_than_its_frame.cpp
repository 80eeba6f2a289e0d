// expect: a picture is made smaller, or stays as it is, and keeps its channels
#include "mote/feature/image/box_downscale.hpp"
#include "mote/nn/network/shape.hpp"

#ifdef MOTE_CURED
using small =
    mote::image::box_downscale<uint8_t, mote::nn::shape<8, 8, 1>, mote::nn::shape<4, 8, 1>>;
small down;
#else
using small =
    mote::image::box_downscale<uint8_t, mote::nn::shape<8, 8, 1>, mote::nn::shape<4, 9, 1>>;
small down;
#endif
