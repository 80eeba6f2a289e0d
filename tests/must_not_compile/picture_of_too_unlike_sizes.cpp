// expect: the sizes of a frame and a picture need more than 32 bits: crop the frame, so that they
// have a common divisor
#include "mote/feature/image/box_downscale.hpp"
#include "mote/nn/network/shape.hpp"

#ifdef MOTE_CURED
using small =
    mote::image::box_downscale<int16_t, mote::nn::shape<192, 480, 1>, mote::nn::shape<96, 97, 1>>;
small down;
#else
using small =
    mote::image::box_downscale<int16_t, mote::nn::shape<487, 480, 1>, mote::nn::shape<96, 97, 1>>;
small down;
#endif
