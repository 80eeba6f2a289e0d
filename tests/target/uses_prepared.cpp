// Models behind what a Pipeline works out of a row: float, but never double.
#include "small_trees.hpp"
#include "mote/model/columns.hpp"
#include "mote/model/prepared.hpp"

namespace small_trees {

inline constexpr auto trees = model<float, uint16_t, true>(soft<uint16_t>(555, 65535), 0, 2);

inline constexpr mote::array<float, 3> mean{{1.0f, -2.0f, 0.5f}};
inline constexpr mote::array<mote::array<float, 3>, 3> weights{
    {{{1.0f, -0.5f, 3.0f}}, {{2.0f, 1.0f, 0.25f}}, {{-1.0f, 4.0f, 1.0f}}}};
inline constexpr float smallest = 2.220446e-15f;
inline constexpr mote::array<float, 3> fill{{3.0f, 0.0f, -1.0f}};

inline constexpr mote::array<mote::array<uint8_t, 2>, 3> terms{{{{0, 0}}, {{1, 2}}, {{3, 1}}}};

template <mote::row_norm Norm>
using normalize = mote::normalize_columns<float, 3, Norm, smallest>;
inline constexpr mote::prepared<trees, mote::impute_columns<fill>,
                                mote::project_columns<float, mean, weights>,
                                normalize<mote::row_norm::l2>>
    real{};
inline constexpr mote::prepared<trees, mote::project_columns<int16_t, mean, weights>,
                                mote::multiply_columns<float, 3, terms>,
                                normalize<mote::row_norm::l1>, normalize<mote::row_norm::max>>
    counts{};

MOTE_USE_PROBA(real);
MOTE_USE_PROBA(counts);

}  // namespace small_trees
