// motion.cpp - checksums of the features of motion: noise of all sizes, motion, and extremes.
#include "mote/feature/motion.hpp"

#include "checksum.hpp"

namespace {

using checksum::hash;
using checksum::random;
using mote::motion::feature;
using mote::motion::series;
using mote::motion::statistic;

/// A sample of a window of one of twelve kinds.
int16_t sample(int kind, size_t i, random& next) {
  const uint16_t row = static_cast<uint16_t>(i / 3);
  const uint16_t any = static_cast<uint16_t>(next() & 0xffffu);
  switch (kind) {
    case 0:
      return -32768;
    case 1:
      return row % 2 != 0 ? 32767 : -32768;
    case 2:
      return row / 2 % 2 != 0 ? 32767 : -32768;
    case 3:
      return row == 20 || row == 21 ? 32767 : 5;
    case 4:
      return static_cast<int16_t>(any & 3);
    case 5:
      return static_cast<int16_t>(row * 500u);
    case 6:
      return static_cast<int16_t>(any % 12 == 0 ? any : any & 7);
    case 7:
      return static_cast<int16_t>((row % 16 < 8 ? row % 16 : 16 - row % 16) * 900 + any % 200);
    default:
      return static_cast<int16_t>(static_cast<int32_t>(any) >> (kind - 8) * 3);
  }
}

template <class Features>
void windows(const char* name) {
  hash sum;
  random next{1};
  int16_t rows[3 * Features::rows];
  int32_t out[Features::features];
  for (int kind = 0; kind < 12; ++kind) {
    for (size_t i = 0; i < 3 * Features::rows; ++i) rows[i] = sample(kind, i, next);
    Features{}.process(rows, out);
    for (const int32_t x : out) sum.add(x);
  }
  sum.print(name);
}

constexpr feature few[] = {
    {series::x, statistic::mean},
    {series::x, statistic::q25},
    {series::x, statistic::entropy},
    {series::y, statistic::energy},
    {series::z, statistic::std},
    {series::l1, statistic::iqr},
    {series::l1, statistic::std},
    {series::magnitude_squared, statistic::energy},
    {series::magnitude_squared, statistic::std},
    {series::x_jerk, statistic::q75},
    {series::y_jerk, statistic::max},
    {series::magnitude_squared_jerk, statistic::median},
};
inline constexpr auto chosen = [] {
  mote::array<feature, sizeof few / sizeof few[0]> some{};
  for (size_t i = 0; i < some.size(); ++i) some[i] = few[i];
  return some;
}();

}  // namespace

int main() {
  windows<mote::motion_features<int16_t, 50, chosen>>("motion_few_of_50");
#if !defined(__AVR__)
  windows<mote::motion_features<int16_t, 128, mote::motion::all>>("motion_all_of_128");
  windows<mote::motion_features<int16_t, 99, mote::motion::all>>("motion_all_of_99");
#endif
  console::print("end\n");
  console::end();
}
