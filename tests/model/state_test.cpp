#include "mote/model/state.hpp"

#include <gtest/gtest.h>

#include <string.h>

#include <vector>

#include "states.hpp"

namespace {

using mote::status_code;

/// Fields of every kind.
struct every_field {
  static constexpr char family[] = "every_field";
  int8_t a = 0;
  uint8_t b = 0;
  int16_t c = 0;
  uint16_t d = 0;
  int32_t e = 0;
  uint32_t f = 0;
  float g = 0;
  mote::array<mote::array<int16_t, 2>, 2> h{};
  mote::bounded<float, 3> i{};
  int restored = 0;

  template <class Archive>
  constexpr void state(Archive& archive) noexcept {
    archive(a, b, c, d, e, f, g, h, i);
    if constexpr (Archive::restores) ++restored;
  }
};
static_assert(mote::state_size<every_field> == 20 + (1 + 1 + 2 + 2 + 4 + 4 + 4 + 8 + 16) + 4);

every_field filled() {
  every_field out;
  out.a = -1, out.b = 2, out.c = -300, out.d = 60000, out.e = -70000, out.f = 0x89ABCDEF;
  out.g = 1.5f;
  out.h = {{{{1, -2}}, {{3, -4}}}};
  out.i.push_back(0.25f);
  return out;
}

TEST(Save, WritesLittleEndianBytesThatNeverChange) {
  uint8_t bytes[mote::state_size<every_field>];
  ASSERT_TRUE(mote::save(filled(), bytes).ok());
  EXPECT_EQ(memcmp(bytes, "mote", 4), 0);
  const uint8_t version[] = {1, 0, 0, 0}, size[] = {42, 0, 0, 0};
  EXPECT_EQ(memcmp(bytes + 4, version, 4), 0);
  EXPECT_EQ(memcmp(bytes + 16, size, 4), 0);
  const uint8_t fields[] = {0xff, 2,    0xd4, 0xfe, 0x60, 0xea, 0x90, 0xee, 0xfe, 0xff, 0xef,
                            0xcd, 0xab, 0x89, 0,    0,    0xc0, 0x3f, 1,    0,    0xfe, 0xff,
                            3,    0,    0xfc, 0xff, 1,    0,    0,    0,    0,    0,    0x80,
                            0x3e, 0,    0,    0,    0,    0,    0,    0,    0};
  static_assert(sizeof fields == 42);
  EXPECT_EQ(memcmp(bytes + 20, fields, sizeof fields), 0);
}

TEST(Restore, GivesBackEveryField) {
  uint8_t bytes[mote::state_size<every_field> + 5] = {};  // more may follow
  ASSERT_TRUE(mote::save(filled(), bytes).ok());
  every_field out;
  out.i.resize(3);
  ASSERT_TRUE(mote::restore(out, mote::span<const uint8_t>{bytes, sizeof bytes}).ok());
  const every_field expected = filled();
  EXPECT_EQ(out.a, expected.a);
  EXPECT_EQ(out.b, expected.b);
  EXPECT_EQ(out.c, expected.c);
  EXPECT_EQ(out.d, expected.d);
  EXPECT_EQ(out.e, expected.e);
  EXPECT_EQ(out.f, expected.f);
  EXPECT_EQ(out.g, expected.g);
  EXPECT_EQ(out.h, expected.h);
  ASSERT_EQ(out.i.size(), 1u);
  EXPECT_EQ(out.i[0], 0.25f);
  EXPECT_EQ(out.restored, 1);
}

TEST(Save, RefusesTooLittleRoomAndWritesNothing) {
  uint8_t bytes[mote::state_size<every_field>] = {7};
  const mote::span<uint8_t> room{bytes, sizeof bytes - 1};
  EXPECT_EQ(mote::save(filled(), room).code(), status_code::capacity);
  EXPECT_EQ(bytes[0], 7);
}

using states::blob_of;
using states::flowers;
using states::learnt;
using states::restored;
using states::same;

TEST(Restore, GivesAModelThatAnswersAndLearnsOnAsTheOneThatWasSaved) {
  flowers model = learnt(50), copy;
  ASSERT_EQ(restored(copy, blob_of(model)), status_code::ok);
  for (size_t i = 50; i < 75; ++i) {
    EXPECT_EQ(mote::score(copy, iris::training[i]), mote::score(model, iris::training[i]));
    const auto y = static_cast<iris::label>(iris::training_labels[i]);
    ASSERT_TRUE(model.partial_fit(iris::training[i], y).ok());
    ASSERT_TRUE(copy.partial_fit(iris::training[i], y).ok());
  }
  EXPECT_TRUE(same(model, copy));
}

TEST(Restore, OfAnEmptyModelGivesAnEmptyModel) {
  flowers model = learnt(10);
  ASSERT_EQ(restored(model, blob_of(flowers{})), status_code::ok);
  EXPECT_FALSE(model.ready());
}

TEST(Restore, RefusesEveryCutAndEveryFlippedBitAndChangesNothing) {
  const flowers before = learnt(20);
  const std::vector<uint8_t> good = blob_of(learnt(75));
  flowers model = before;
  for (size_t cut = 0; cut < good.size(); ++cut) {
    const status_code code = restored(model, {good.begin(), good.begin() + static_cast<long>(cut)});
    ASSERT_EQ(code, cut == 0 ? status_code::empty : status_code::truncated) << cut;
    ASSERT_TRUE(same(model, before)) << cut;
  }
  for (size_t bit = 0; bit < 8 * good.size(); ++bit) {
    std::vector<uint8_t> bad = good;
    bad[bit / 8] = static_cast<uint8_t>(bad[bit / 8] ^ (1u << (bit % 8)));
    ASSERT_NE(restored(model, bad), status_code::ok) << bit;
    ASSERT_TRUE(same(model, before)) << bit;
  }
  ASSERT_EQ(restored(model, good), status_code::ok);
}

/// A blob with a word changed and its checksum made right again.
std::vector<uint8_t> forged(size_t at, uint32_t word) {
  std::vector<uint8_t> bytes = blob_of(learnt(75));
  states::put(bytes, at, word);
  return states::sealed(bytes);
}

TEST(Restore, SaysWhatIsWrongAndChangesNothing) {
  const flowers before = learnt(20);
  flowers model = before;
  EXPECT_EQ(restored(model, forged(0, 0x12345678)), status_code::syntax);
  EXPECT_EQ(restored(model, forged(4, 2)), status_code::version);
  EXPECT_EQ(restored(model, forged(8, 1)), status_code::type);
  EXPECT_EQ(restored(model, forged(12, 1)), status_code::shape);
  EXPECT_EQ(restored(model, forged(16, 4)), status_code::shape);
  EXPECT_EQ(restored(model, forged(20, 4)), status_code::range) << "4 classes of 3";
  EXPECT_EQ(restored(model, forged(20, 0xffffffff)), status_code::range);
  EXPECT_EQ(restored(model, forged(28, 0x7fc00000)), status_code::number) << "not a number";
  EXPECT_EQ(restored(model, forged(28, 0x7f800000)), status_code::number) << "infinity";
  EXPECT_EQ(restored(model, std::vector<uint8_t>(500, 0xff)), status_code::empty) << "erased";
  EXPECT_EQ(restored(model, std::vector<uint8_t>(500, 0)), status_code::empty);
  EXPECT_TRUE(same(model, before));

  std::vector<uint8_t> other(mote::state_size<every_field>);
  ASSERT_TRUE(mote::save(filled(), mote::span<uint8_t>{other.data(), other.size()}).ok());
  EXPECT_EQ(restored(model, other), status_code::type) << "another family";
  mote::learning_naive_bayes<iris::label, 3, 3> narrow;
  const std::vector<uint8_t> wide = blob_of(before);
  EXPECT_EQ(mote::restore(narrow, mote::span<const uint8_t>{wide.data(), wide.size()}).code(),
            status_code::shape);
}

TEST(Restore, OfAForgedStateStillAnswersWithinTheClasses) {
  for (size_t at = 24; at + 8 < mote::state_size<flowers>; at += 4) {
    for (const uint32_t word : {0u, 0xff7fffffu, 0x7f7fffffu, 0x00000001u, 0xffffffffu}) {
      flowers model;
      if (restored(model, forged(at, word)) != status_code::ok) continue;
      iris::label out{};
      ASSERT_TRUE(mote::predict(model, iris::samples[0], out).ok());
      ASSERT_LT(static_cast<int>(out), 3);
    }
  }
}

TEST(Restore, OfAFullCounterGivesAModelThatStaysAsItIs) {
  flowers model;
  ASSERT_EQ(restored(model, forged(states::rows, 0xffffffff)), status_code::ok);
  const std::vector<uint8_t> before = blob_of(model);
  ASSERT_TRUE(model.partial_fit(iris::training[0], iris::label{0}).ok());
  EXPECT_EQ(model.samples(iris::label{0}), 0xffffffff) << "and not 0";
  EXPECT_EQ(blob_of(model), before);
}

// --- Two slots ----------------------------------------------------------------------------------

using states::slots;
using image = mote::array<uint8_t, slots::size>;

/// A memory that keeps its bytes, and a device that starts anew each time.
struct device {
  image memory[2];
  device() {
    for (image& slot : memory) memset(slot.data(), 0xff, slots::size);
  }

