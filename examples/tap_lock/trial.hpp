// trial.hpp - an owner teaches the lock a rhythm, then all kinds of people try it.
#pragma once

#include "../line.hpp"
#include "people.hpp"

namespace tap_lock {

using examples::line;

enum class who : uint8_t { owner, imitator, stranger, steady, count };
constexpr const char* name_of(who of) {
  constexpr const char* names[] = {"the owner", "who has heard it", "another rhythm",
                                   "an even beat"};
  return names[static_cast<size_t>(of)];
}
inline constexpr size_t kinds = static_cast<size_t>(who::count);
struct tries {
  int32_t open[kinds] = {}, all[kinds] = {};
};

/// A lock, what listens for it, and its memory for what it learnt.
struct door {
  lock keeper{};
  listener ear{};
  uint8_t memory[2][mote::two_slots<lock>::size] = {};
  uint8_t image[mote::two_slots<lock>::size] = {};
};

/// Five repetitions. How many attempts it took; 0: it was not learnt in twenty.
inline int teach(door& at, const song& what, const hand& by, random& draw) {
  for (int attempt = 1; attempt <= 20; ++attempt) {
    const bool heard = tap(what, by, draw, [&](int16_t x) { return at.ear.push(x); });
    if (heard) at.keeper.learn(at.ear.last());
    if (at.keeper.ready()) return attempt;
  }
  return 0;
}

/// Saves; the power fails at each byte of the next save. After how many cuts a new lock has the
/// rhythm.
inline int cut_the_power(door& at) {
  using slots = mote::two_slots<lock>;
  slots saved;
  int place = saved.save(at.keeper, at.image);
  for (size_t i = 0; i < slots::size; ++i) at.memory[place][i] = at.image[i];
  saved.commit();
  place = saved.save(at.keeper, at.image);
  int kept = 0;
  for (size_t i = 0; i < slots::size; ++i) {
    at.memory[place][i] = at.image[i];
    slots after;
    lock again;
    kept += after.restore(again, at.memory[0], at.memory[1]).ok() && again.ready() ? 1 : 0;
  }
  return kept;
}

/// A lock of its own: `count` tries of each kind of people. `seen` has each of as many taps as the
/// rhythm, and its distance. Gives how many attempts it took to learn, 0: it did not.
template <class Seen>
int try_all(door& at, uint32_t seed, int count, tries& sum, const Seen& seen) {
  random draw{seed};
  const int taps = 5 + draw.below(4);
  const song right = some_song(draw, taps);
  const hand owner = some_hand(draw, 20 + draw.below(40), 40);
  const int attempts = teach(at, right, owner, draw);
  for (size_t kind = 0; kind < kinds && attempts != 0; ++kind) {
    for (int i = 0; i < count; ++i) {
      song what = right;
      hand by = owner;
      if (kind != 0) by = some_hand(draw, 20 + draw.below(40), kind == 1 ? 120 : 40);
      if (kind == 2) {
        do what = some_song(draw, taps);
        while (same(what, right));
      }
      if (kind == 3) {
        for (int32_t& step : what.steps) step = 2;
        if (same(what, right)) continue;
      }
      const bool heard = tap(what, by, draw, [&](int16_t x) { return at.ear.push(x); });
      const bool open = heard && at.keeper.ask(at.ear.last()) == answer::open;
      sum.open[kind] += open ? 1 : 0;
      ++sum.all[kind];
      const bool is_as_long = heard && at.ear.last().taps == taps;
      if (is_as_long) seen(static_cast<who>(kind), at.keeper.distance(at.ear.last()));
    }
  }
  return attempts;
}

/// One lock, as text.
template <class Print, class Seen>
void run(door& at, const Print& print, const Seen& seen) {
  tries sum;
  const int attempts = try_all(at, 1, 20, sum, seen);
  print(line{}.text("learnt from ").number(attempts, 0).text(" attempts").end());
  print(line{}
            .number(cut_the_power(at), 0)
            .text(" of ")
            .number(int32_t{mote::two_slots<lock>::size}, 0)
            .text(" power cuts while it saves: it is there")
            .end());
  print("who tries           opens  of\n");
  for (size_t kind = 0; kind < kinds; ++kind) {
    line row;
    row.text(name_of(static_cast<who>(kind)), 20).number(sum.open[kind], 5);
    print(row.number(sum.all[kind], 4).end());
  }
}

}  // namespace tap_lock
