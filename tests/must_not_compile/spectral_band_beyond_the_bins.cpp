// expect: spectral_features: a band has the bins first to last - 1 of 0 to N / 2
#include "mote/feature/spectral.hpp"

#ifdef MOTE_CURED
constexpr uint16_t last = 65;
#else
constexpr uint16_t last = 66;
#endif
inline constexpr mote::array<mote::spectral::feature, 1> chosen = {{mote::spectral::band(2, last)}};
mote::spectral_features<float, 128, 1, chosen>::scratch some;
