// Neighbours of integers that vote alike: no float, and no 64-bit division.
#include "mote/model/knn.hpp"
#include "mote/model/state.hpp"

enum class label : uint8_t { a, b };

inline constexpr mote::knn_classifier<label, 2, int16_t, 2, 3, 1> model{
    {{{{1, 2}}, {{3, 4}}, {{-5, 9}}}}, {{label::a, label::b, label::a}}, 9};
inline constexpr mote::knn_classifier<label, 2, int8_t, 2, 3, 2, mote::knn_metric::manhattan>
    narrow{{{{{1, 2}}, {{3, 4}}, {{-5, 9}}}}, {{label::a, label::b, label::a}}, 0};
using learning = mote::learning_knn<mote::knn_classifier<label, 2, int16_t, 9, 20, 3>>;
using thrifty = mote::learning_knn<mote::knn_classifier<label, 2, int8_t, 9, 20, 3>,
                                   mote::knn_replaces::redundant>;

label walked(const int16_t (&x)[2]);
label walked(const int16_t (&x)[2]) { return mote::predict(model, x); }
label in_code(const int16_t (&x)[2]);
label in_code(const int16_t (&x)[2]) { return mote::predict<model>(x); }
label in_code(const int8_t (&x)[2]);
label in_code(const int8_t (&x)[2]) { return mote::predict<narrow>(x); }
mote::array<uint16_t, 2> proba(const int16_t (&x)[2]);
mote::array<uint16_t, 2> proba(const int16_t (&x)[2]) { return mote::predict_proba<model>(x); }
mote::status learn(learning& into, const int16_t (&x)[9], label y);
mote::status learn(learning& into, const int16_t (&x)[9], label y) {
  return into.partial_fit(x, y);
}
mote::status learn(thrifty& into, const int8_t (&x)[9], label y);
mote::status learn(thrifty& into, const int8_t (&x)[9], label y) { return into.partial_fit(x, y); }
mote::status ask(const learning& from, const int16_t (&x)[9], label& out);
mote::status ask(const learning& from, const int16_t (&x)[9], label& out) {
  return mote::predict(from, x, out);
}
mote::status keep(const learning& from, uint8_t (&bytes)[mote::state_size<learning>]);
mote::status keep(const learning& from, uint8_t (&bytes)[mote::state_size<learning>]) {
  return mote::save(from, bytes);
}
mote::status start(learning& into, const uint8_t (&bytes)[mote::state_size<learning>]);
mote::status start(learning& into, const uint8_t (&bytes)[mote::state_size<learning>]) {
  return mote::restore(into, bytes);
}
