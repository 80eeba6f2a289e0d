// conversions.cpp - checksums of conversions and linear maps, on extreme and random samples.
#include "checksum.hpp"
#include "held_input.hpp"
#include "mote/filter/convert.hpp"
#include "mote/filter/interleave.hpp"
#include "mote/filter/linear_map.hpp"

namespace {

using checksum::hash;
using checksum::input;
using checksum::random;

constexpr int many = 300;

template <class From, class Map>
void mapped(const char* name, Map map) {
  input<From> next;
  hash sum;
  for (int i = 0; i < many; ++i) sum.add(map(next()));
  sum.print(name);
}

template <class To, class From>
void converted(const char* name) {
  input<From> next;
  hash sum;
  for (int i = 0; i < many; ++i) sum.add(mote::convert<To>(next()));
  sum.print(name);
}

/// Floats of every kind, most of them below full scale.
template <class To>
void from_float(const char* name) {
  random next{22};
  hash sum;
  for (int i = 0; i < many; ++i) {
    uint32_t bits = next();
    if (next.below(4) != 0) {  // in [2^-26, 2)
      bits = (bits & 0x807fffffu) | (static_cast<uint32_t>(101 + next.below(27)) << 23);
    }
    sum.add(mote::convert<To>(mote::bit_cast<float>(bits)));
  }
  sum.print(name);
}

void blocks() {
  constexpr size_t count = 37;
  int16_t mixed[2 * count], left[count], right[count];
  float real[count];
  input<int16_t> next;
  for (int16_t& x : mixed) x = next();
  mote::deinterleave<int16_t>(mixed, {left, right});
  mote::convert<int16_t, float>(left, real);
  mote::convert<float, int16_t>(real, left);
  hash sum;
  for (size_t i = 0; i < count; ++i) {
    sum.add(left[i]);
    sum.add(right[i]);
    sum.add(real[i]);
  }
  mote::interleave<int16_t>({left, right}, mixed);
  for (const int16_t x : mixed) sum.add(x);
  sum.print("convert_blocks");
}

}  // namespace

int main() {
  mapped<int16_t>("linear_map_q15", mote::linear_map<int16_t>::ranges(-29000, 31000, 12345, -6789));
  mapped<int32_t>("linear_map_q31", mote::linear_map<int32_t, int16_t>::ranges(
                                        -2000000000, 1999999999, -30000, 32000));
  converted<int8_t, int16_t>("convert_q15_to_q7");
  converted<int16_t, int32_t>("convert_q31_to_q15");
  converted<int32_t, int8_t>("convert_q7_to_q31");
  converted<float, int8_t>("convert_q7_to_float");
  converted<float, int16_t>("convert_q15_to_float");
  converted<float, int32_t>("convert_q31_to_float");
  from_float<int8_t>("convert_float_to_q7");
  from_float<int16_t>("convert_float_to_q15");
  from_float<int32_t>("convert_float_to_q31");
  blocks();
  console::print("end\n");
  console::end();
}
