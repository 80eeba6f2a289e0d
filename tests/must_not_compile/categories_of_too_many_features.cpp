// expect: sums of 32 bits hold 65535 features: use float, or fewer of them
#include "mote/model/linear.hpp"

#ifdef MOTE_CURED
constexpr size_t features = 3;
#else
constexpr size_t features = 65536;
#endif
enum class label : uint8_t { a, b };
inline constexpr mote::array<uint16_t, features> categories{{2}};
mote::categorical_naive_bayes<label, int16_t, 2, categories> model;
