// Small networks against what TensorFlow Lite Micro answers, and of floats LiteRT: the rows were
// written by tests/data/make_network_goldens.py.
#include <gtest/gtest.h>

#include <math.h>

#include <type_traits>

#include "mote/nn/stream.hpp"

#include "data/network/network_curves_int8_rows.hpp"
#include "data/network/network_image_float32_rows.hpp"
#include "data/network/network_image_int8_rows.hpp"
#include "data/network/network_joined_int8_rows.hpp"
#include "data/network/network_odd_int8_rows.hpp"
#include "data/network/network_residual_float32_rows.hpp"
#include "data/network/network_residual_int8_rows.hpp"
#include "data/network/network_sequence_int8_rows.hpp"
#include "data/network/network_stream_int8_rows.hpp"
#include "data/network/network_tables_int8_rows.hpp"

namespace {

template <const auto& Model, class Sample, size_t Rows, size_t Features, size_t Outputs>
void expect_rows(const Sample (&samples)[Rows][Features], const Sample (&answers)[Rows][Outputs]) {
  using model = std::decay_t<decltype(Model)>;
  using ram_type =
      std::conditional_t<(model::state_bytes > 0), mote::stream<Model>, mote::workspace<Model>>;
  ram_type ram;
  for (size_t row = 0; row < Rows; ++row) {
    Sample out[Outputs];
    mote::run(Model, samples[row], out, ram);
    for (size_t k = 0; k < Outputs; ++k) {
      if constexpr (sizeof(Sample) == 1) {
        ASSERT_EQ(out[k], answers[row][k]) << "row " << row << ", output " << k;
      } else {
        const double expected = double{answers[row][k]};
        ASSERT_NEAR(double{out[k]}, expected, 1e-5 * (1 + fabs(expected)))
            << "row " << row << ", output " << k;
      }
    }
  }
}

#define EXPECT_NETWORK(name) expect_rows<name::model>(name::samples, name::answers)

TEST(NetworkGoldens, OfBytesAreThoseOfTheReferenceKernels) {
  EXPECT_NETWORK(network_image_int8);
  EXPECT_NETWORK(network_odd_int8);
  EXPECT_NETWORK(network_residual_int8);
  EXPECT_NETWORK(network_joined_int8);
  EXPECT_NETWORK(network_sequence_int8);
  EXPECT_NETWORK(network_curves_int8);
  EXPECT_NETWORK(network_tables_int8);
  EXPECT_NETWORK(network_stream_int8);
}
TEST(NetworkGoldens, OfFloatsAreWithinAHundredThousandth) {
  EXPECT_NETWORK(network_image_float32);
  EXPECT_NETWORK(network_residual_float32);
}

}  // namespace
