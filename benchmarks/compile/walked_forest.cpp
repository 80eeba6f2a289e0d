// A forest of 10 full trees, 1,223 splits, on 64 pixels: walked.
#include "data/trees/digits_forest_hard.hpp"

digits_forest_hard::label predict(const int8_t (&x)[64]);
digits_forest_hard::label predict(const int8_t (&x)[64]) {
  return mote::predict(digits_forest_hard::model, x);
}
