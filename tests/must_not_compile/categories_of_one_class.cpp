// expect: categorical_naive_bayes tells at least two classes apart
#include "mote/model/linear.hpp"

#ifdef MOTE_CURED
constexpr size_t classes = 2;
#else
constexpr size_t classes = 1;
#endif
enum class label : uint8_t { a, b };
inline constexpr mote::array<uint16_t, 1> categories{{2}};
mote::categorical_naive_bayes<label, float, classes, categories> model;
