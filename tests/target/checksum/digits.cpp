// digits.cpp - a digits forest of 10 full trees, unrolled, on rows that stream from flash: the
// label of every row must be scikit-learn's.
#include "checksum.hpp"
#include "data/trees/digits_full.hpp"

namespace {

IN_FLASH constexpr auto rows = digits_full::rows;
IN_FLASH constexpr auto labels = digits_full::labels;

}  // namespace

int main() {
  checksum::hash predicted, expected;
  for (size_t row = 0; row < labels.size(); ++row) {
    const mote::array<int8_t, 64> x = checksum::from_flash(rows[row]);
    predicted.add(static_cast<uint8_t>(mote::predict<digits_full::model>(x)));
    expected.add(checksum::from_flash(labels[row]));
  }
  predicted.print("digits");
  expected.print("digits_scikit_learn");
  console::print("end\n");
  console::end();
}
