#include "mote/model/trees/hoeffding_tree.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <string.h>

#include <random>
#include <vector>

#include "data/hoeffding.hpp"
#include "model/model_contract.hpp"
#include "mote/core/crc32.hpp"
#include "mote/model/rows.hpp"
#include "mote/model/state.hpp"

namespace {

using mote::hoeffding_leaf;
using mote::hoeffding_options;
using mote::predict;
using mote::status_code;
enum class label : uint8_t {};

constexpr hoeffding_options forgetful{20, 200, 400, 7};

template <class Model>
std::vector<uint8_t> blob_of(const Model& model) {
  std::vector<uint8_t> bytes(mote::state_size<Model>);
  EXPECT_TRUE(mote::save(model, mote::span<uint8_t>{bytes.data(), bytes.size()}).ok());
  return bytes;
}
/// Of the fields alone, as the second implementation packs them.
template <class Model>
uint32_t crc_of(const Model& model) {
  const std::vector<uint8_t> bytes = blob_of(model);
  mote::crc32 crc;
  crc.add(bytes.data() + 20, bytes.size() - 24);
  return crc.value();
}

/// Rows here and there among the first `from`, as make_hoeffding_goldens.py draws them.
class places {
 public:
  explicit places(size_t from) : from_{static_cast<uint32_t>(from)} {}
  size_t operator()() {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 16) % from_;
  }

 private:
  uint32_t from_, state_ = 1;
};

template <class Model, class Sample, size_t Rows, size_t Features>
void expect_golden(Model&& model, const Sample (&samples)[Rows][Features],
                   const uint8_t (&labels)[Rows], size_t train,
                   const hoeffding_data::golden& want) {
  places next{train};
  int right = 0, unseen_right = 0;
  for (int i = 0; i < want.samples; ++i) {
    const size_t at = next();
    const auto y = static_cast<label>(labels[at]);
    if (i > 0) right += predict(model, samples[at]) == y ? 1 : 0;
    ASSERT_TRUE(model.partial_fit(samples[at], y).ok());
  }
  for (size_t at = train; at < Rows; ++at) {
    unseen_right += predict(model, samples[at]) == static_cast<label>(labels[at]) ? 1 : 0;
  }
  EXPECT_EQ(right, want.right);
  EXPECT_EQ(unseen_right, want.unseen_right);
  EXPECT_EQ(model.size(), static_cast<size_t>(want.splits));
  EXPECT_EQ(model.samples(), static_cast<uint32_t>(want.samples));
  EXPECT_EQ(crc_of(model), want.crc) << "every number that was learnt";
}

template <class Sample, size_t F, size_t C, size_t S, size_t W = 4,
          hoeffding_leaf Leaf = hoeffding_leaf::adaptive>
auto& tree(const hoeffding_options& options = {}) {
  using model = mote::hoeffding_tree<label, Sample, F, C, S, W, Leaf>;
  static model* one = nullptr;  // without a destructor, which the chips' startup has no place for
  delete one;
  return *(one = new model(options));
}

TEST(HoeffdingTree, OfIrisIsTheSecondImplementationBitForBit) {
  namespace data = hoeffding_data::iris;
  expect_golden(tree<int16_t, 4, 3, 15, 4, hoeffding_leaf::majority>(), data::samples, data::labels,
                data::train, data::majority);
  expect_golden(tree<int16_t, 4, 3, 15>(), data::samples, data::labels, data::train,
                data::adaptive);
  expect_golden(tree<int16_t, 4, 3, 15, 2>(forgetful), data::samples, data::labels, data::train,
                data::forgetful);
}

TEST(HoeffdingTree, OfTumoursIsTheSecondImplementationBitForBit) {
  namespace data = hoeffding_data::cancer;
  expect_golden(tree<int8_t, 10, 2, 31, 4, hoeffding_leaf::majority>(), data::samples, data::labels,
                data::train, data::majority);
  expect_golden(tree<int8_t, 10, 2, 31>(), data::samples, data::labels, data::train,
                data::adaptive);
  expect_golden(tree<int8_t, 10, 2, 31, 2>(forgetful), data::samples, data::labels, data::train,
                data::forgetful);
}

