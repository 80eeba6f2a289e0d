// Trees of integers that learn, and their state: neither float nor a 64-bit division.
#include "mote/model/state.hpp"
#include "mote/model/trees/hoeffding_tree.hpp"

enum class gesture : uint8_t { rest, shake, tap };

struct row {
  int8_t x[6];
  gesture y;
};
using rows = mote::bounded<row, 20>;
using wide = mote::hoeffding_tree<gesture, int16_t, 4, 3, 15>;
using narrow = mote::hoeffding_tree<gesture, int8_t, 6, 3, 7, 4, mote::hoeffding_leaf::majority>;

mote::status learn(wide& into, const int16_t (&x)[4], gesture y);
mote::status learn(wide& into, const int16_t (&x)[4], gesture y) { return into.partial_fit(x, y); }
mote::status learn_all(narrow& into, const rows& all);
mote::status learn_all(narrow& into, const rows& all) { return into.fit(all); }
mote::status ask(const wide& from, const int16_t (&x)[4], gesture& out);
mote::status ask(const wide& from, const int16_t (&x)[4], gesture& out) {
  return mote::predict(from, x, out);
}
gesture ask(const narrow& from, const int8_t (&x)[6]);
gesture ask(const narrow& from, const int8_t (&x)[6]) { return mote::predict(from, x); }
mote::array<uint16_t, 3> probabilities(const wide& from, const int16_t (&x)[4]);
mote::array<uint16_t, 3> probabilities(const wide& from, const int16_t (&x)[4]) {
  return mote::predict_proba(from, x);
}
using image = mote::array<uint8_t, mote::state_size<narrow>>;
mote::status keep(const narrow& from, image& bytes);
mote::status keep(const narrow& from, image& bytes) { return mote::save(from, bytes); }
mote::status start(narrow& into, const image& bytes);
mote::status start(narrow& into, const image& bytes) { return mote::restore(into, bytes); }
