// The state of a model of integers: saved, checked and restored without floating point.
#include "mote/model/state.hpp"

struct counts {
  static constexpr char family[] = "counts";
  mote::bounded<uint16_t, 5> seen{};
  mote::array<int32_t, 3> sums{};
  int8_t least = 0;

  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(seen, sums, least);
  }
};
constexpr size_t size = mote::state_size<counts>;

mote::status keep(const counts& model, uint8_t (&bytes)[size]);
mote::status keep(const counts& model, uint8_t (&bytes)[size]) { return mote::save(model, bytes); }
mote::status start(counts& model, const uint8_t (&bytes)[size]);
mote::status start(counts& model, const uint8_t (&bytes)[size]) {
  return mote::restore(model, bytes);
}