TEST(HoeffdingTree, OfDigitsIsTheSecondImplementationBitForBit) {
  namespace data = hoeffding_data::digits;
  expect_golden(tree<int8_t, 44, 10, 63, 4, hoeffding_leaf::majority>(), data::samples,
                data::labels, data::train, data::majority);
  if constexpr (MOTE_ON_DESKTOP) {
    expect_golden(tree<int8_t, 44, 10, 63>(), data::samples, data::labels, data::train,
                  data::adaptive);
    expect_golden(tree<int8_t, 44, 10, 63, 2>(forgetful), data::samples, data::labels, data::train,
                  data::forgetful);
  }
}

/// The figures of docs/reference/models/trees.md.
TEST(HoeffdingTree, IsAsGoodAsATreeOfAllRowsOnFewFeaturesAndFallsBehindOnMany) {
  namespace data = hoeffding_data;
  EXPECT_EQ(data::iris::adaptive.unseen_right, 44);
  EXPECT_EQ(data::iris::batch_right, 44);
  EXPECT_EQ(data::cancer::adaptive.unseen_right, 155);
  EXPECT_EQ(data::cancer::batch_right, 154);
  EXPECT_EQ(data::digits::adaptive.unseen_right, 133);
  EXPECT_EQ(data::digits::batch_right, 143);
}

/// A sample of full range; its class, which changes its meaning in the middle.
struct drift {
  uint32_t state = 1;
  int16_t x[3] = {};
  label next(int at, int count) {
    for (int16_t& one : x) {
      state = state * 1664525u + 1013904223u;
      one = static_cast<int16_t>(static_cast<int32_t>(state >> 16) - 32768);
    }
    return static_cast<label>((at < count / 2 ? x[0] > 0 : x[1] <= 0) ? 1 : 0);
  }
};
template <class Model>
void expect_drift(Model&& model, const hoeffding_data::golden& want) {
  drift draw;
  int right = 0, last_right = 0;
  for (int i = 0; i < want.samples; ++i) {
    const label y = draw.next(i, want.samples);
    const bool is_right = i > 0 && predict(model, draw.x) == y;
    right += is_right ? 1 : 0;
    last_right += is_right && i >= want.samples - 500 ? 1 : 0;
    ASSERT_TRUE(model.partial_fit(draw.x, y).ok());
  }
  EXPECT_EQ(right, want.right);
  EXPECT_EQ(model.size(), static_cast<size_t>(want.splits));
  EXPECT_EQ(crc_of(model), want.crc);
  EXPECT_GE(last_right, 480) << "of the last 500";
}
TEST(HoeffdingTree, FollowsAClassThatChangesItsMeaningBitForBit) {
  expect_drift(tree<int16_t, 3, 2, 31>(), hoeffding_data::drift::lasting);
  expect_drift(tree<int16_t, 3, 2, 31>({50, 200, 300, 10}), hoeffding_data::drift::forgetful);
}

template <class Sample>
struct row {
  Sample x[3];
  label y;
};
/// Numbers up to `size`, which tell the class by the signs of the first two.
template <class Sample>
row<Sample> made(std::mt19937& random, float size) {
  row<Sample> one{};
  std::uniform_real_distribution<float> any(-1, 1);
  for (Sample& v : one.x) v = static_cast<Sample>(any(random) * size);
  one.y = static_cast<label>((one.x[0] > 0 ? 2 : 0) + (one.x[1] > 0 ? 1 : 0));
  return one;
}
template <class Sample>
constexpr float full = sizeof(Sample) == 1   ? 127.0f
                       : sizeof(Sample) == 2 ? 32767.0f
                                             : 1.0f;

