// prepared.cpp - checksums of what a Pipeline works out of a row before its model.
//
// Where sums are of products, numbers are so short that none of them is rounded: a core that adds a
// product in one instruction has the bits of all others.
#include "checksum.hpp"
#include "mote/model/columns.hpp"
#include "mote/model/naive_bayes.hpp"
#include "mote/model/prepared.hpp"
#include "mote/pipeline/near_classes.hpp"

namespace {

using checksum::any;
using checksum::hash;
using checksum::random;

constexpr int many = 300;
constexpr size_t columns = 5, components = 4;
enum class label : uint8_t { a, b, c };

constexpr mote::array<float, columns> mean{{0.5f, -1.25f, 3.0f, 0.0f, -2.75f}};
constexpr mote::array<mote::array<float, components>, columns> weights{{{{1, -1, 0.5f, 0}},
                                                                        {{0, 1, -0.5f, 1}},
                                                                        {{-1, 0, 1, 0.5f}},
                                                                        {{0.5f, 1, 0, -1}},
                                                                        {{1, 0.5f, -1, 1}}}};
constexpr mote::array<float, columns> fill{
    {0.25f, mote::bit_cast<float>(0x7fc00000u), 1.5f, -4, 7}};
constexpr float smallest = 2.220446e-15f;
constexpr mote::gaussian_naive_bayes<label, components, 3> curves{
    {{{{{-1, 2, 0, 4}}, {{0.5f, 0.25f, 1, 0.125f}}, -1.5f},
      {{{1, -2, 3, 0}}, {{0.5f, 2, 0.125f, 1}}, -1.25f},
      {{{0, 0, 9, -3}}, {{0.125f, 0.125f, 0.25f, 0.5f}}, -1.75f}}}};
constexpr mote::prepared<curves, mote::impute_columns<fill>,
                         mote::project_columns<float, mean, weights>>
    imputed{};

[[gnu::noinline]] void projected() {
  random next{5};
  hash out;
  for (int i = 0; i < many; ++i) {
    mote::array<float, columns> x{};
    for (float& v : x) v = static_cast<float>(static_cast<int>(next.below(64)) - 32) / 4;
    const auto at = static_cast<size_t>(next.below(2 * columns));
    if (at < columns && at != 1) x[at] = mote::bit_cast<float>(0x7f800001u + (next() >> 10));
    out.add(imputed.prepare(x.data()));
    out.add(mote::score(imputed, x));
    out.add(static_cast<uint8_t>(mote::predict<imputed>(x)));
  }
  out.print("prepared_projection");
}

template <mote::row_norm Norm>
[[gnu::noinline]] void normalized(const char* name) {
  random next{6};
  hash out;
  for (int i = 0; i < many; ++i) {
    mote::array<int16_t, columns> x{};
    for (int16_t& v : x) v = any<int16_t>(next);
    if (i == 0) x = {};
    mote::array<float, columns> y{};
    mote::normalize_columns<int16_t, columns, Norm, smallest>::process(x, y);
    out.add(y);
  }
  out.print(name);
}

constexpr mote::array<int16_t, columns> what{{-1, 0, -32768, 32767, 5}}, by{{40, 0, 7, -7, 5}};

[[gnu::noinline]] void replaced() {
  random next{7};
  hash out;
  for (int i = 0; i < many; ++i) {
    mote::array<int16_t, columns> x{}, y{};
    for (size_t k = 0; k < columns; ++k) x[k] = next.below(3) == 0 ? what[k] : any<int16_t>(next);
    mote::replace_columns<int16_t, what, by>::process(x, y);
    out.add(y);
  }
  out.print("prepared_replace");
}

/// Tables as they may be, their limits from 2^13 to 2^17 units, and rows about the means.
template <class Sample>
void near(const char* name) {
  random next{10};
  hash out;
  mote::near_classes<Sample, 4, 2> table{};
  for (int i = 0; i < many; ++i) {
    const auto up = static_cast<uint8_t>(next.below(12));
    mote::array<Sample, 4> row{};
    for (size_t c = 0; c < 4; ++c) {
      row[c] = any<Sample>(next);
      table.ranges[c] = {mote::numeric<Sample>::lowest, 65535};
      if (i % 5 != 0) table.ranges[c].lowest = row[c];
      for (size_t k = 0; k < 2; ++k) {
        const auto off = static_cast<uint32_t>(next.below(60000));
        table.classes[k][c] = {(static_cast<uint32_t>(row[c]) << up) - off,
                               static_cast<uint16_t>(next()), up, 0};
        if (i % 3 == 0) table.classes[k][c].down = 16;
      }
    }
    out.add(table(row));
  }
  out.print(name);
}

}  // namespace

int main() {
  projected();
  normalized<mote::row_norm::l1>("prepared_l1");
  normalized<mote::row_norm::max>("prepared_max");
  replaced();
  near<int8_t>("near_classes_int8");
  near<int16_t>("near_classes_int16");
  near<int32_t>("near_classes_int32");
  console::print("end\n");
  console::end();
}
