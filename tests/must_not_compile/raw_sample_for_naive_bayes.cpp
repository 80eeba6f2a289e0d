// expect: the sample's element type must be the model's feature type: quantize it first
#include "mote/model/naive_bayes.hpp"

enum class label : uint8_t { left, right };

#ifdef MOTE_CURED
using raw = float;
#else
using raw = int16_t;
#endif
mote::status learn(mote::learning_naive_bayes<label, 2, 2>& model, const raw (&x)[2]) {
  return model.partial_fit(x, label::left);
}