template <class Sample, hoeffding_leaf Leaf>
void keeps_the_contract() {
  using model_type = mote::hoeffding_tree<label, Sample, 3, 4, 9, 3, Leaf>;
  model_type model, fresh;
  model_contract::expect_empty<true>(model);
  std::mt19937 random{1};
  mote::bounded<row<Sample>, 400> rows;
  EXPECT_EQ(model.fit(rows).code(), status_code::empty);
  while (rows.size() < 400) rows.push_back(made<Sample>(random, full<Sample>));
  ASSERT_TRUE(model.fit(rows).ok());
  model_contract::expect_ready<true>(model, [&] {
    const row<Sample> one = made<Sample>(random, full<Sample>);
    return mote::array<Sample, 3>{{one.x[0], one.x[1], one.x[2]}};
  });
  int right = 0;
  for (const auto& one : rows) right += predict(model, one.x) == one.y ? 1 : 0;
  EXPECT_GE(right, 360);
  EXPECT_GE(model.size(), 3u);

  // fit is partial_fit of each row, and forgets what was before.
  for (const auto& one : rows) ASSERT_TRUE(fresh.partial_fit(one.x, one.y).ok());
  EXPECT_EQ(blob_of(model), blob_of(fresh));
  ASSERT_TRUE(model.fit(rows).ok());
  EXPECT_EQ(blob_of(model), blob_of(fresh));
  // What is refused changes nothing.
  EXPECT_EQ(model.partial_fit(rows[0].x, static_cast<label>(4)).code(), status_code::label);
  auto wrong = rows;
  wrong[2].y = static_cast<label>(200);
  EXPECT_EQ(model.fit(wrong), (mote::status{status_code::label, 3}));
  EXPECT_EQ(blob_of(model), blob_of(fresh));
  model.reset();
  model_contract::expect_empty<true>(model);
  EXPECT_EQ(blob_of(model), blob_of(model_type{}));
}
TEST(HoeffdingTree, KeepsTheContractOfModelsThatLearn) {
  keeps_the_contract<float, hoeffding_leaf::majority>();
  keeps_the_contract<float, hoeffding_leaf::adaptive>();
  keeps_the_contract<int16_t, hoeffding_leaf::majority>();
  keeps_the_contract<int16_t, hoeffding_leaf::adaptive>();
  keeps_the_contract<int8_t, hoeffding_leaf::adaptive>();
}

TEST(HoeffdingTree, RefusesWhatIsNotFiniteOrBeyondItsRange) {
  mote::hoeffding_tree<label, float, 3, 2, 3> model;
  const float good[3] = {1e12f, -1e12f, 0};
  ASSERT_TRUE(model.partial_fit(good, label{1}).ok());
  const auto before = blob_of(model);
  for (size_t at = 0; at < 3; ++at) {
    for (const float bad : {nanf(""), HUGE_VALF, -HUGE_VALF, 1.001e12f, -3e38f}) {
      float x[3] = {};
      x[at] = bad;
      EXPECT_EQ(model.partial_fit(x, label{0}).code(),
                bad - bad == 0 ? status_code::range : status_code::number);
    }
  }
  EXPECT_EQ(blob_of(model), before);
}

/// Extremes, constants and tiny numbers, all classes at random: whatever comes is learnt, the sums
/// of 65,535 samples of full range among it, and what was learnt can be saved and restored.
template <class Sample>
void takes_anything(const hoeffding_options& options) {
  using model_type = mote::hoeffding_tree<label, Sample, 3, 3, 20, 5>;
  static model_type model, other;
  model = model_type{options};
  std::mt19937 random{5};
  const auto most = static_cast<Sample>(sizeof(Sample) == 4 ? 1e12f : full<Sample>);
  const Sample few[] = {most, static_cast<Sample>(-most), Sample{0}, Sample{1},
                        static_cast<Sample>(1e-38f)};
  constexpr int count = MOTE_ON_DESKTOP ? 70000 : 2000;
  for (int i = 0; i < count; ++i) {
    Sample x[3];
    for (Sample& v : x) v = i < 300 ? few[3] : few[random() % (i % 2 == 0 ? 2 : 5)];
    const auto y = static_cast<label>(i % 2 == 0 ? random() % 3 : (x[0] > 0 ? 1 : 0));
    ASSERT_TRUE(model.partial_fit(x, y).ok());
    ASSERT_LT(static_cast<size_t>(predict(model, x)), 3u);
  }
  ASSERT_LE(model.size(), 20u);
  const auto bytes = blob_of(model);
  ASSERT_TRUE(mote::restore(other, mote::span<const uint8_t>{bytes.data(), bytes.size()}).ok());
  EXPECT_EQ(blob_of(other), bytes);
}
TEST(HoeffdingTree, LearnsFromExtremesConstantsAndNoise) {
  for (const hoeffding_options& options :
       {hoeffding_options{}, hoeffding_options{1, 1000, 0xFFFF, 0},
        hoeffding_options{50, 0, 2, 255}, hoeffding_options{0, 0xFFFF, 0, 1}}) {
    takes_anything<float>(options);
    takes_anything<int16_t>(options);
    takes_anything<int8_t>(options);
  }
}

