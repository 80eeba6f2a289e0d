// trial.hpp - the detector learns a machine, is switched off, and meets four faults: as text.
#pragma once

#include "../line.hpp"
#include "detector.hpp"

namespace anomaly {

using examples::line;

/// What a trial needs of RAM.
struct parts {
  detector learner{}, watcher{};
  int16_t samples[block] = {};
  uint8_t memory[2][mote::two_slots<detector>::size] = {};
  uint8_t image[mote::two_slots<detector>::size] = {};
};

/// `print` takes a line, `seen` the strangeness of each block and the fault that it has.
template <class Print, class Seen>
void run(uint32_t seed, parts& use, const Print& print, const Seen& seen) {
  machine motor{seed};
  detector &learner = use.learner, &watcher = use.watcher;
  int16_t(&samples)[block] = use.samples;
  while (!learner.ready()) {
    motor.next(fault::none, 0, samples);
    learner.learn(levels_of(samples));
  }

  // The power fails: what was learnt is in one of two places, and whole, at whatever byte it
  // failed.
  using slots = mote::two_slots<detector>;
  auto& memory = use.memory;
  auto& image = use.image;
  slots keeper;
  int place = keeper.save(learner, image);
  for (size_t i = 0; i < slots::size; ++i) memory[place][i] = image[i];
  keeper.commit();
  place = keeper.save(learner, image);
  int kept = 0;
  for (size_t cut = 0; cut < slots::size; ++cut) {
    memory[place][cut] = image[cut];
    slots after;
    kept += after.restore(watcher, memory[0], memory[1]).ok() && watcher.ready() ? 1 : 0;
  }
  print(line{}
            .number(kept, 0)
            .text(" of ")
            .number(int32_t{slots::size}, 0)
            .text(" power cuts while it saves: what was learnt is there")
            .end());

  print("fault      percent  strange of 200  first alarm after\n");
  constexpr int32_t blocks = 200;
  for (int what = 0; what < static_cast<int>(fault::faults); ++what) {
    constexpr int percents[] = {15, 30, 60, 100};
    for (const int percent : percents) {
      const bool is_well = what == 0;
      alarm bell;
      int32_t strange = 0, first = 0;
      for (int32_t i = 1; i <= blocks; ++i) {
        motor.next(static_cast<fault>(what), percent, samples);
        const int32_t now = watcher.strangeness(levels_of(samples));
        strange += now > 100 ? 1 : 0;
        if (bell.push(now) && first == 0) first = i;
        seen(static_cast<fault>(what), percent, now);
      }
      line row;
      row.text(name_of(static_cast<fault>(what)), 11).number(is_well ? 0 : percent, 7);
      row.number(strange, 16);
      if (first != 0) {
        row.number(first, 13).text(" blocks");
      } else {
        row.text("         no alarm");
      }
      print(row.end());
    }
  }
}

}  // namespace anomaly
