// A pipeline of integers, as firmware calls it: no floating point, and no division of 64 bits.
#include "small_trees.hpp"
#include "mote/mote.hpp"

namespace small_trees {

inline constexpr mote::hard_vote<label, 3, 3> majority_of_trees{};
inline constexpr auto decided = model<int16_t, uint8_t, false>(majority_of_trees, 0, 2);
inline constexpr mote::array<uint8_t, 3> used{{5, 0, 3}};
inline constexpr mote::array<int16_t, 3> missing{{-1, 0, -32768}}, instead{{7, 0, 9}};
using replaces = mote::replace_columns<int16_t, missing, instead>;
inline constexpr mote::prepared<decided, replaces> filled{};
inline constexpr mote::array<uint8_t, 3> places{{1, 0, 1}};
inline constexpr int16_t absent = -32768;
using sides = mote::sided_columns<int16_t, 3, places, instead, absent>;
inline constexpr mote::prepared<decided, sides> sided{};

struct ends {
  using input_type = int16_t;
  using output_type = int32_t;
  static constexpr size_t rows = 16, channels = 3, features = 6;
  struct scratch {
    int16_t series[16];
  };
  static void process(const mote::frame_view<int16_t, 16, 3>& in, mote::span<int32_t, 6> out,
                      scratch& s) {
    for (size_t c = 0; c < 3; ++c) {
      in.copy(c, mote::span<int16_t, 16>{s.series});
      out[2 * c] = s.series[0];
      out[2 * c + 1] = s.series[15];
    }
  }
};

template <mote::model_as Way>
using pipeline =
    mote::chain<mote::median<int16_t, 3>, mote::frame<int16_t, 16, 8, 3>, ends,
                mote::select_columns<int32_t, 6, used>, mote::cast_columns<int32_t, int16_t, 3>,
                mote::classify<decided, Way>, mote::majority<label, 3, 3>>;

// Constants as a converted model has them: no double in a chip's object.
inline constexpr mote::near_classes<int16_t, 3, 1> near{
    {{{{{100u << 4, 40000, 4, 0}, {0u - (50u << 3), 39000, 3, 0}, {70, 65535, 0, 0}}}}},
    {{{-10, 220}, {-200, 300}, {-32768, 65535}}}};
using known_pipeline =
    mote::chain<mote::frame<int16_t, 16, 8, 3>, ends, mote::select_columns<int32_t, 6, used>,
                mote::cast_columns<int32_t, int16_t, 3>,
                mote::only_if<near, label::c, mote::classify<decided>>,
                mote::majority<label, 3, 3>>;
label run(known_pipeline& all, mote::span<const int16_t> block) {
  label out{};
  while (all.push(block)) out = all.decision();
  all.reset();
  return out;
}

template <mote::model_as Way>
label run(pipeline<Way>& all, mote::span<const int16_t> block) {
  all.lose(2);
  label out{};
  while (all.push(block)) out = all.decision();
  if (all.push(block[0]) && all.features()[0] > 3) all.reset();
  return all.skipped() > 5 ? label::a : out;
}
template label run(pipeline<mote::model_as::table>&, mote::span<const int16_t>);
template label run(pipeline<mote::model_as::code>&, mote::span<const int16_t>);

inline constexpr mote::array<uint8_t, 3> first_three{{0, 1, 2}}, last_three{{3, 4, 5}};
using six_axes = mote::join_features<mote::on_channels<ends, 6, first_three>,
                                     mote::on_channels<ends, 6, last_three>>;
void features(const mote::frame_view<int16_t, 16, 6>& in, mote::span<int32_t, 12> out) {
  six_axes::scratch room;
  six_axes::process(in, out, room);
}

/// The last of four rows.
struct ends_of_rows {
  using input_type = int16_t;
  using output_type = int16_t;
  static constexpr size_t rows = 4, channels = 3, features = 3;
  struct scratch {};
  static void process(const mote::frame_view<int16_t, 4, 3>& in, mote::span<int16_t, 3> out,
                      scratch&) {
    for (size_t c = 0; c < 3; ++c) out[c] = in(3, c);
  }
};
using nested = mote::nested_chain<
    mote::chain<mote::frame<int16_t, 16, 8, 3>, ends, mote::select_columns<int32_t, 6, used>,
                mote::cast_columns<int32_t, int16_t, 3>>,
    mote::chain<mote::frame<int16_t, 4, 2, 3>, ends_of_rows, mote::class_probabilities<decided>,
                mote::likeliest<label, uint16_t, 3>>>;
label run_nested(nested& all, mote::span<const int16_t> block) {
  all.lose(2);
  label out{};
  while (all.push(block)) out = all.probabilities()[0] > 9 ? all.decision() : label::b;
  if (all.push(block[0]) && all.features()[0] > 3) all.reset();
  return all.skipped() > 5 ? label::a : out;
}

using likely = mote::likeliest<label, uint16_t, 3>;
label fill_and_decide(const mote::array<int16_t, 3>& x) { return mote::predict<filled>(x); }
label side_and_decide(const mote::array<int16_t, 3>& x);
label side_and_decide(const mote::array<int16_t, 3>& x) { return mote::predict(sided, x); }
label most(const mote::array<uint16_t, 3>& p) { return likely{}(p); }

inline constexpr mote::hysteresis<uint16_t> fall{26214, 16384};
using falls = mote::on_or_off<fall, label, uint16_t>;
label held(falls& stage, const mote::array<uint16_t, 2>& p) {
  const label out = stage(p);
  if (out == label::c) stage.reset();
  return out;
}

}  // namespace small_trees
