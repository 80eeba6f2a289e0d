// pipeline_cost.cpp - a pipeline of windows, to be counted on a chip: chip/measure.py compiles it.
//
// model.hpp is the user's header, NAMESPACE its namespace, and PART how much of it runs: 0 the
// frame, 1 filters before it, 2 the features as well, 3 whether they are near a class, 4 the whole
// way to a decision, with -DUNROLLED its model as code. FILTERS is how many filters there are.
// rows.inc has windows of raw samples, of ROWS rows. Where these are windows of frames, FRAME is
// the rows of a frame and FRAME_HOP those to the next; each window is then counted from a fresh
// start.
#include "model.hpp"
//
#include "harness.hpp"

namespace {

namespace m = NAMESPACE;
using features = m::parts::features;
using sample = m::pipeline::input_type;
constexpr size_t rows = ROWS, channels = CHANNELS;

struct window {
  sample samples[rows * channels];
};

BENCH_IN_FLASH const window windows[] = {
#include "rows.inc"
};
constexpr uint32_t count = sizeof windows / sizeof(window);

#ifdef FRAME
constexpr size_t frames = 1 + (rows - FRAME) / FRAME_HOP, hop = frames * FRAME_HOP;
using frame = mote::frame<sample, FRAME, FRAME_HOP, channels>;
#else
constexpr size_t hop = rows;
using frame = mote::frame<sample, rows, rows, channels>;
#endif

/// Ends a chain behind its frame, for the cost of a sample.
struct first_sample {
  using input_type = sample;
  using output_type = sample;
  static constexpr size_t rows = frame::output_type::size(), channels = ::channels, features = 1;
  struct scratch {};
  static void process(const mote::frame_view<sample, rows, channels>& in, mote::span<sample, 1> out,
                      scratch&) noexcept {
    out[0] = in(0, 0);
  }
};

/// In place of filters: what comes one by one is not copied by the block.
struct same {
  using input_type = sample;
  using output_type = sample;
  constexpr sample operator()(sample x) const noexcept { return x; }
};

/// What a chain has up to its frame, and then a stage of windows.
template <class Stage, class Chain, class... Filters>
struct until_frame;
template <class Stage, class Next, class... Rest, class... Filters>
struct until_frame<Stage, mote::chain<Next, Rest...>, Filters...>
    : until_frame<Stage, mote::chain<Rest...>, Filters..., Next> {};
template <class Stage, class... Rest, class... Filters>
struct until_frame<Stage, mote::chain<frame, Rest...>, Filters...> {
  using type = mote::chain<Filters..., frame, Stage>;
};
template <class Stage, class Chain>
using from_samples = typename until_frame<Stage, Chain>::type;

#if PART == 3
/// What a chain has up to its only_if, and of that the question.
template <class Chain, class... Before>
struct until_near;
template <class Next, class... Rest, class... Before>
struct until_near<mote::chain<Next, Rest...>, Before...>
    : until_near<mote::chain<Rest...>, Before..., Next> {};
template <const auto& Near, auto Unknown, class... Stages, class... Rest, class... Before>
struct until_near<mote::chain<mote::only_if<Near, Unknown, Stages...>, Rest...>, Before...> {
  struct is_near {
    using input_type = typename mote::only_if<Near, Unknown, Stages...>::input_type;
    using output_type = bool;
    constexpr bool operator()(const input_type& row) const noexcept { return Near(row); }
  };
  using type = mote::chain<Before..., is_near>;
};
#ifdef FRAME
template <class Rows, class Decisions>
struct until_near<mote::nested_chain<Rows, Decisions>> {
  using type = mote::nested_chain<Rows, typename until_near<Decisions>::type>;
};
#endif
#endif

#ifdef FRAME
using first_part = from_samples<first_sample, m::parts::rows>;
using frame_of_rows = mote::frame<features::input_type, frames, frames, features::channels>;
using two_parts = mote::nested_chain<m::parts::rows, mote::chain<frame_of_rows, features>>;
#else
using first_part = from_samples<first_sample, m::pipeline_by<rows>>;
using two_parts = from_samples<features, m::pipeline_by<rows>>;
#endif

#if PART == 0 && FILTERS > 0
mote::chain<same, frame, first_sample> all;
#elif PART == 0
mote::chain<frame, first_sample> all;
#elif PART == 1
first_part all;
#elif PART == 2
two_parts all;
#elif PART == 3
until_near<m::pipeline_by<hop>>::type all;
#elif defined UNROLLED
m::pipeline_by<hop, mote::model_as::code> all;
#else
m::pipeline_by<hop> all;
#endif

[[gnu::always_inline]] inline auto answer() {
#if PART < 3
  return all.features()[0];
#else
  return all.decision();
#endif
}

using answer_type = mote::traits::remove_cvref_t<decltype(answer())>;
BENCH_IN_RAM volatile answer_type result;

[[gnu::noinline]] void take(const window& x) {
#ifdef FRAME
  all.reset();
#endif
  mote::span<const sample> samples{x.samples};
  while (all.push(samples)) result = answer();
}

uint32_t number(float) { return 0; }  // may differ in its last bit: not compared
template <class Label>
uint32_t number(Label label) {
  return static_cast<uint32_t>(label);
}

}  // namespace

namespace bench {

BENCH_IN_RAM window probe;  // others might write to it, for all that the compiler knows

const uint32_t units = count;

void kernel() {
  for (uint32_t i = 0; i < count; ++i) take(at(windows[i]));
}

#ifdef __AVR__
void idle() {
  for (uint32_t i = 0; i < count; ++i) at(windows[i]);
}
#endif

void once() { take(probe); }

/// The same for the same decisions.
int32_t check() {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < count; ++i) {
    take(at(windows[i]));
    sum = sum * 31 + number(static_cast<answer_type>(result)) + 1;
  }
  return static_cast<int32_t>(sum);
}

}  // namespace bench
