// states.hpp - a model that learns, its states as bytes, and what holds of any bytes restored.
#pragma once

#include <stdint.h>
#include <string.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "data/naive_bayes/iris.hpp"
#include "mote/core/crc32.hpp"
#include "mote/model/naive_bayes.hpp"
#include "mote/model/state.hpp"

namespace states {

using bytes = std::vector<uint8_t>;
using flowers = mote::learning_naive_bayes<iris::label, 4, 3>;
using slots = mote::two_slots<flowers>;

inline constexpr size_t size = mote::state_size<flowers>;
inline constexpr size_t fields = 20, rows = fields + 4, row = 4 + 2 * 4 * 8;  // where they begin

inline flowers learnt(size_t samples) {
  flowers model;
  for (size_t i = 0; i < samples; ++i) {
    const auto y = static_cast<iris::label>(iris::training_labels[i]);
    if (!model.partial_fit(iris::training[i], y)) return flowers{};
  }
  return model;
}
inline bytes blob_of(const flowers& model) {
  bytes out(size);
  const mote::status saved = mote::save(model, mote::span<uint8_t>{out.data(), out.size()});
  return saved ? out : bytes{};
}
inline bool same(const flowers& a, const flowers& b) { return blob_of(a) == blob_of(b); }

inline void put(bytes& to, size_t at, uint32_t word) {
  for (size_t i = 0; i < 4; ++i) to[at + i] = static_cast<uint8_t>(word >> (8 * i));
}
/// With the checksum at the end that the bytes before it have: an attacker's, not an accident.
inline bytes sealed(bytes of) {
  mote::crc32 crc;
  crc.add(of.data(), of.size() - 4);
  put(of, of.size() - 4, crc.value());
  return of;
}

/// A copy of exactly these bytes, so that the address sanitizer sees a read beyond.
class exactly {
 public:
  explicit exactly(const bytes& of) : copy_{new uint8_t[of.size()]}, size_{of.size()} {
    std::copy(of.begin(), of.end(), copy_.get());
  }
  const uint8_t* data() const { return copy_.get(); }
  mote::span<const uint8_t> view() const { return {copy_.get(), size_}; }

 private:
  std::unique_ptr<uint8_t[]> copy_;
  size_t size_;
};
inline mote::status_code restored(flowers& model, const bytes& from) {
  return mote::restore(model, exactly{from}.view()).code();
}

/// Answers of any sample are within the classes, and the model learns on.
inline bool answers(flowers model) {
  const float samples[][4] = {{5, 3, 1, 0}, {3e38f, -3e38f, 3e38f, -3e38f}, {0, 0, 0, 0}};
  for (const auto& x : samples) {
    iris::label out{7};
    const mote::status asked = mote::predict(model, x, out);
    if (asked.ok() != model.ready()) return false;
    if (static_cast<unsigned>(out) != 7 && !asked) return false;
    if (asked && static_cast<unsigned>(out) >= 3) return false;
    mote::probabilities_t<flowers> p{};
    mote::scores_t<flowers> sums{};
    if (mote::predict_proba(model, x, p).ok() != model.ready()) return false;
    if (mote::score(model, x, sums).ok() != model.ready()) return false;
  }
  const iris::label y{1};
  const uint32_t before = model.samples(y);
  return model.partial_fit(samples[0], y).ok() && model.ready() && model.samples(y) >= before;
}

/// What save writes of a model that was restored from `blob`: rows that are not in use are zero.
inline bytes as_saved(bytes blob) {
  blob.resize(size);
  const size_t used = std::min<size_t>(blob[fields], flowers::classes);
  std::fill(blob.begin() + static_cast<long>(rows + used * row), blob.end() - 4, uint8_t{});
  return sealed(blob);
}

struct outcome {
  mote::status_code code;
  const char* fault;  // a sentence; nullptr: all that must hold does
};

/// The same for `restore` and for two_slots: `restore(model)` is called once.
template <class Restore>
outcome try_to(const Restore& restore, flowers& model) {
  unsigned char before[sizeof model];
  memcpy(before, static_cast<const void*>(&model), sizeof model);
  const mote::status_code code = restore(model);
  if (code != mote::status_code::ok) {
    const bool kept = memcmp(before, static_cast<const void*>(&model), sizeof model) == 0;
    return {code, kept ? nullptr : "was refused, and changed the model"};
  }
  return {code, answers(model) ? nullptr : "was accepted, and does not answer or learn"};
}

/// Any bytes into `restore`.
inline outcome restore_any(const bytes& blob) {
  flowers model = learnt(20);
  outcome got = try_to([&](flowers& into) { return restored(into, blob); }, model);
  if (got.code != mote::status_code::ok || got.fault != nullptr) return got;
  if (blob_of(model) != as_saved(blob)) got.fault = "was accepted, and is saved as other bytes";
  return got;
}

/// Any bytes in two places; then one more save, which must be what the next start finds.
inline outcome restore_any(const bytes& first, const bytes& second) {
  using view = mote::span<const uint8_t, slots::size>;
  using place = mote::array<uint8_t, slots::size>;
  bytes places[2] = {first, second};
  for (bytes& of : places) of.resize(slots::size);
  const auto start = [&](slots& two, flowers& into) {
    const exactly a{places[0]}, b{places[1]};
    return two.restore(into, view{a.data()}, view{b.data()}).code();
  };
  slots two;
  flowers model = learnt(20);
  outcome got = try_to([&](flowers& into) { return start(two, into); }, model);
  if (got.fault != nullptr) return got;
  if (got.code == mote::status_code::ok) {
    const bytes saved = blob_of(model);
    const bool found = std::any_of(places, places + 2, [&](const bytes& of) {
      return saved == as_saved({of.begin() + 4, of.begin() + 4 + size});
    });
    if (!found) return {got.code, "were accepted, and the state is that of neither place"};
  }
  place image{};
  const int where = two.save(model, image);
  places[where].assign(image.begin(), image.end());
  slots next;
  flowers again;
  if (start(next, again) != mote::status_code::ok || !same(again, model)) {
    return {got.code, "took one more save, which the next start does not find"};
  }
  return got;
}

}  // namespace states
