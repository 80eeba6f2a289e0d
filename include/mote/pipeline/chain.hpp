// chain.hpp - a whole pipeline as one object: samples in, decisions out. Floor 4.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/block/misfit.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../feature/frame.hpp"
#include "detail/places.hpp"
#include "detail/order.hpp"
#include "detail/run.hpp"
#include "stage.hpp"

namespace mote {

/// Stages in their order:
///   any number of samples  filters that take and give a sample, one of its own for each channel
///   frame<...>             one
///   a stage of windows     features of a window
///   any number of rows     select_columns, scale_columns, cast_columns, ...
///   any number of decisions  classify<model>, class_probabilities<model>, what smooths and rejects
///
///   mote::chain<mote::frame<int16_t, 128, 64, 3>, features, mote::classify<activity::model>,
///               mote::majority<activity::label, 5, 4>> pipeline;
///   while (pipeline.push(fifo)) act(pipeline.decision());
///
/// Stages with settings are given to the constructor, all of them in their order.
///
/// Shape    each stage takes what the one before gives, or it does not compile
/// State    sizeof: the window, the filters' state, the row of features, and one place for what the
///          stages work in and the rows between them; a stage without members takes nothing
/// Time     that of its stages: the work of a window is done by the push that completes it
/// Errors   none: what fits runs. Blocks of any length give the same decisions
template <class... Stages>
class chain {
  static constexpr size_t frame_at = detail::pipeline::frame_among<Stages...>();
  static_assert(frame_at < sizeof...(Stages),
                "chain: exactly one of its stages is a mote::frame, which cuts windows");
  using order = detail::pipeline::order<Stages...>;

 public:
  using input_type = typename order::sample;

  constexpr chain() noexcept : parts_{} {}
  constexpr explicit chain(const Stages&... stages) noexcept : parts_{stages...} {}

  /// Takes samples from the front of the span, interleaved and of any number, no more than give a
  /// decision. True where they do; false when all are taken.
  bool push(span<const input_type>& samples) noexcept { return parts_.push(samples); }
  bool push(span<input_type>& samples) noexcept {
    span<const input_type> rest = samples;
    const bool complete = parts_.push(rest);
    samples = samples.last(rest.size());
    return complete;
  }
  /// One sample, the next of its row.
  bool push(input_type x) noexcept {
    span<const input_type> one{&x, 1};
    return parts_.push(one);
  }
  template <class Block, traits::if_misfit<traits::becomes<
                             Block, input_type, span<const input_type>&, span<input_type>&>> = 0>
  bool push(Block&& block) noexcept {
    return typename order::frame_type{}.push(
        static_cast<Block&&>(block));  // refuses it with a sentence
  }

  /// What the last stage gave for the window that the last push completed: a label, a value of a
  /// regression, or an array of probabilities.
  constexpr const auto& decision() const noexcept {
    static_assert(order::decides,
                  "chain: its last stage gives a row of features and no decision: ask features(), "
                  "or add mote::classify<model>");
    return parts_.decision();
  }
  /// What the last stage gave that gives an array for each class: smoothed, where one smooths it.
  constexpr const auto& probabilities() const noexcept {
    static_assert(order::has_probabilities,
                  "chain: none of its stages gives probabilities: take "
                  "mote::class_probabilities<model> and mote::likeliest for mote::classify<model>");
    return parts_.probabilities();
  }
  /// The row that the model was given; true until the next push that completes a window.
  constexpr const auto& features() const noexcept { return parts_.features(); }

  /// The sensor lost `rows` rows, 1 to 2^30: windows over them are skipped. Filters before the
  /// frame go on as if there was no gap.
  constexpr void lose(uint32_t rows) noexcept {
    static_assert(order::keeps_rate,
                  "chain: a stage before the frame changes the rate, so that lost rows cannot be "
                  "counted: call reset()");
    parts_.lose(rows);
  }
  /// Windows that were skipped.
  constexpr uint32_t skipped() const noexcept { return parts_.windows().skipped(); }

  /// Behaves as if newly built.
  constexpr void reset() noexcept { parts_.reset(); }

 private:
  detail::pipeline::parts<frame_at, Stages...> parts_;
};

}  // namespace mote
