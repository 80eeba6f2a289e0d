// A tree of floats that learns, and its state: float, but never double.
#include "mote/model/state.hpp"
#include "mote/model/trees/hoeffding_tree.hpp"

enum class gesture : uint8_t { rest, shake, tap };
using learning = mote::hoeffding_tree<gesture, float, 4, 3, 15>;

mote::status learn(learning& into, const float (&x)[4], gesture y);
mote::status learn(learning& into, const float (&x)[4], gesture y) {
  return into.partial_fit(x, y);
}
mote::status ask(const learning& from, const float (&x)[4], gesture& out);
mote::status ask(const learning& from, const float (&x)[4], gesture& out) {
  return mote::predict(from, x, out);
}
mote::array<float, 3> probabilities(const learning& from, const float (&x)[4]);
mote::array<float, 3> probabilities(const learning& from, const float (&x)[4]) {
  return mote::predict_proba(from, x);
}
void forget(learning& from);
void forget(learning& from) { from.reset(); }
using image = mote::array<uint8_t, mote::state_size<learning>>;
mote::status keep(const learning& from, image& bytes);
mote::status keep(const learning& from, image& bytes) { return mote::save(from, bytes); }
mote::status start(learning& into, const image& bytes);
mote::status start(learning& into, const image& bytes) { return mote::restore(into, bytes); }
