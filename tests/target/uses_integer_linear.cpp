// Linear models in integers: nothing here may bring in floating point, not even the probabilities.
#include "mote/model/linear.hpp"

namespace link = mote::link;
enum class label : uint8_t { a, b, c };

inline constexpr mote::linear_model<link::softmax, label, int16_t, 9, 3> model{
    {{0.5f, {40000, 3}}}, {{1, 2, 3}}, {{5, -1, 2, 3, -4, 5,  6, 7, 8,  5, -1, 2, 3, -4,
                                         5, 6,  7, 8, 5,  -1, 2, 3, -4, 5, 6,  7, 8}}};
inline constexpr mote::linear_model<link::one_vs_rest, label, int8_t, 2, 3> apart{
    {{0.5f, {40000, 3}}}, {{1, 2, 3}}, {{5, -1, 2, 3, -4, 5}}};
inline constexpr mote::linear_model<link::clipped, label, int8_t, 2> clipped{
    {{0.5f, 200}}, {{1}}, {{5, -1}}};
inline constexpr mote::linear_model<link::identity, void, int16_t, 2> line{
    {{0.5f}}, {{1}}, {{5, 2}}};
inline constexpr mote::array<uint16_t, 2> counts{{2, 3}};
inline constexpr mote::categorical_naive_bayes<label, int8_t, 3, counts> categories{
    {0.5f, {40000, 3}},
    {{1, 2, 3}},
    {{{{5, -1, 0}}, {{2, 3, 9}}, {{0, 0, 1}}, {{-3, 3, 0}}, {{7, 7, -9}}}}};
static_assert(categories.valid());
static_assert(model.valid() && apart.valid() && clipped.valid() && line.valid());

label walked(const int16_t (&x)[9]);
label walked(const int16_t (&x)[9]) { return mote::predict(model, x); }
label in_code(const int16_t (&x)[9]);
label in_code(const int16_t (&x)[9]) { return mote::predict<model>(x); }
mote::array<int32_t, 3> scored(const int16_t (&x)[9]);
mote::array<int32_t, 3> scored(const int16_t (&x)[9]) { return mote::score<model>(x); }
mote::array<uint16_t, 3> proba(const int16_t (&x)[9]);
mote::array<uint16_t, 3> proba(const int16_t (&x)[9]) { return mote::predict_proba<model>(x); }
mote::array<uint16_t, 3> sigmoids(const int8_t (&x)[2]);
mote::array<uint16_t, 3> sigmoids(const int8_t (&x)[2]) { return mote::predict_proba<apart>(x); }
mote::array<uint16_t, 2> huber(const int8_t (&x)[2]);
mote::array<uint16_t, 2> huber(const int8_t (&x)[2]) { return mote::predict_proba<clipped>(x); }
int32_t value(const int16_t (&x)[2]);
int32_t value(const int16_t (&x)[2]) { return mote::predict<line>(x); }
label category(const int8_t (&x)[2]);
label category(const int8_t (&x)[2]) { return mote::predict<categories>(x); }
mote::array<uint16_t, 3> of_categories(const int8_t (&x)[2]);
mote::array<uint16_t, 3> of_categories(const int8_t (&x)[2]) {
  return mote::predict_proba(categories, x);
}