TEST(HoeffdingTree, GivesTheCurvesToLeavesThatAreWrongMostOften) {
  // One watched leaf of several: the noisy half keeps being split, and memory does not grow.
  mote::hoeffding_tree<label, int16_t, 3, 4, 15, 1> model;
  std::mt19937 random{7};
  for (int i = 0; i < 6000; ++i) {
    const auto one = made<int16_t>(random, 32767.0f);
    ASSERT_TRUE(model.partial_fit(one.x, one.y).ok());
  }
  EXPECT_GE(model.size(), 3u) << "each of the two first leaves had its turn";
  int right = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto one = made<int16_t>(random, 32767.0f);
    right += predict(model, one.x) == one.y ? 1 : 0;
  }
  EXPECT_GE(right, 950);
}

TEST(HoeffdingTree, HasTheSharesOfANormalCurve) {
  double worst = 0;
  for (int32_t at = -8 * 4096; at <= 8 * 4096; ++at) {
    const double exact = 0.5 * erfc(-at / 4096.0 / sqrt(2.0));
    worst = fmax(worst, fabs(mote::detail::model::share_below(at) / 32768.0 - exact));
    ASSERT_EQ(mote::detail::model::share_below(at) + mote::detail::model::share_below(-at), 32768u);
  }
  EXPECT_LT(worst, 2e-4);
  EXPECT_GT(worst, 5e-5);
}

TEST(HoeffdingTree, BoundsAMeanAsHoeffdingDid) {
  for (const int doubt : {1, 7, 10, 23, 100, 255}) {
    for (const uint32_t count : {1u, 20u, 50u, 1000u, 65535u}) {
      hoeffding_options options;
      options.doubt = static_cast<uint8_t>(doubt);
      const double exact = 32768 * sqrt(doubt * log(2.0) / (2.0 * count));
      EXPECT_NEAR(options.bound(count), exact, 8.5) << doubt << ' ' << count;
    }
  }
}

// --- State --------------------------------------------------------------------------------------

using small = mote::hoeffding_tree<label, int16_t, 3, 4, 5, 2>;
using small_float = mote::hoeffding_tree<label, float, 3, 4, 5, 2>;
template <class Model = small>
Model learnt(int samples) {
  using sample = typename Model::feature_type;
  Model model{hoeffding_options{20, 300, 0xFFFF, 7}};
  std::mt19937 random{3};
  for (int i = 0; i < samples; ++i) {
    const auto one = made<sample>(random, full<sample>);
    EXPECT_TRUE(model.partial_fit(one.x, one.y).ok());
  }
  return model;
}

TEST(HoeffdingTree, IsRestoredBitForBitAndGoesOnAlike) {
  for (const int samples : {0, 1, 70, 300, 1500}) {
    small model = learnt(samples), other{hoeffding_options{20, 300, 0xFFFF, 7}};
    const auto bytes = blob_of(model);
    ASSERT_TRUE(mote::restore(other, mote::span<const uint8_t>{bytes.data(), bytes.size()}).ok());
    EXPECT_EQ(blob_of(other), bytes);
    std::mt19937 random{4};
    for (int i = 0; i < 300; ++i) {
      const auto one = made<int16_t>(random, 32767.0f);
      ASSERT_TRUE(model.partial_fit(one.x, one.y).ok());
      ASSERT_TRUE(other.partial_fit(one.x, one.y).ok());
      ASSERT_EQ(mote::score(model, one.x), mote::score(other, one.x));
    }
    EXPECT_EQ(blob_of(other), blob_of(model));
  }
  EXPECT_GE(learnt(1500).size(), 4u);
}

