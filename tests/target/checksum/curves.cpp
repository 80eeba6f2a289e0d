// curves.cpp - checksums of models of normal curves, and of categories. All floats are so short
// that no product or sum is rounded: the bits are those of every core.
#include "checksum.hpp"
#include "mote/model/gmm.hpp"
#include "mote/model/linear.hpp"
#include "mote/model/mahalanobis.hpp"

namespace {

using checksum::hash;
using checksum::random;

constexpr size_t features = 4, curves = 3;
enum class label : uint8_t { first };

struct halves {
  uint32_t state;
  constexpr float operator()(int most) {
    state = state * 1664525u + 1u;
    return static_cast<float>(static_cast<int>(state >> 20) % (2 * most + 1) - most) / 2;
  }
};
template <size_t N>
constexpr mote::array<float, N> drawn(size_t seed, int most) {
  halves next{static_cast<uint32_t>(seed)};
  mote::array<float, N> values{};
  for (float& v : values) v = next(most);
  return values;
}
constexpr auto factor_of(size_t seed) { return drawn<features*(features + 1) / 2>(seed, 2); }

constexpr auto make_full() {
  mote::gaussian_mixture<label, mote::full_gaussian<features>, curves> made{};
  for (size_t k = 0; k < curves; ++k) made.rows[k] = {drawn<features>(k, 8), factor_of(k), -1};
  return made;
}
constexpr auto make_spherical() {
  mote::gaussian_mixture<label, mote::spherical_gaussian<features>, curves> made{};
  for (size_t k = 0; k < curves; ++k) made.rows[k] = {drawn<features>(k, 8), 0.5f, -2};
  return made;
}
constexpr auto make_tied() {
  mote::tied_gaussian_mixture<label, features, curves> made{};
  made.centre = drawn<features>(9, 8);
  made.factor = factor_of(9);
  for (size_t k = 0; k < curves; ++k) made.rows[k] = {drawn<features>(k, 8), -1};
  return made;
}
constexpr auto make_quadratic() {
  mote::quadratic_discriminant<label, features, curves> made{};
  for (size_t k = 0; k < curves; ++k) made.rows[k] = {drawn<features>(k, 8), factor_of(k + 5), 1};
  return made;
}
constexpr auto full = make_full();
constexpr auto spherical = make_spherical();
constexpr auto tied = make_tied();
constexpr auto quadratic = make_quadratic();
constexpr mote::mahalanobis<label, features> envelope{drawn<features>(7, 8), factor_of(7), 60.0f};

constexpr mote::array<uint16_t, 3> counts{{11, 1, 4}};
constexpr mote::categorical_naive_bayes<label, int8_t, curves, counts> categories = [] {
  mote::categorical_naive_bayes<label, int8_t, curves, counts> made{{0.01f, {47274, 5}}, {}, {}};
  int value = 0;
  for (auto& row : made.rows) {
    for (int8_t& x : row) x = static_cast<int8_t>((value += 89) % 256 - 128);
  }
  return made;
}();
static_assert(categories.valid());

/// Numbers below, within and above the categories.
void asked_of_categories() {
  random next{5};
  hash out;
  for (int i = 0; i < 200; ++i) {
    int8_t x[3];
    for (int8_t& v : x) v = static_cast<int8_t>(static_cast<int>(next.below(14)) - 1);
    out.add(static_cast<uint8_t>(mote::predict<categories>(x)));
    out.add(mote::score<categories>(x));
    out.add(mote::predict_proba<categories>(x));
  }
  out.print("categories_int8");
}

template <const auto& Model>
void asked(const char* name) {
  random next{3};
  hash out;
  for (int i = 0; i < 200; ++i) {
    float x[features];
    for (float& v : x) v = static_cast<float>(static_cast<int>(next.below(17)) - 8) / 2;
    out.add(static_cast<uint8_t>(mote::predict<Model>(x)));
    out.add(mote::in_code<Model>::weigh(x));
  }
  out.print(name);
}

}  // namespace

int main() {
  asked<full>("full_mixture");
  asked<spherical>("spherical_mixture");
  asked<tied>("tied_mixture");
  asked<quadratic>("quadratic_discriminant");
  asked<envelope>("mahalanobis");
  asked_of_categories();
  console::print("end\n");
  console::end();
}
