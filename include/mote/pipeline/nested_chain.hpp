// nested_chain.hpp - rows of features as the samples of a second chain. Floor 4.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/array.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "chain.hpp"

namespace mote {

namespace detail::pipeline {

template <class Chain>
struct stages_of {
  static_assert(traits::never<Chain>, "nested_chain: both of its parts are a mote::chain");
};
template <class... Stages>
struct stages_of<chain<Stages...>> : order<Stages...> {
  static constexpr size_t channels = order<Stages...>::frame_type::output_type::channels();
};

}  // namespace detail::pipeline

/// Features of several frames in one window, as sound wants them: `Rows`, a chain that ends in a
/// row of features, makes one of each short frame; each is a row of samples for `Decisions`, whose
/// own frame has as many channels. No sample is kept for longer than the short frame needs it.
///
///   using rows = mote::chain<mote::frame<int16_t, 512, 256>, mote::mfcc_features<...>,
///                            mote::cast_columns<int32_t, int16_t, 13>>;
///   using decisions = mote::chain<mote::frame<int16_t, 31, 16, 13>, mote::window_statistics<...>,
///                                 mote::classify<sound::model>>;
///   mote::nested_chain<rows, decisions> pipeline;
///   while (pipeline.push(fifo)) act(pipeline.decision());
///
/// Chains with settings are given to the constructor.
///
/// Shape    31 frames of 512 samples, 256 from one to the next, are a window of 512 + 30 * 256
/// State    sizeof: both chains and 4 bytes
/// Time     that of their stages; a push that completes a frame does the work of its row
/// Errors   none, as of a chain
template <class Rows, class Decisions>
class nested_chain {
  using inner = detail::pipeline::stages_of<Rows>;
  using outer = detail::pipeline::stages_of<Decisions>;
  static_assert(!inner::decides,
                "nested_chain: the first chain ends in a row of features, without a model");
  using row = typename inner::plan::last_row;
  static_assert(traits::same<array<typename outer::sample, outer::channels>, row>,
                "nested_chain: the second chain takes the rows of the first: a frame of the same "
                "type, with a channel for each feature");

 public:
  using input_type = typename Rows::input_type;

  constexpr nested_chain() noexcept = default;
  constexpr nested_chain(const Rows& rows, const Decisions& decisions) noexcept
      : rows_{rows}, decisions_{decisions} {}

  /// As chain: takes samples from the front of the span, no more than give a decision.
  bool push(span<const input_type>& samples) noexcept {
    while (rows_.push(samples)) {
      if (take()) return true;
    }
    return false;
  }
  bool push(span<input_type>& samples) noexcept {
    span<const input_type> rest = samples;
    const bool complete = push(rest);
    samples = samples.last(rest.size());
    return complete;
  }
  bool push(input_type x) noexcept { return rows_.push(x) && take(); }
  template <class Block, traits::if_misfit<traits::becomes<
                             Block, input_type, span<const input_type>&, span<input_type>&>> = 0>
  bool push(Block&& block) noexcept {
    return rows_.push(static_cast<Block&&>(block));  // refuses it with a sentence
  }

  constexpr const auto& decision() const noexcept { return decisions_.decision(); }
  constexpr const auto& probabilities() const noexcept { return decisions_.probabilities(); }
  /// The row that the model was given.
  constexpr const auto& features() const noexcept { return decisions_.features(); }

  /// The sensor lost `rows` rows, 1 to 2^30: windows over them are skipped.
  constexpr void lose(uint32_t rows) noexcept { rows_.lose(rows); }
  /// Windows that were skipped: counted when the first frame behind the gap is complete.
  constexpr uint32_t skipped() const noexcept { return decisions_.skipped(); }

  /// Behaves as if newly built.
  constexpr void reset() noexcept {
    rows_.reset();
    decisions_.reset();
    lost_ = 0;
  }

 private:
  /// True where the row that is there completes a window of rows.
  bool take() noexcept {
    if (const uint32_t lost = rows_.skipped(); lost != lost_) {
      decisions_.lose(lost - lost_);
      lost_ = lost;
    }
    span<const typename row::value_type> samples{rows_.features()};
    return decisions_.push(samples);
  }

  Rows rows_{};
  Decisions decisions_{};
  uint32_t lost_ = 0;  // frames that the second chain knows of
};

}  // namespace mote
