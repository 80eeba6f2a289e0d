// windows.cpp - checksums of the features of windows. bindings/python/tests/test_same_bits.py forms
// the same ones in Python.
#include "checksum.hpp"
#include "mote/feature/cepstral.hpp"
#include "mote/feature/motion.hpp"
#include "mote/feature/spectral.hpp"
#include "mote/feature/window_statistics.hpp"

namespace {

using checksum::hash;
using checksum::random;
using mote::array;

constexpr size_t rows = 32, channels = 3;
constexpr int windows = 8;

/// Full scale, soft, alternating, constant.
array<int16_t, rows * channels> window(random& next, int which) {
  array<int16_t, rows * channels> x{};
  for (size_t i = 0; i < x.size(); ++i) {
    const int32_t noise = static_cast<int32_t>(next.below(0xffff)) - 32767;
    int32_t value = noise;
    if (which % 4 == 1) value = noise >> 8;
    if (which % 4 == 2) value = i / channels % 2 == 0 ? 32767 : -32768;
    if (which % 4 == 3) value = -1234;
    x[i] = static_cast<int16_t>(value);
  }
  return x;
}

template <class Stage>
void print(const char* name) {
  random next{11};
  hash all;
  typename Stage::scratch scratch;
  array<int32_t, Stage::features> row{};
  for (int which = 0; which < windows; ++which) {
    const array<int16_t, rows* channels> x = window(next, which);
    Stage{}.process(mote::frame_view<int16_t, rows, channels>{x}, row, scratch);
    all.add(row);
  }
  all.print(name);
}

inline constexpr array<mote::statistic, 5> few_statistics = {
    {mote::stat::standard_deviation, mote::stat::mad, mote::stat::slope, mote::stat::peaks,
     mote::stat::magnitude_area}};

#if !defined(__AVR__)  // all together do not fit its flash; motion.cpp has some of motion
using mote::motion::series;
using mote::motion::statistic;
inline constexpr array<mote::motion::feature, 6> few_of_motion = {
    {{series::x, statistic::median},
     {series::x, statistic::entropy},
     {series::z_jerk, statistic::iqr},
     {series::l1, statistic::mean},
     {series::magnitude_squared, statistic::std},
     {series::l1_jerk, statistic::energy}}};

namespace stat = mote::stat;
inline constexpr array<mote::statistic, 23> every =
    stat::all_and(stat::entropy(16), stat::autocorrelation(3), stat::quantile(0.9),
                  stat::magnitude_area, stat::correlation(0, 1));

using mote::spectral::kind;
inline constexpr array<mote::spectral::feature, 9> spectra = {{{kind::centroid},
                                                               {kind::spread},
                                                               {kind::rolloff},
                                                               {kind::dominant},
                                                               {kind::flatness},
                                                               {kind::entropy},
                                                               {kind::crest},
                                                               {kind::level},
                                                               mote::spectral::band(2, 8)}};
inline constexpr auto bands = [] {
  mote::mfcc_options o;
  o.rate = 8000;
  o.length = rows;
  o.bands = 10;
  o.coefficients = 6;
  return o;
}();
#endif

}  // namespace

int main() {
  print<mote::window_statistics<int16_t, rows, channels, few_statistics>>("statistics_few");
#if !defined(__AVR__)
  print<mote::motion_features<int16_t, rows, few_of_motion>>("motion_few");
  print<mote::motion_features<int16_t, rows, mote::motion::all>>("motion");
  print<mote::window_statistics<int16_t, rows, channels, every>>("statistics");
  print<mote::spectral_features<int16_t, rows, channels, spectra>>("spectral");
  print<mote::mel_features<int16_t, rows, channels, bands>>("mel_features");
  print<mote::mfcc_features<int16_t, rows, channels, bands>>("mfcc_features");
#endif
  console::print("end\n");
  console::end();
}
