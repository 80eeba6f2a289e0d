// The same forest as code: a function for each tree, an instance of a template for each split.
#include "data/trees/digits_forest_hard.hpp"

digits_forest_hard::label predict(const int8_t (&x)[64]);
digits_forest_hard::label predict(const int8_t (&x)[64]) {
  return mote::predict<digits_forest_hard::model>(x);
}
