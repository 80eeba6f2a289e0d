// expect: prepared: a stage must take exactly what the one before it gives
// and as many
#include "mote/mote.hpp"

enum class label : uint8_t { a, b };
inline constexpr mote::gaussian_naive_bayes<label, 2, 2> bayes{};
inline constexpr mote::array<uint8_t, 2> chosen{{0, 1}};
#ifdef MOTE_CURED
inline constexpr mote::array<float, 3> fill{};
#else
inline constexpr mote::array<float, 4> fill{};
#endif
using model =
    mote::prepared<bayes, mote::impute_columns<fill>, mote::select_columns<float, 3, chosen>>;
label run(const mote::array<float, model::features>& x) { return mote::predict(model{}, x); }
