// Clusters, constant and learning, and their state: float, but never double.
#include "mote/model/kmeans.hpp"
#include "mote/model/kmeans.hpp"
#include "mote/model/state.hpp"

enum class cluster : uint8_t { first, second };

inline constexpr mote::kmeans<cluster, float, 2, 2> model{{{{{-1.0f, 2.0f}}, {{1.0f, 0.0f}}}}, 0};
using learning = mote::learning_kmeans<cluster, 2, 3>;

cluster nearest(const float (&x)[2]);
cluster nearest(const float (&x)[2]) { return mote::predict(model, x); }
float away(const float (&x)[2]);
float away(const float (&x)[2]) { return mote::score<model>(x); }

struct row {
  float x[2];
};
using rows = mote::bounded<row, 20>;
mote::status learn_all(learning& into, const rows& all);
mote::status learn_all(learning& into, const rows& all) { return into.fit(all); }
mote::status learn(learning& into, const float (&x)[2]);
mote::status learn(learning& into, const float (&x)[2]) { return into.partial_fit(x); }
mote::status ask(const learning& from, const float (&x)[2], cluster& out);
mote::status ask(const learning& from, const float (&x)[2], cluster& out) {
  return mote::predict(from, x, out);
}
mote::status ask_away(const learning& from, const float (&x)[2], float& out);
mote::status ask_away(const learning& from, const float (&x)[2], float& out) {
  return mote::score(from, x, out);
}
using image = mote::array<uint8_t, mote::state_size<learning>>;
mote::status keep(const learning& from, image& bytes);
mote::status keep(const learning& from, image& bytes) { return mote::save(from, bytes); }
mote::status start(learning& into, const image& bytes);
mote::status start(learning& into, const image& bytes) { return mote::restore(into, bytes); }
