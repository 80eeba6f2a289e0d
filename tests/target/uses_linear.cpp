// Linear models of float: never double.
#include "mote/model/linear.hpp"

namespace link = mote::link;
enum class label : uint8_t { a, b, c };

inline constexpr mote::linear_model<link::softmax, label, float, 9, 3> model{
    {}, {{1, 2, 3}}, {{0.5f, -1, 2, 3, -4, 5, 6, 7, 8, 9, 1}}};
inline constexpr mote::linear_model<link::one_vs_rest, label, float, 2, 3> apart{
    {}, {{1, 2, 3}}, {{0.5f, -1, 2, 3, -4, 5}}};
inline constexpr mote::linear_model<link::clipped, label, float, 2> clipped{
    {}, {{1}}, {{0.5f, -1}}};
inline constexpr mote::linear_model<link::exponential, void, float, 2> rate{{}, {{1}}, {{0.5f, 2}}};

label walked(const float (&x)[9]);
label walked(const float (&x)[9]) { return mote::predict(model, x); }
label in_code(const float (&x)[9]);
label in_code(const float (&x)[9]) { return mote::predict<model>(x); }
mote::array<float, 3> scored(const float (&x)[9]);
mote::array<float, 3> scored(const float (&x)[9]) { return mote::score<model>(x); }
mote::array<float, 3> proba(const float (&x)[9]);
mote::array<float, 3> proba(const float (&x)[9]) { return mote::predict_proba<model>(x); }
mote::array<float, 3> sigmoids(const float (&x)[2]);
mote::array<float, 3> sigmoids(const float (&x)[2]) { return mote::predict_proba<apart>(x); }
mote::array<float, 2> huber(const float (&x)[2]);
mote::array<float, 2> huber(const float (&x)[2]) { return mote::predict_proba<clipped>(x); }
float value(const float (&x)[2]);
float value(const float (&x)[2]) { return mote::predict<rate>(x); }
