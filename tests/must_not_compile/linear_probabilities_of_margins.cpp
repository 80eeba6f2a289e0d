// expect: this model has margins and no probabilities: use score
#include "mote/model/linear.hpp"

enum class label : uint8_t { left, right };
inline constexpr mote::linear_model<mote::link::margin, label, float, 2> model{{}, {{1}}, {{2, 3}}};

auto answer(const float (&x)[2]) {
#ifdef MOTE_CURED
  return mote::score(model, x);
#else
  return mote::predict_proba(model, x);
#endif
}