TEST(HoeffdingTree, RefusesEveryFlippedBitAndEveryEndThatIsMissing) {
  const auto good = blob_of(learnt(400));
  small model = learnt(100);
  const auto before = blob_of(model);
  for (size_t bit = 0; bit < 8 * good.size(); ++bit) {
    auto bytes = good;
    bytes[bit / 8] = static_cast<uint8_t>(bytes[bit / 8] ^ (1u << (bit % 8)));
    ASSERT_FALSE(mote::restore(model, mote::span<const uint8_t>{bytes.data(), bytes.size()}).ok());
  }
  for (size_t size = 0; size < good.size(); ++size)
    ASSERT_FALSE(mote::restore(model, mote::span<const uint8_t>{good.data(), size}).ok());
  EXPECT_EQ(blob_of(model), before);
}

template <class Model>
void takes_or_refuses_forged_states() {
  using sample = typename Model::feature_type;
  std::mt19937 random{11};
  int taken = 0;
  for (int i = 0; i < (MOTE_ON_DESKTOP ? 4000 : 200); ++i) {
    auto bytes = blob_of(learnt<Model>(i % 4 == 0 ? 0 : 100 * (i % 4)));
    for (auto changes = 1 + random() % 20; changes > 0; --changes) {
      const size_t at = 20 + random() % (bytes.size() - 24);
      const uint8_t values[] = {0,    1,    2,    3,
                                0x7F, 0x80, 0xFF, static_cast<uint8_t>(uint32_t(random()) & 0xFFu)};
      bytes[at] = values[random() % 8];
    }
    mote::crc32 crc;
    crc.add(bytes.data(), bytes.size() - 4);
    for (size_t b = 0; b < 4; ++b)
      bytes[bytes.size() - 4 + b] = static_cast<uint8_t>(crc.value() >> (8 * b));
    Model model = learnt<Model>(50);
    const auto before = blob_of(model);
    if (!mote::restore(model, mote::span<const uint8_t>{bytes.data(), bytes.size()}).ok()) {
      ASSERT_EQ(blob_of(model), before);
      continue;
    }
    ++taken;
    for (int k = 0; k < 60; ++k) {
      const auto one = made<sample>(random, full<sample>);
      ASSERT_TRUE(model.partial_fit(one.x, one.y).ok());
      ASSERT_LT(static_cast<size_t>(predict(model, one.x)), 4u);
    }
  }
  EXPECT_GT(taken, 20);
}
TEST(HoeffdingTree, WithAForgedStateAnswersAndGoesOnOrRefusesIt) {
  takes_or_refuses_forged_states<small>();
  takes_or_refuses_forged_states<small_float>();
}

TEST(HoeffdingTree, SurvivesAPowerCutAtEveryByte) {
  using slots = mote::two_slots<small>;
  mote::array<mote::array<uint8_t, slots::size>, 2> memory{};
  for (auto& slot : memory) memset(slot.data(), 0xFF, slots::size);
  const small old = learnt(200), fresh = learnt(400);
  slots writer;
  mote::array<uint8_t, slots::size> image{};
  const auto place = static_cast<size_t>(writer.save(old, image));
  memory[place] = image;
  writer.commit();
  const auto next = static_cast<size_t>(writer.save(fresh, image));
  ASSERT_NE(next, place);
  for (size_t cut = 0; cut <= slots::size; cut += MOTE_ON_DESKTOP ? 1 : 37) {
    auto after = memory;
    for (size_t i = 0; i < cut; ++i) after[next][i] = image[i];
    small model;
    ASSERT_TRUE(slots{}.restore(model, after[0], after[1]).ok());
    ASSERT_EQ(blob_of(model), blob_of(cut == slots::size ? fresh : old)) << cut;
  }
}

// What the page says.
static_assert(sizeof(void*) < 8 || sizeof(mote::hoeffding_tree<label, int16_t, 8, 4, 31>) == 4112);

}  // namespace
