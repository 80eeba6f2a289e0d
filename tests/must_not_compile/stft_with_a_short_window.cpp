// expect: stft: the window must have as many points as a frame
#include "mote/transform/stft.hpp"

inline constexpr mote::window<float, 32> short_window{mote::windows::hann};
inline constexpr mote::window<float, 64> right_window{mote::windows::hann};
#ifdef MOTE_CURED
inline mote::stft<float, 64, 16, right_window> spectra;
#else
inline mote::stft<float, 64, 16, short_window> spectra;
#endif
