// join.hpp - features of several kinds of one window, and of some of its channels. Floor 4.
#pragma once

#include <stddef.h>

#include "../core/array.hpp"
#include "../core/block/frame_view.hpp"
#include "../core/span.hpp"
#include "../core/traits.hpp"
#include "../model/columns.hpp"
#include "detail/places.hpp"
#include "stage.hpp"

namespace mote {

/// A stage of windows, given some of the channels of wider ones: those that `Chosen` names, in its
/// order.
///
///   inline constexpr mote::array<uint8_t, 3> gyroscope{{3, 4, 5}};
///   mote::on_channels<mote::window_statistics<int16_t, 128, 3, some>, 6, gyroscope>
///
/// Shape    windows of Channels channels; Chosen: an array of numbers of channels
/// Sample   that of the stage
/// State    none; scratch: the chosen channels' samples, and what the stage works in
/// Time     that of the stage, and a copy of the chosen samples
template <class Stage, size_t Channels, const auto& Chosen>
struct on_channels {
  using input_type = typename Stage::input_type;
  using output_type = typename Stage::output_type;
  static constexpr size_t rows = Stage::rows;
  static constexpr size_t channels = Channels;
  static constexpr size_t features = Stage::features;
  struct scratch {
    array<input_type, rows * Stage::channels> window;
    typename Stage::scratch own;
  };

  static void process(const frame_view<input_type, rows, channels>& in,
                      span<output_type, features> out, scratch& s) noexcept {
    static_assert(fitting(),
                  "on_channels: it chooses as many channels as its stage takes, each below the "
                  "channels of the window");
    input_type* to = take(in.older(), s.window.data());
    take(in.newer(), to);
    const frame_view<input_type, rows, Stage::channels> chosen{
        span<const input_type, rows * Stage::channels>{s.window}};
    Stage{}.process(chosen, out, s.own);
  }

 private:
  static constexpr bool fitting() noexcept {
    for (const auto channel : Chosen) {
      if (!(channel < Channels)) return false;
    }
    return Chosen.size() == Stage::channels;
  }
  static input_type* take(span<const input_type> from, input_type* to) noexcept {
    const input_type* row = from.data();
    for (size_t left = from.size(); left != 0; left -= Channels, row += Channels) {
      for (const auto channel : Chosen) *to++ = row[channel];
    }
    return to;
  }
};

/// The features of a stage in another number type: to join whole numbers with floats.
///
///   mote::cast_features<mote::motion_features<int16_t, 128, some>, float>
///
/// Sample   as cast_columns: what To cannot hold is the nearest that it can
/// Range    int32_t as float is exact up to 2^24, beyond that the nearest float
/// State    none; scratch: the stage's features, and what it works in
template <class Stage, class To>
struct cast_features {
  using cast = cast_columns<typename Stage::output_type, To, Stage::features>;
  using input_type = typename Stage::input_type;
  using output_type = To;
  static constexpr size_t rows = Stage::rows;
  static constexpr size_t channels = Stage::channels;
  static constexpr size_t features = cast::features;
  struct scratch {
    array<typename Stage::output_type, features> row;
    typename Stage::scratch own;
  };

  static void process(const frame_view<input_type, rows, channels>& in, span<To, features> out,
                      scratch& s) noexcept {
    Stage{}.process(in, span<typename Stage::output_type, features>{s.row}, s.own);
    cast::process(span<const typename Stage::output_type, features>{s.row}, out);
  }
};

namespace detail::pipeline {

struct no_scratch {};
template <class Place>
struct scratch_in {
  Place place;
};

/// One place for all of these that hold anything.
template <class Place, class... T>
struct place_of {
  using type = traits::choose_t<Place::empty, no_scratch, scratch_in<Place>>;
};
template <class Place, class T, class... Rest>
struct place_of<Place, T, Rest...>
    : place_of<traits::choose_t<holds_nothing<T>(), Place, also_t<Place, T>>, Rest...> {};

}  // namespace detail::pipeline

/// The features of several stages of one window, one after the other.
///
///   mote::join_features<mote::motion_features<int16_t, 128, some>, gyroscope_statistics>
///
/// Shape    its stages take the same windows; on_channels<...> takes some of their channels
/// Sample   the stages' own, one of samples and one of features for all of them
/// State    none; scratch: that of the largest, since they work one after the other
template <class First, class... Rest>
struct join_features {
  using input_type = typename First::input_type;
  using output_type = typename First::output_type;
  static constexpr size_t rows = First::rows;
  static constexpr size_t channels = First::channels;
  static constexpr size_t features = (First::features + ... + Rest::features);
  using scratch =
      typename detail::pipeline::place_of<detail::pipeline::shared<>, typename First::scratch,
                                          typename Rest::scratch...>::type;

  static_assert(
      ((traits::same<frame_view<input_type, rows, channels>,
                     frame_view<typename Rest::input_type, Rest::rows, Rest::channels>> &&
        traits::same<output_type, typename Rest::output_type>)&&...),
      "join_features: its stages take the same windows, and give one number type: "
      "mote::on_channels takes some channels of a window, mote::cast_features another type");

  static void process(const frame_view<input_type, rows, channels>& in,
                      span<output_type, features> out, scratch& s) noexcept {
    next<First, Rest...>(in, out.data(), s);
  }

 private:
  template <class Stage, class... Others>
  static void next(const frame_view<input_type, rows, channels>& in, output_type* to,
                   scratch& s) noexcept {
    using own = typename Stage::scratch;
    const span<output_type, Stage::features> out{to};
    if constexpr (detail::pipeline::holds_nothing<own>()) {
      own nothing;
      Stage{}.process(in, out, nothing);
    } else {
      Stage{}.process(in, out, s.place.template as<own>());
    }
    if constexpr (sizeof...(Others) != 0) next<Others...>(in, to + Stage::features, s);
  }
};

}  // namespace mote
