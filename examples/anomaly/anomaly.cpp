// The detector on a simulated machine, and a picture of what it sees.
// usage: example_anomaly [<strangeness.svg>]     one machine, and a picture
//        example_anomaly --machines <n>         what became of n machines together
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <memory>
#include <vector>

#include "trial.hpp"

namespace {

struct point {
  anomaly::fault what;
  int percent;
  int32_t strangeness;
};

/// A dot for each block, 60 % or healthy; the limit is a line.
bool write_svg(const char* path, const std::vector<point>& points) {
  FILE* file = fopen(path, "w");
  if (file == nullptr) return false;
  const char* colours[] = {"#7a7a7a", "#2f6fb0", "#c4472b", "#3a8a4d", "#8a5fb0"};
  fputs(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 300\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n"
      "<rect width=\"640\" height=\"300\" fill=\"white\"/>\n"
      "<text x=\"8\" y=\"16\">distance from what was learnt, in percent of the limit</text>\n",
      file);
  for (int mark = 0; mark <= 300; mark += 100) {
    fprintf(file,
            "<path d=\"M40 %.1fH632\" stroke=\"%s\"/><text x=\"36\" y=\"%.1f\" "
            "text-anchor=\"end\">%d</text>\n",
            265 - 0.75 * mark, mark == 100 ? "#c4472b" : "#ddd", 269 - 0.75 * mark, mark);
  }
  int place[5] = {};
  for (const point& one : points) {
    const auto kind = static_cast<size_t>(one.what);
    if (one.percent != 60 || place[kind] >= 100) continue;
    const double x = 44 + 118 * static_cast<double>(kind) + 1.12 * place[kind]++;
    const double y =
        265 - 0.75 * static_cast<double>(one.strangeness < 310 ? one.strangeness : 310);
    fprintf(file, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\" fill=\"%s\"/>\n", x, y, colours[kind]);
  }
  for (size_t kind = 0; kind < 5; ++kind) {
    fprintf(file, "<text x=\"%zu\" y=\"288\" fill=\"%s\">%s%s</text>\n", 48 + 118 * kind,
            colours[kind], kind == 0 ? "well" : anomaly::name_of(static_cast<anomaly::fault>(kind)),
            kind == 0 ? "" : ", 60 %");
  }
  fputs("</svg>\n", file);
  return fclose(file) == 0;
}

/// Shares over many machines.
void sum_up(int machines) {
  const auto use = std::make_unique<anomaly::parts>();
  long blocks[5][4] = {}, strange[5][4] = {}, false_alarms = 0;
  for (int seed = 1; seed <= machines; ++seed) {
    *use = anomaly::parts{};
    anomaly::alarm bell;
    anomaly::run(
        static_cast<uint32_t>(seed), *use, [](const char*) {},
        [&](anomaly::fault what, int percent, int32_t now) {
          const auto kind = static_cast<size_t>(what);
          const size_t at = percent == 15 ? 0 : percent == 30 ? 1 : percent == 60 ? 2 : 3;
          ++blocks[kind][at];
          strange[kind][at] += now > 100 ? 1 : 0;
          if (kind == 0) false_alarms += bell.push(now) ? 1 : 0;
        });
  }
  const auto share = [](long part, long whole) {
    return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  };
  long well = 0, wrong = 0;
  for (size_t at = 0; at < 4; ++at) {
    well += blocks[0][at];
    wrong += strange[0][at];
  }
  printf("%d machines: strange of %ld healthy blocks %.2f %%, false alarms %ld\n", machines, well,
         share(wrong, well), false_alarms);
  printf("fault         15      30      60     100   percent\n");
  for (size_t kind = 1; kind < 5; ++kind) {
    printf("%-10s", anomaly::name_of(static_cast<anomaly::fault>(kind)));
    for (size_t at = 0; at < 4; ++at)
      printf("  %5.1f%%", share(strange[kind][at], blocks[kind][at]));
    printf("\n");
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 3 && strcmp(arguments[1], "--machines") == 0 && atoi(arguments[2]) > 0) {
    sum_up(atoi(arguments[2]));
    return 0;
  }
  if (count > 2) {
    fprintf(stderr, "usage: example_anomaly [<strangeness.svg>], or --machines <n>\n");
    return 2;
  }
  const auto use = std::make_unique<anomaly::parts>();
  std::vector<point> points;
  anomaly::run(
      7, *use, [](const char* text) { fputs(text, stdout); },
      [&](anomaly::fault what, int percent, int32_t strangeness) {
        points.push_back({what, percent, strangeness});
      });
  if (count == 2 && !write_svg(arguments[1], points)) {
    fprintf(stderr, "expected a file that can be written: %s\n", arguments[1]);
    return 1;
  }
}
