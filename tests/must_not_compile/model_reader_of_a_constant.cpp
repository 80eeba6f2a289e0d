// expect: model_reader fills a mote::loaded<...>: declare the model as one; trees have tree_reader
#include "mote/model/model_reader.hpp"
#include "mote/model/naive_bayes.hpp"

enum class label : uint8_t { no, yes };
using bayes = mote::gaussian_naive_bayes<label, 2, 2>;
#ifdef MOTE_CURED
mote::loaded<bayes> model;
#else
bayes model;
#endif

bool load(bool (&next_byte)(char&));
bool load(bool (&next_byte)(char&)) {
  mote::model_reader reader{model};
  return reader.read(next_byte).ok();
}
