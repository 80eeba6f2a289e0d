// floats.cpp - checksums of the float algorithms that promise the same bits on every core.
#include "checksum.hpp"
#include "mote/core/math.hpp"
#include "mote/kernel/number/sqrt.hpp"
#include "mote/model/scaler.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;

constexpr int many = 400;

/// Any float but a NaN, of sizes where scalers work as well.
float number(random& next) {
  if (next.below(3) != 0) {
    return static_cast<float>(static_cast<int32_t>(next())) /
           static_cast<float>(1 + next.below(9999));
  }
  const uint32_t bits = any<uint32_t>(next);
  const bool nan = (bits & 0x7fffffffu) > 0x7f800000u;
  return mote::bit_cast<float>(nan ? bits & 0xff7fffffu : bits);
}

template <class Integer>
void scaled(const char* name) {
  random next{1};
  hash out;
  for (int i = 0; i < many; ++i) {
    mote::scaler<Integer, 3> scaler{};
    float raw[3];
    for (size_t f = 0; f < 3; ++f) {
      scaler.offset[f] = static_cast<float>(static_cast<int16_t>(next())) / 7.0f;
      scaler.scale[f] = static_cast<float>(1 + next.below(2000)) / 300.0f;
      raw[f] = next.below(4) == 0 ? number(next)
                                  : scaler.offset[f] + static_cast<float>(next.below(4000)) / 13.0f;
    }
    mote::array<Integer, 3> quantized{};
    const size_t saturated = scaler(raw, quantized);
    out.add(static_cast<uint8_t>(saturated));
    out.add(quantized);
  }
  out.print(name);
}

void roots() {
  random next{2};
  hash out;
  for (int i = 0; i < many; ++i) {
    const float x = number(next);
    out.add(mote::sqrt(x < 0 ? -x : x));
  }
  out.print("float_sqrt");
}

}  // namespace

int main() {
  scaled<int8_t>("float_scaler_int8");
  scaled<int16_t>("float_scaler_int16");
  roots();
  console::print("end\n");
  console::end();
}
