// stage.hpp - what a stage of a pipeline is: one verb an idea, and how to ask for it. Floor 4.
//
// A stage takes elements of input_type and gives elements of output_type. It has one of these:
//   operator()(x) -> y    a sample for a sample; process(in, out) is then the same by the block
//   process(in, out)      a block for a block; where the length changes, outputs(n) says to what
//   add(x), add(span)     an accumulator: results are asked for by their own names
//   push(x) -> bool       a frame: true where the sample completes one
//   process(window, out, scratch)
//                         a window of a frame for a row of features: the shape is part of the type
//   process(row, row)     a row of features for another: likewise
// and reset(), after which it behaves as if newly built, unless it remembers nothing.
#pragma once

#include <stddef.h>

#include "../core/block/frame_view.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"

namespace mote {

/// True where Stage gives a sample for a sample.
template <class Stage, class = void>
inline constexpr bool is_sample_stage = false;
template <class Stage>
inline constexpr bool
    is_sample_stage<Stage, decltype(void(typename Stage::output_type(traits::declared<Stage&>()(
                               traits::declared<typename Stage::input_type>()))))> = true;

/// True where Stage gives a block for a block.
template <class Stage, class = void>
inline constexpr bool is_block_stage = false;
template <class Stage>
inline constexpr bool
    is_block_stage<Stage, decltype(void(traits::declared<Stage&>().process(
                              traits::declared<span<const typename Stage::input_type>>(),
                              traits::declared<span<typename Stage::output_type>>())))> = true;

/// True where Stage sums samples up.
template <class Stage, class = void>
inline constexpr bool is_accumulator = false;
template <class Stage>
inline constexpr bool
    is_accumulator<Stage, decltype(void(traits::declared<Stage&>().add(
                              traits::declared<span<const typename Stage::input_type>>())))> = true;

/// True where Stage collects samples into frames.
template <class Stage, class = void>
inline constexpr bool is_framer = false;
template <class Stage>
inline constexpr bool is_framer<Stage, decltype(void(bool(traits::declared<Stage&>().push(
                                           traits::declared<typename Stage::input_type>()))))> =
    true;

/// True where Stage makes a row of features of a window. Such a stage says
///   input_type, rows, channels    the window: frame_view<input_type, rows, channels>
///   output_type, features         the row: span<output_type, features>
///   scratch                       what it works in, an aggregate: stages of a chain share one
template <class Stage, class = void>
inline constexpr bool is_window_stage = false;
template <class Stage>
inline constexpr bool is_window_stage<
    Stage,
    decltype(void(traits::declared<Stage&>().process(
        traits::declared<frame_view<typename Stage::input_type, Stage::rows, Stage::channels>>(),
        traits::declared<span<typename Stage::output_type, Stage::features>>(),
        traits::declared<typename Stage::scratch&>())))> = true;

/// True where Stage makes a row of features of another: span<const input_type, inputs> to
/// span<output_type, features>.
template <class Stage, class = void>
inline constexpr bool is_row_stage = false;
template <class Stage>
inline constexpr bool is_row_stage<
    Stage, decltype(void(traits::declared<Stage&>().process(
               traits::declared<span<const typename Stage::input_type, Stage::inputs>>(),
               traits::declared<span<typename Stage::output_type, Stage::features>>())))> = true;

/// True for every stage.
template <class Stage>
inline constexpr bool is_stage =
    is_sample_stage<Stage> || is_block_stage<Stage> || is_accumulator<Stage> || is_framer<Stage> ||
    is_window_stage<Stage> || is_row_stage<Stage>;

namespace detail::pipeline {
template <class Stage, class = void>
inline constexpr bool changes_rate = false;
template <class Stage>
inline constexpr bool
    changes_rate<Stage, decltype(void(traits::declared<const Stage&>().outputs(size_t{})))> = true;
}  // namespace detail::pipeline

/// How many elements the next `inputs` elements give: as many, unless the stage changes the rate.
template <class Stage>
constexpr size_t outputs(const Stage& stage, size_t inputs) noexcept {
  static_assert(is_block_stage<Stage>, "outputs() asks a stage that has process(in, out)");
  if constexpr (detail::pipeline::changes_rate<Stage>) {
    return stage.outputs(inputs);
  } else {
    return inputs;
  }
}

}  // namespace mote
