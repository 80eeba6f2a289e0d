// expect: predict_proba is for classifiers: use predict for a regression
#include "mote/model/model.hpp"
#include "mote/nn/mlp.hpp"

inline constexpr mote::mlp<void, mote::dense_sums<float, 1, 1>> network{};
constexpr float x[1] = {1};
#ifdef MOTE_CURED
inline constexpr float answer = mote::predict(network, x);
#else
inline constexpr auto answer = mote::predict_proba(network, x);
#endif
