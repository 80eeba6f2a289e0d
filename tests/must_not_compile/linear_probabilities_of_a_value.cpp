// expect: predict_proba is for classifiers: use predict for a regression
#include "mote/model/linear.hpp"

inline constexpr mote::linear_model<mote::link::identity, void, float, 2> model{
    {}, {{1}}, {{2, 3}}};

auto answer(const float (&x)[2]) {
#ifdef MOTE_CURED
  return mote::predict(model, x);
#else
  return mote::predict_proba(model, x);
#endif
}
