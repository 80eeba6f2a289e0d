// expect: prepared: a model without stages is itself
#include "mote/mote.hpp"

enum class label : uint8_t { a, b };
inline constexpr mote::gaussian_naive_bayes<label, 2, 2> bayes{};
inline constexpr mote::array<float, 2> fill{};
#ifdef MOTE_CURED
using model = mote::prepared<bayes, mote::impute_columns<fill>>;
#else
using model = mote::prepared<bayes>;
#endif
label run(const mote::array<float, 2>& x) { return mote::predict(model{}, x); }
