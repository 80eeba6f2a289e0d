// expect: prepared: the last stage must give exactly what the model takes
// many
#include "mote/mote.hpp"

enum class label : uint8_t { a, b };
#ifdef MOTE_CURED
inline constexpr mote::gaussian_naive_bayes<label, 3, 2> bayes{};
#else
inline constexpr mote::gaussian_naive_bayes<label, 2, 2> bayes{};
#endif
inline constexpr mote::array<float, 3> fill{};
using model = mote::prepared<bayes, mote::impute_columns<fill>>;
label run(const mote::array<float, 3>& x) { return mote::predict(model{}, x); }
