// expect: spectral_features takes windows of 8 to 4096 rows, a power of two
#include "mote/feature/spectral.hpp"

inline constexpr mote::array<mote::spectral::feature, 1> chosen = {
    {{mote::spectral::kind::centroid}}};
#ifdef MOTE_CURED
constexpr size_t rows = 128;
#else
constexpr size_t rows = 100;
#endif
mote::spectral_features<float, rows, 1, chosen>::scratch some;
