// Naive Bayes, constant and learning, and its state: float, but never double.
#include "mote/model/linear.hpp"
#include "mote/model/naive_bayes.hpp"
#include "mote/model/state.hpp"

enum class label : uint8_t { a, b, c };

inline constexpr mote::gaussian_naive_bayes<label, 2, 3> model{
    {{{{{-1.0f, 2.0f}}, {{0.5f, 0.25f}}, -1.6f},
      {{{1.0f, -2.0f}}, {{0.5f, 2.0f}}, -1.7f},
      {{{0.0f, 0.0f}}, {{0.1f, 0.1f}}, -1.8f}}}};
inline constexpr mote::array<uint16_t, 2> counts{{1, 2}};
inline constexpr mote::categorical_naive_bayes<label, float, 2, counts> categories{
    {}, {{-1, -2}}, {{{{0, 0}}, {{-1, -3}}, {{-0.5f, -0.1f}}}}};
using learning = mote::learning_naive_bayes<label, 2, 3>;
using slots = mote::two_slots<learning>;

label walked(const float (&x)[2]);
label walked(const float (&x)[2]) { return mote::predict(model, x); }
label in_code(const float (&x)[2]);
label in_code(const float (&x)[2]) { return mote::predict<model>(x); }
mote::array<float, 3> proba(const float (&x)[2]);
mote::array<float, 3> proba(const float (&x)[2]) { return mote::predict_proba(model, x); }
mote::array<float, 3> scored(const float (&x)[2]);
mote::array<float, 3> scored(const float (&x)[2]) { return mote::score<model>(x); }

label category(const float (&x)[2]);
label category(const float (&x)[2]) { return mote::predict<categories>(x); }
mote::array<float, 2> of_categories(const float (&x)[2]);
mote::array<float, 2> of_categories(const float (&x)[2]) {
  return mote::predict_proba(categories, x);
}

mote::status learn(learning& into, const float (&x)[2], label y);
mote::status learn(learning& into, const float (&x)[2], label y) { return into.partial_fit(x, y); }
struct row {
  float x[2];
  label y;
};
using rows = mote::bounded<row, 20>;
mote::status learn_all(learning& into, const rows& all);
mote::status learn_all(learning& into, const rows& all) { return into.fit(all); }
mote::status ask(const learning& from, const float (&x)[2], label& out);
mote::status ask(const learning& from, const float (&x)[2], label& out) {
  return mote::predict(from, x, out);
}
mote::status ask_proba(const learning& from, const float (&x)[2], mote::array<float, 3>& out);
mote::status ask_proba(const learning& from, const float (&x)[2], mote::array<float, 3>& out) {
  return mote::predict_proba(from, x, out);
}

using image = mote::array<uint8_t, slots::size>;
mote::status start(slots& two, learning& into, const image& first, const image& second);
mote::status start(slots& two, learning& into, const image& first, const image& second) {
  return two.restore(into, first, second);
}
int keep(slots& two, const learning& from, image& bytes);
int keep(slots& two, const learning& from, image& bytes) {
  const int place = two.save(from, bytes);
  two.commit();
  return place;
}