  /// Saves; the power fails before byte `cut` is written. True: all were.
  bool save(const flowers& model, size_t cut) {
    slots two;
    flowers old;
    static_cast<void>(two.restore(old, memory[0], memory[1]).ok());
    image bytes{};
    const int place = two.save(model, bytes);
    for (size_t i = 0; i < slots::size; ++i) {
      if (i == cut) return false;
      memory[place][i] = bytes[i];
    }
    two.commit();
    return true;
  }
  status_code start(flowers& model) const {
    return slots{}.restore(model, memory[0], memory[1]).code();
  }
};

TEST(TwoSlots, AreEmptyBeforeTheFirstSave) {
  flowers model = learnt(5);
  EXPECT_EQ(device{}.start(model), status_code::empty);
  EXPECT_TRUE(same(model, learnt(5)));
}

TEST(TwoSlots, HoldTheNewestStateAfterManySaves) {
  device chip;
  for (size_t samples = 1; samples < 12; ++samples) {
    ASSERT_TRUE(chip.save(learnt(samples), slots::size));
    flowers model;
    ASSERT_EQ(chip.start(model), status_code::ok);
    ASSERT_TRUE(same(model, learnt(samples))) << samples;
  }
}

TEST(TwoSlots, SurviveACutAtEveryByte) {
  const flowers old = learnt(20), fresh = learnt(40);
  for (size_t saves = 1; saves <= 2; ++saves) {  // into either place
    for (size_t cut = 0; cut <= slots::size; ++cut) {
      device chip;
      for (size_t i = 0; i < saves; ++i) ASSERT_TRUE(chip.save(old, slots::size));
      const bool whole = chip.save(fresh, cut);
      flowers model;
      ASSERT_EQ(chip.start(model), status_code::ok) << cut;
      ASSERT_TRUE(same(model, whole ? fresh : old) || same(model, fresh)) << cut;
      ASSERT_TRUE(chip.save(fresh, slots::size));  // and the next save is whole again
      ASSERT_EQ(chip.start(model), status_code::ok);
      ASSERT_TRUE(same(model, fresh)) << cut;
    }
  }
}

TEST(TwoSlots, FallBackOnTheOtherPlaceForEveryFlippedBit) {
  device good;
  ASSERT_TRUE(good.save(learnt(20), slots::size));
  ASSERT_TRUE(good.save(learnt(40), slots::size));
  const std::vector<uint8_t> old = blob_of(learnt(20)), fresh = blob_of(learnt(40));
  for (int place = 0; place < 2; ++place) {
    for (size_t bit = 0; bit < 8 * slots::size; ++bit) {
      device chip = good;
      chip.memory[place][bit / 8] =
          static_cast<uint8_t>(chip.memory[place][bit / 8] ^ (1u << (bit % 8)));
      flowers model;
      ASSERT_EQ(chip.start(model), status_code::ok) << bit;
      ASSERT_EQ(blob_of(model), place == 0 ? fresh : old) << bit;  // place 1 has the newer
    }
  }
}

TEST(TwoSlots, KeepTheNewestWhereAWriteFailedAndTheProgramWentOn) {
  device chip;
  ASSERT_TRUE(chip.save(learnt(20), slots::size));
  slots two;
  flowers model;
  ASSERT_TRUE(two.restore(model, chip.memory[0], chip.memory[1]).ok());
  image bytes{};
  const int place = two.save(learnt(30), bytes);  // never written, never committed
  EXPECT_EQ(two.save(learnt(40), bytes), place) << "the same place again: the other one is whole";
}

TEST(TwoSlots, AreRefusedWhereBothAreDamaged) {
  device chip;
  ASSERT_TRUE(chip.save(learnt(20), slots::size));
  chip.memory[0][30] ^= 1;
  flowers model = learnt(3);
  EXPECT_EQ(chip.start(model), status_code::checksum);
  EXPECT_TRUE(same(model, learnt(3)));
}

TEST(TwoSlots, GoRoundWhereTheNumberOfSavesOverflows) {
  device chip;
  ASSERT_TRUE(chip.save(learnt(20), slots::size));
  image& slot = chip.memory[0];
  memset(slot.data(), 0xff, 4);  // save number 2^32 - 1
  mote::crc32 crc;
  crc.add(slot.data(), slots::size - 4);
  for (size_t i = 0; i < 4; ++i) {
    slot[slots::size - 4 + i] = static_cast<uint8_t>(crc.value() >> (8 * i));
  }
  ASSERT_TRUE(chip.save(learnt(40), slots::size));
  flowers model;
  ASSERT_EQ(chip.start(model), status_code::ok);
  EXPECT_TRUE(same(model, learnt(40)));
}

}  // namespace
