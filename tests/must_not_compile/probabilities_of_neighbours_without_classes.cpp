// expect: only a knn_classifier has probabilities: use predict, or score
#include "mote/model/knn.hpp"

constexpr mote::knn_novelty<int16_t, 2, 2, 1> model{};

auto answer(const int16_t (&x)[2]) {
#ifdef MOTE_CURED
  return mote::predict(model, x);
#else
  return mote::predict_proba(model, x);
#endif
}
