// floats.cpp - checksums of the float algorithms that promise the same bits on every core.
#include "checksum.hpp"
#include "mote/core/math.hpp"
#include "mote/filter/fir.hpp"
#include "mote/kernel/number/sqrt.hpp"
#include "mote/model/naive_bayes.hpp"
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

// Constants that take no RAM: 1 kB, and checksum/floats_fits allows little more than the texts. All
// numbers are so short that no product or sum is rounded: the bits are those of every core.
constexpr size_t features = 8, classes = 6, taps = 64;
enum class label : uint8_t { first };
constexpr auto make_curves() {
  mote::gaussian_naive_bayes<label, features, classes> made{};
  uint32_t state = 1;
  const auto draw = [&state] { return static_cast<int>((state = state * 1664525u + 1u) >> 28); };
  for (auto& row : made.rows) {
    for (float& mean : row.mean) mean = static_cast<float>(draw() - 8) / 2;
    for (float& precision : row.precision) precision = static_cast<float>(1 + draw()) / 8;
    row.start = static_cast<float>(-draw()) / 4;
  }
  return made;
}
constexpr auto make_taps() {
  mote::array<float, taps> b{};
  for (size_t i = 0; i < taps; ++i) b[i] = static_cast<float>(static_cast<int>(i * i % 61) - 30);
  return mote::make_fir_taps<float>(b);
}
constexpr auto curves = make_curves();
constexpr auto ramp = make_taps();

[[gnu::noinline]] void naive_bayes() {
  random next{3};
  hash out;
  for (int i = 0; i < many; ++i) {
    float x[features];
    for (float& v : x) v = static_cast<float>(static_cast<int>(next.below(64)) - 32) / 4;
    out.add(static_cast<uint8_t>(mote::predict<curves>(x)));
    out.add(mote::score<curves>(x));
  }
  out.print("float_naive_bayes");
}

[[gnu::noinline]] void fixed_fir() {
  static mote::fixed_fir<ramp, float, 20> filter;
  random next{4};
  hash out;
  for (int i = 0; i < 20; ++i) {
    float x[23];
    for (float& v : x) v = static_cast<float>(static_cast<int>(next.below(1024)) - 512);
    filter.process(x, x);
    for (const float y : x) out.add(y);
  }
  out.print("float_fixed_fir");
}

}  // namespace

int main() {
  scaled<int8_t>("float_scaler_int8");
  scaled<int16_t>("float_scaler_int16");
  roots();
  naive_bayes();
  fixed_fir();
  console::print("end\n");
  console::end();
}
