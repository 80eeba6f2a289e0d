// expect: a row stands for a class or a value: use partial_fit(x, y)
#include "mote/model/knn.hpp"

mote::learning_knn<mote::knn_regressor<float, 2, 5, 3>> model;

mote::status learn(const float (&x)[2]) {
#ifdef MOTE_CURED
  return model.partial_fit(x, 1.0f);
#else
  return model.partial_fit(x);
#endif
}
