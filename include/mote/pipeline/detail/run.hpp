// run.hpp - the state of a chain, and how a sample goes through it. Floor 4.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"
#include "../../core/expects.hpp"
#include "../../core/span.hpp"
#include "../../core/traits.hpp"
#include "../../feature/frame.hpp"
#include "order.hpp"
#include "places.hpp"

namespace mote::detail::pipeline {

template <class Stage, class = void>
inline constexpr bool forgets = false;
template <class Stage>
inline constexpr bool forgets<Stage, decltype(void(traits::declared<Stage&>().reset()))> = true;

/// A number of its own, where it is needed.
template <bool Needed, size_t Channels>
struct turn {
  constexpr size_t next() noexcept { return 0; }
  constexpr void first() noexcept {}
};
template <size_t Channels>
struct turn<true, Channels> {
  constexpr size_t next() noexcept {
    const size_t now = channel_;
    channel_ = static_cast<count>(now + 1 == Channels ? 0 : now + 1);
    return now;
  }
  constexpr void first() noexcept { channel_ = 0; }

 private:
  using count = traits::smallest_unsigned<Channels>;
  count channel_ = 0;
};

/// What is kept where it is needed: what a stage said last, a place for rows.
template <int Which, class T, bool Needed>
struct held {
  T value{};
};
template <int Which, class T>
struct held<Which, T, false> {};

/// A stage as a part of the chain: once, or before the frame once a channel.
template <bool Once, size_t Channels, size_t At, class Stage>
using part = kept<At, traits::choose_t<Once, Stage, for_each_channel<Stage, Channels>>>;

template <class Numbers, size_t FrameAt, class... Stages>
class parts_in_order;

template <size_t... At, size_t FrameAt, class... Stages>
class parts_in_order<traits::indices<At...>, FrameAt, Stages...>
    : part<(At >= FrameAt), order<Stages...>::frame_type::output_type::channels(), At, Stages>...,
      turn<FrameAt != 0, order<Stages...>::frame_type::output_type::channels()>,
      held<0, typename order<Stages...>::plan::here, true>,
      held<1, typename order<Stages...>::plan::there, !order<Stages...>::plan::there::empty>,
      held<2, typename order<Stages...>::plan::decided, order<Stages...>::decides>,
      held<3, typename order<Stages...>::plan::probabilities,
           order<Stages...>::keeps_probabilities> {
  using all = order<Stages...>;
  using plan = typename all::plan;
  using channel_turn = turn<FrameAt != 0, all::frame_type::output_type::channels()>;
  template <size_t I>
  using part_at = part<(I >= FrameAt), all::frame_type::output_type::channels(), I,
                       typename stage_at<I, Stages...>::type>;
  using here = held<0, typename plan::here, true>;
  using there = held<1, typename plan::there, !plan::there::empty>;
  using last_decision = held<2, typename plan::decided, all::decides>;
  using last_probabilities = held<3, typename plan::probabilities, all::keeps_probabilities>;

 public:
  constexpr parts_in_order() noexcept : part_at<At>{}... {}
  constexpr explicit parts_in_order(const Stages&... stages) noexcept : part_at<At>{stages}... {}

  bool push(span<const typename all::sample>& samples) noexcept {
    if constexpr (FrameAt == 0) {
      if (!stage<FrameAt>().push(samples)) return false;
    } else {
      const auto* from = samples.data();
      size_t rest = samples.size();
      bool complete = false;
      for (; rest != 0 && !complete; --rest) complete = filter<0>(*from++, turns().next());
      samples = samples.last(rest);
      if (!complete) return false;
    }
    auto& row = static_cast<here&>(*this).value.template as<typename all::first_row>();
    const auto view = stage<FrameAt>().view();
    const span<typename all::first_row::value_type, all::first_row::size()> out{row};
    if constexpr (holds_nothing<typename all::scratch>()) {
      typename all::scratch nothing;
      stage<FrameAt + 1>().process(view, out, nothing);
    } else {
      stage<FrameAt + 1>().process(
          view, out, static_cast<there&>(*this).value.template as<typename all::scratch>());
    }
    rows<0>(row);
    return true;
  }

  constexpr const auto& features() const noexcept {
    using row = typename plan::last_row;
    if constexpr (plan::count % 2 == 0) {
      return static_cast<const here&>(*this).value.template as<row>();
    } else {
      return static_cast<const there&>(*this).value.template as<row>();
    }
  }
  constexpr const auto& decision() const noexcept {
    return static_cast<const last_decision&>(*this).value;
  }
  constexpr const auto& probabilities() const noexcept {
    if constexpr (all::keeps_probabilities) {
      return static_cast<const last_probabilities&>(*this).value;
    } else {
      return decision();
    }
  }
  constexpr const auto& windows() const noexcept {
    return static_cast<const part_at<FrameAt>&>(*this);
  }
  constexpr void lose(uint32_t rows) noexcept {
    stage<FrameAt>().lose(rows);
    turns().first();
  }
  constexpr void reset() noexcept {
    (reset_stage<At>(), ...);
    turns().first();
  }

 private:
  template <size_t I>
  constexpr auto& stage() noexcept {
    return static_cast<part_at<I>&>(*this);
  }
  constexpr channel_turn& turns() noexcept { return *this; }

  /// True where the sample completes a window.
  template <size_t I, class X>
  bool filter(X x, size_t channel) noexcept {
    if constexpr (I == FrameAt) {
      return stage<I>().push(x);
    } else {
      auto& one = stage<I>().of[channel];
      using type = typename stage_at<I, Stages...>::type;
      if constexpr (is_sample_stage<type>) {
        return filter<I + 1>(one(x), channel);
      } else {  // a decimator: a sample or none
        typename type::output_type y{};
        const size_t filtered = mote::outputs(one, 1);
        MOTE_EXPECTS(filtered <= 1, "a stage before the frame gives no more samples than it takes");
        one.process(span<const X>{&x, 1}, span<typename type::output_type>{&y, filtered});
        return filtered != 0 && filter<I + 1>(y, channel);
      }
    }
  }

  template <size_t I, class Row>
  void rows(const Row& in) noexcept {
    if constexpr (I < plan::count) {
      using next = typename stage_at<FrameAt + 2 + I, Stages...>::type;
      using row = array<typename next::output_type, next::features>;
      using other_place = traits::choose_t<I % 2 == 0, there, here>;
      row& out = static_cast<other_place&>(*this).value.template as<row>();
      stage<FrameAt + 2 + I>().process(in, out);
      rows<I + 1>(out);
    } else if constexpr (all::decides) {
      decide<FrameAt + 2 + I>(in);
    }
  }

  template <size_t I, class X>
  void decide(const X& x) noexcept {
    if constexpr (I == sizeof...(Stages)) {
      static_cast<last_decision&>(*this).value = x;
    } else {
      const typename stage_at<I, Stages...>::type::output_type y = stage<I>()(x);
      if constexpr (all::keeps_probabilities && I + 1 < sizeof...(Stages)) {
        if constexpr (traits::same<traits::remove_cvref_t<decltype(y)>,
                                   typename plan::probabilities>) {
          static_cast<last_probabilities&>(*this).value = y;
        }
      }
      decide<I + 1>(y);
    }
  }

  template <size_t I>
  constexpr void reset_stage() noexcept {
    if constexpr (forgets<typename stage_at<I, Stages...>::type>) {
      if constexpr (I < FrameAt) {
        for (auto& one : stage<I>().of) one.reset();
      } else {
        stage<I>().reset();
      }
    }
  }
};

template <size_t FrameAt, class... Stages>
using parts = parts_in_order<traits::indices_to<sizeof...(Stages)>, FrameAt, Stages...>;

}  // namespace mote::detail::pipeline
