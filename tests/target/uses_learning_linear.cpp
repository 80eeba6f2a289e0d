// Linear models that learn, and their states: float, but never double.
#include "mote/model/linear.hpp"
#include "mote/model/rows.hpp"
#include "mote/model/state.hpp"

enum class label : uint8_t { a, b, c };
using line = mote::learning_linear<3>;
using follower = mote::recursive_least_squares<3>;
using logistic = mote::learning_logistic<label, 3, 3>;

struct value_row {
  float x[3];
  float y;
};
struct label_row {
  float x[3];
  label y;
};
using value_rows = mote::bounded<value_row, 9>;
using label_rows = mote::bounded<label_row, 9>;

mote::status learn(line& into, const float (&x)[3], float y);
mote::status learn(line& into, const float (&x)[3], float y) { return into.partial_fit(x, y); }
mote::status learn(follower& into, const float (&x)[3], float y);
mote::status learn(follower& into, const float (&x)[3], float y) { return into.partial_fit(x, y); }
mote::status learn(logistic& into, const float (&x)[3], label y);
mote::status learn(logistic& into, const float (&x)[3], label y) { return into.partial_fit(x, y); }

mote::status learn_all(line& into, const value_rows& all);
mote::status learn_all(line& into, const value_rows& all) { return into.fit(all); }
mote::status learn_all(follower& into, const value_rows& all);
mote::status learn_all(follower& into, const value_rows& all) { return into.fit(all); }
mote::status learn_all(logistic& into, const label_rows& all);
mote::status learn_all(logistic& into, const label_rows& all) { return into.fit(all); }

mote::status ask(const line& from, const float (&x)[3], float& out);
mote::status ask(const line& from, const float (&x)[3], float& out) {
  return mote::predict(from, x, out);
}
mote::status ask(const follower& from, const float (&x)[3], float& out);
mote::status ask(const follower& from, const float (&x)[3], float& out) {
  return mote::predict(from, x, out);
}
mote::status ask(const logistic& from, const float (&x)[3], mote::array<float, 3>& out);
mote::status ask(const logistic& from, const float (&x)[3], mote::array<float, 3>& out) {
  return mote::predict_proba(from, x, out);
}

mote::status keep(const logistic& from, mote::array<uint8_t, mote::state_size<logistic>>& bytes);
mote::status keep(const logistic& from, mote::array<uint8_t, mote::state_size<logistic>>& bytes) {
  return mote::save(from, bytes);
}
mote::status again(line& into, const mote::array<uint8_t, mote::state_size<line>>& bytes);
mote::status again(line& into, const mote::array<uint8_t, mote::state_size<line>>& bytes) {
  return mote::restore(into, bytes);
}
