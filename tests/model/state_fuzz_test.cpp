// Damaged states, 9,000 of them (on a chip 900): each is refused and changes nothing, or gives a
// model that answers and is saved as it came. tests/fuzz/state_fuzz.cpp searches further, led by
// coverage.
#include <gtest/gtest.h>

#include <random>

#include "states.hpp"

namespace {

using mote::status_code;
using states::bytes;

constexpr int tries = MOTE_ON_DESKTOP ? 3000 : 300;

class random {
 public:
  explicit random(uint32_t seed) : next_{seed} {}
  uint32_t below(size_t n) { return static_cast<uint32_t>(next_() % n); }

 private:
  std::mt19937 next_;
};

/// A few changes of bytes, of words or of the length.
bytes mutated(bytes of, random& next) {
  static const uint32_t words[] = {0,          1,          3,          4,          0x7f7fffff,
                                   0xff7fffff, 0x7f800000, 0x7fc00000, 0x80000000, 0xffffffff};
  for (uint32_t left = 1 + next.below(3); left > 0 && of.size() > 8; --left) {
    const size_t at = next.below(of.size());
    switch (next.below(8)) {
      case 0:
        of.resize(at);
        break;
      case 1:
        of.insert(of.begin() + static_cast<long>(at), static_cast<uint8_t>(next.below(256)));
        break;
      case 2:
      case 3:
        of[at] = static_cast<uint8_t>(next.below(256));
        break;
      default:
        states::put(of, at / 4 * 4 + 4 <= of.size() ? at / 4 * 4 : 0,
                    words[next.below(std::size(words))]);
    }
  }
  return of;
}
bytes mutated_state(random& next, bool seal) {
  const bytes of = mutated(states::blob_of(states::learnt(next.below(76))), next);
  return seal && of.size() > 4 ? states::sealed(of) : of;
}
/// A place of two_slots: number of the save, state, checksum.
bytes mutated_place(random& next) {
  bytes of(4), state = mutated_state(next, next.below(3) != 0);
  states::put(of, 0, next.below(3));
  of.insert(of.end(), state.begin(), state.end());
  of.resize(states::slots::size);
  return next.below(4) != 0 ? states::sealed(of) : of;
}

TEST(StateFuzz, DamagedStatesAreRefusedAndChangeNothing) {
  random next{1};
  for (int i = 0; i < tries; ++i) {
    const states::outcome got = states::restore_any(mutated_state(next, false));
    ASSERT_EQ(got.fault, nullptr) << i << ": a state " << got.fault;
  }
}

TEST(StateFuzz, DamagedStatesWithAValidChecksumAreRestoredOrRefused) {
  random next{2};
  int accepted = 0;
  for (int i = 0; i < tries; ++i) {
    const states::outcome got = states::restore_any(mutated_state(next, true));
    ASSERT_EQ(got.fault, nullptr) << i << ": a state " << got.fault;
    accepted += got.code == status_code::ok ? 1 : 0;
  }
  EXPECT_GT(accepted, tries / 10);
  EXPECT_LT(accepted, tries * 9 / 10);
}

TEST(StateFuzz, TwoDamagedPlacesAreRestoredOrRefusedAndTakeTheNextSave) {
  random next{3};
  int accepted = 0;
  for (int i = 0; i < tries; ++i) {
    const bytes first = mutated_place(next);
    const states::outcome got = states::restore_any(first, mutated_place(next));
    ASSERT_EQ(got.fault, nullptr) << i << ": two places " << got.fault;
    accepted += got.code == status_code::ok ? 1 : 0;
  }
  EXPECT_GT(accepted, tries / 10);
  EXPECT_LT(accepted, tries * 9 / 10);
}

}  // namespace
