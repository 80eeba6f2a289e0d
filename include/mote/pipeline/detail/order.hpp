// order.hpp - which stage of a chain takes what, and the sentences for what does not fit. Floor 4.
#pragma once

#include <stddef.h>

#include "../../core/array.hpp"
#include "../../core/traits.hpp"
#include "../../feature/frame.hpp"
#include "../stage.hpp"
#include "places.hpp"

namespace mote::detail::pipeline {

template <class Stage>
inline constexpr bool is_frame = false;
template <class Sample, size_t N, size_t Hop, size_t Channels>
inline constexpr bool is_frame<mote::frame<Sample, N, Hop, Channels>> = true;

template <class... Stages>
constexpr size_t frame_among() noexcept {
  size_t before = 0, frames = 0;
  (static_cast<void>((frames += is_frame<Stages> ? 1 : 0) == 0 ? ++before : before), ...);
  return frames == 1 ? before : sizeof...(Stages);
}

/// Both names stand in a compiler's error: what the stages before give, and the stage.
template <class Given, class Stage, bool Fits>
struct fits {
  static_assert(Fits,
                "chain: a stage must take exactly what the one before it gives: the same sample "
                "type, and as many rows, channels or features");
  static constexpr bool done = true;
};
template <class Stage>
struct unknown {
  static_assert(traits::never<Stage>,
                "chain: behind the frame come one stage of windows, then stages of rows, then "
                "stages of decisions: this stage is none of them, or out of order");
};

template <class T>
inline constexpr bool is_array = !traits::same<typename traits::viewed<T>::element, void>;

/// Decisions, one from the other. `probabilities` is the last array before the last of them.
template <class Given, class Probabilities, class... Stages>
struct decisions {
  using last = Given;
  using probabilities = traits::choose_t<is_array<Given>, void, Probabilities>;
};
template <class Given, class Probabilities, class Stage, class... Rest>
struct next_decision {
  using output = typename Stage::output_type;
  using type =
      decisions<output, traits::choose_t<is_array<output>, output, Probabilities>, Rest...>;
};
template <class Given, class Probabilities, class Stage, class... Rest>
struct decisions<Given, Probabilities, Stage, Rest...> {
  static_assert(fits<Given, Stage, traits::same<Given, typename Stage::input_type>>::done);
  using next = typename next_decision<Given, Probabilities, Stage, Rest...>::type;
  using last = typename next::last;
  using probabilities = typename next::probabilities;
};

enum class kind { row, decision, other };
template <class Stage>
inline constexpr kind kind_of = is_row_stage<Stage>      ? kind::row
                                : is_sample_stage<Stage> ? kind::decision
                                                         : kind::other;

/// Rows, one from the other, in two places by turns; then decisions.
template <kind Kind, class Row, class Here, class There, class... Stages>
struct rows_of;
template <class Row, class Here, class There, class... Stages>
struct rows_then {
  using last_row = Row;
  using here = Here;
  using there = There;
  static constexpr size_t count = 0;
  using decided = void;
  using probabilities = void;
};
template <class Row, class Here, class There, class Stage, class... Rest>
struct rows_then<Row, Here, There, Stage, Rest...>
    : rows_of<kind_of<Stage>, Row, Here, There, Stage, Rest...> {};

template <class Row, class Here, class There, class Stage, class... Rest>
struct rows_of<kind::row, Row, Here, There, Stage, Rest...> {
  static_assert(
      fits<Row, Stage, traits::same<Row, array<typename Stage::input_type, Stage::inputs>>>::done);
  using row = array<typename Stage::output_type, Stage::features>;
  using next = rows_then<row, also_t<There, row>, Here, Rest...>;  // the places change sides
  using last_row = typename next::last_row;
  using here = typename next::there;
  using there = typename next::here;
  static constexpr size_t count = next::count + 1;
  using decided = typename next::decided;
  using probabilities = typename next::probabilities;
};
template <class Row, class Here, class There, class Stage, class... Rest>
struct rows_of<kind::decision, Row, Here, There, Stage, Rest...> {
  using all = decisions<Row, void, Stage, Rest...>;
  using last_row = Row;
  using here = Here;
  using there = There;
  static constexpr size_t count = 0;
  using decided = typename all::last;
  using probabilities = typename all::probabilities;
};
template <class Row, class Here, class There, class Stage, class... Rest>
struct rows_of<kind::other, Row, Here, There, Stage, Rest...> : unknown<Stage> {
  using last_row = Row;
  using here = Here;
  using there = There;
  static constexpr size_t count = 0;
  using decided = void;
  using probabilities = void;
};

/// What takes a window: the stage behind the frame, which works where the second row will lie.
template <class View, class Stage, class... Rest>
struct from_window {
  static constexpr bool fitting() noexcept {
    if constexpr (is_window_stage<Stage>) {
      return traits::same<View,
                          frame_view<typename Stage::input_type, Stage::rows, Stage::channels>>;
    } else {
      return false;
    }
  }
  static_assert(fits<View, Stage, fitting()>::done);
  using first_row = array<typename Stage::output_type, Stage::features>;
  using scratch = typename Stage::scratch;
  using place = traits::choose_t<holds_nothing<scratch>(), shared<>, shared<scratch>>;
  using plan = rows_then<first_row, shared<first_row>, place, Rest...>;
  static constexpr bool keeps_rate = true;
};

/// From the first stage on: samples until the frame.
template <class Given, bool IsFrame, class Stage, class... Rest>
struct from_sample {
  static_assert(fits<Given, Stage, traits::same<Given, typename Stage::input_type>>::done);
  static_assert(fits < Given, Stage, is_sample_stage<Stage> || is_block_stage < Stage >> ::done);
};
template <class Given, class Stage, class... Rest>
struct from_sample<Given, true, Stage, Rest...>
    : from_window<typename Stage::output_type, Rest...> {
  static_assert(fits<Given, Stage, traits::same<Given, typename Stage::input_type>>::done);
  using frame_type = Stage;
};
template <class Given, class Stage, class Next, class... Rest>
struct from_sample<Given, false, Stage, Next, Rest...>
    : from_sample<typename Stage::output_type, is_frame<Next>, Next, Rest...> {
  static_assert(fits<Given, Stage, traits::same<Given, typename Stage::input_type>>::done);
  static_assert(fits < Given, Stage, is_sample_stage<Stage> || is_block_stage < Stage >> ::done);
  static constexpr bool keeps_rate =
      is_sample_stage<Stage> &&
      from_sample<typename Stage::output_type, is_frame<Next>, Next, Rest...>::keeps_rate;
};

template <class First, class... Rest>
struct order : from_sample<typename First::input_type, is_frame<First>, First, Rest...> {
  using base = from_sample<typename First::input_type, is_frame<First>, First, Rest...>;
  using sample = typename First::input_type;
  using decided = typename base::plan::decided;
  static constexpr bool decides = !traits::same<decided, void>;
  static constexpr bool keeps_probabilities =
      !traits::same<typename base::plan::probabilities, void>;
  static constexpr bool has_probabilities = keeps_probabilities || is_array<decided>;
};

}  // namespace mote::detail::pipeline
