// A pipeline with float columns before its model, as firmware calls it.
#include "small_trees.hpp"
#include "mote/mote.hpp"

namespace small_trees {

inline constexpr auto weighed = model<float, uint8_t, false>(soft<uint8_t>(55, 255), 0, 2);
inline constexpr mote::array<float, 3> offset{{10.0f, -3.0f, 0.5f}}, scale{{0.5f, 2.0f, 0.125f}};
inline constexpr mote::confidence<float> sure{};

struct float_features {
  using input_type = int16_t;
  using output_type = int32_t;
  static constexpr size_t rows = 16, channels = 3, features = 3;
  struct scratch {};
  static void process(const mote::frame_view<int16_t, 16, 3>& in, mote::span<int32_t, 3> out,
                      scratch&) {
    for (size_t c = 0; c < 3; ++c) out[c] = in(0, c) - in(15, c);
  }
};

using pipeline =
    mote::chain<mote::frame<int16_t, 16, 8, 3>, float_features,
                mote::scale_columns<int32_t, offset, scale>, mote::class_probabilities<weighed>,
                mote::smooth_probabilities<float, 3>, mote::likeliest_if<sure, label::c, float, 3>>;

/// Whole numbers as floats, as they stand beside floats.
using as_floats = mote::cast_features<float_features, float>;
void features(const mote::frame_view<int16_t, 16, 3>& in, mote::span<float, 3> out) {
  as_floats::scratch room;
  as_floats::process(in, out, room);
}

bool decides(pipeline& all, mote::span<const int16_t> block, label& out) {
  if (!all.push(block)) return false;
  out = all.probabilities()[0] > 0.5f ? all.decision() : label::a;
  return true;
}

inline constexpr mote::hysteresis<float> fall{0.8f, 0.5f};
using falls = mote::on_or_off<fall, label, float>;
label held(falls& stage, const mote::array<float, 2>& p) { return stage(p); }

}  // namespace small_trees
