// expect: out must have the very type of the answer
#include "mote/model/naive_bayes.hpp"

enum class label : uint8_t { left, right };

mote::status ask(const mote::learning_naive_bayes<label, 2, 2>& model, const float (&x)[2]) {
#ifdef MOTE_CURED
  label out{};
#else
  int out{};
#endif
  return mote::predict(model, x, out);
}
