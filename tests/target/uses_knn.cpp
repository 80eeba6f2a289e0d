// Neighbours of floats, by distance and of values: float, but never double.
#include "mote/model/knn.hpp"

enum class label : uint8_t { a, b };

inline constexpr mote::knn_classifier<label, 2, float, 2, 3, 2, mote::knn_metric::cosine,
                                      mote::knn_weights::distance>
    angles{{{{{1, 0}}, {{0, 1}}, {{0.6f, 0.8f}}}}, {{label::a, label::b, label::a}}, 0};
inline constexpr mote::knn_regressor<int16_t, 2, 3, 2, mote::knn_metric::euclidean,
                                     mote::knn_weights::distance>
    values{{{{{1, 2}}, {{3, 4}}, {{-5, 9}}}}, {{1.0f, 2.0f, 3.0f}}, 9};
inline constexpr mote::knn_novelty<int8_t, 2, 3, 2, mote::knn_metric::chebyshev> novelty{
    {{{{1, 2}}, {{3, 4}}, {{-5, 9}}}}, {}, 0};
inline constexpr mote::local_outlier_factor<label, int16_t, 2, 3, 2> outliers{
    {{{{1, 2}}, {{3, 4}}, {{-5, 9}}}}, {{9, 8, 12}}, {{0.1f, 0.1f, 0.05f}}, 1e-10f, -1.5f, 9};
using learning = mote::learning_knn<mote::knn_regressor<float, 3, 9, 2>>;

label in_code(const float (&x)[2]);
label in_code(const float (&x)[2]) { return mote::predict<angles>(x); }
mote::array<float, 2> proba(const float (&x)[2]);
mote::array<float, 2> proba(const float (&x)[2]) { return mote::predict_proba(angles, x); }
mote::array<float, 2> scored(const float (&x)[2]);
mote::array<float, 2> scored(const float (&x)[2]) { return mote::score<angles>(x); }
float value(const int16_t (&x)[2]);
float value(const int16_t (&x)[2]) { return mote::predict<values>(x); }
float how_new(const int8_t (&x)[2]);
float how_new(const int8_t (&x)[2]) { return mote::predict(novelty, x); }
label how_dense(const int16_t (&x)[2]);
label how_dense(const int16_t (&x)[2]) { return mote::predict<outliers>(x); }
float density(const int16_t (&x)[2]);
float density(const int16_t (&x)[2]) { return mote::score(outliers, x); }
struct row {
  float x[3];
  float y;
};
mote::status learn_all(learning& into, const mote::bounded<row, 9>& rows);
mote::status learn_all(learning& into, const mote::bounded<row, 9>& rows) { return into.fit(rows); }
mote::status ask(const learning& from, const float (&x)[3], float& out);
mote::status ask(const learning& from, const float (&x)[3], float& out) {
  return mote::predict(from, x, out);
}
