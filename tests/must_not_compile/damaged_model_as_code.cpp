// expect: the model is damaged: convert it again
#include "mote/model/naive_bayes.hpp"

enum class label : uint8_t { left, right };

#ifdef MOTE_CURED
constexpr float precision = 0.5f;
#else
constexpr float precision = -0.5f;
#endif
constexpr mote::gaussian_naive_bayes<label, 1, 2> model{
    {{{{{-1.0f}}, {{0.5f}}, -1.6f}, {{{1.0f}}, {{precision}}, -1.6f}}}};

label ask(const float (&x)[1]) { return mote::predict<model>(x); }
