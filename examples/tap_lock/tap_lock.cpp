// The lock, people who try it, and a picture.
// usage: example_tap_lock [<tries.svg>]     one lock
//        example_tap_lock --locks <n>       what became of n locks together, 50 tries of each kind
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <algorithm>
#include <vector>

#include "trial.hpp"

namespace {

struct point {
  tap_lock::who by;
  int percent;
};

/// A dot for each try: how far it is from the nearest repetition, in percent of the limit.
bool write_svg(const char* path, const std::vector<point>& points) {
  FILE* file = fopen(path, "w");
  if (file == nullptr) return false;
  const char* colours[] = {"#3a8a4d", "#2f6fb0", "#c4472b", "#7a7a7a"};
  fputs(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 230\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n"
      "<rect width=\"640\" height=\"230\" fill=\"white\"/>\n"
      "<text x=\"8\" y=\"16\">distance from the rhythm that was learnt, in percent of the "
      "limit</text>\n",
      file);
  for (int mark = 0; mark <= 800; mark += 100) {
    fprintf(file,
            "<path d=\"M%.1f 26V206\" stroke=\"%s\"/><text x=\"%.1f\" y=\"222\" "
            "text-anchor=\"middle\">%d</text>\n",
            130 + 0.6 * mark, mark == 100 ? "#c4472b" : "#ddd", 130 + 0.6 * mark, mark);
  }
  int place[tap_lock::kinds] = {};
  for (const point& one : points) {
    const auto kind = static_cast<size_t>(one.by);
    const double x = 130 + 0.6 * static_cast<double>(one.percent < 820 ? one.percent : 820);
    const double y = 36 + 45 * static_cast<double>(kind) + 1.4 * (place[kind]++ % 20);
    fprintf(file, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"%s\"/>\n", x, y, colours[kind]);
  }
  for (size_t kind = 0; kind < tap_lock::kinds; ++kind) {
    fprintf(file, "<text x=\"8\" y=\"%zu\" fill=\"%s\">%s</text>\n", 54 + 45 * kind, colours[kind],
            tap_lock::name_of(static_cast<tap_lock::who>(kind)));
  }
  fputs("</svg>\n", file);
  return fclose(file) == 0;
}

void sum_up(int locks) {
  tap_lock::tries sum;
  int attempts = 0, failed = 0, worst = 50;
  for (int seed = 1; seed <= locks; ++seed) {
    tap_lock::door door;
    const int before = sum.open[0];
    const int took = tap_lock::try_all(door, static_cast<uint32_t>(seed), 50, sum,
                                       [](tap_lock::who, uint16_t) {});
    attempts += took;
    failed += took == 0 ? 1 : 0;
    worst = std::min(worst, static_cast<int>(sum.open[0]) - before);
  }
  printf("%d locks, %d attempts to teach them, %d not learnt\n", locks, attempts, failed);
  printf("the lock that is worst for its owner opens %d times of 50\n", worst);
  for (size_t kind = 0; kind < tap_lock::kinds; ++kind) {
    printf("%-18s opens %.2f %% of %d\n", tap_lock::name_of(static_cast<tap_lock::who>(kind)),
           100.0 * static_cast<double>(sum.open[kind]) / static_cast<double>(sum.all[kind]),
           static_cast<int>(sum.all[kind]));
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 3 && strcmp(arguments[1], "--locks") == 0 && atoi(arguments[2]) > 0) {
    sum_up(atoi(arguments[2]));
    return 0;
  }
  if (count > 2) {
    fprintf(stderr, "usage: example_tap_lock [<tries.svg>], or --locks <n>\n");
    return 2;
  }
  static tap_lock::door door;
  std::vector<point> points;
  tap_lock::run(
      door, [](const char* text) { fputs(text, stdout); },
      [&](tap_lock::who by, uint16_t distance) {
        points.push_back({by, distance * 100 / door.keeper.limit()});
      });
  if (count == 2 && !write_svg(arguments[1], points)) {
    fprintf(stderr, "expected a file that can be written: %s\n", arguments[1]);
    return 1;
  }
}
