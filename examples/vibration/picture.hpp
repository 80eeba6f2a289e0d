// picture.hpp - what the monitor said, as CSV and as a picture.
#pragma once

#include <stdio.h>

#include <algorithm>
#include <vector>

#include "vibration.hpp"

namespace vibration {

class history {
 public:
  void add(const report& r) { reports_.push_back(r); }
  size_t size() const { return reports_.size(); }

  void write_csv(FILE* file) const {
    fputs("seconds,total_mg,shaft_mg,twice_shaft_mg,bearing_mg,verdict\n", file);
    for (size_t i = 0; i < reports_.size(); ++i) {
      const report& r = reports_[i];
      fprintf(file, "%.2f,%u,%u,%u,%u,%s\n", seconds(i), r.total, r.in[shaft], r.in[twice_shaft],
              r.in[bearing], r.verdict());
    }
  }

  /// A line for each band over time.
  void write_svg(FILE* file) const {
    static const struct {
      const char *name, *colour;
    } bands_shown[bands] = {{"shaft, 20 to 40 Hz", "#2f6fb0"},
                            {"twice the shaft, 45 to 75 Hz", "#7a7a7a"},
                            {"bearing, 80 to 300 Hz", "#c4472b"}};
    unsigned most = 50;
    for (const report& r : reports_) {
      for (const unsigned value : r.in) most = std::max(most, value);
    }
    const unsigned top = (most / 50 + 1) * 50;
    fprintf(file,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 320\" "
            "font-family=\"sans-serif\" font-size=\"12\">\n"
            "<rect width=\"640\" height=\"320\" fill=\"white\"/>\n");
    for (unsigned mark = 0; mark <= top; mark += top > 200 ? 100 : 50) {
      const double y = height(mark, top);
      fprintf(file, "<path d=\"M50 %.1fH620\" stroke=\"#ddd\"/>\n", y);
      fprintf(file, "<text x=\"44\" y=\"%.1f\" text-anchor=\"end\">%u</text>\n", y + 4, mark);
    }
    for (size_t i = 0; i < reports_.size(); i += 4) {
      fprintf(file, "<text x=\"%.1f\" y=\"298\" text-anchor=\"middle\">%.1f s</text>\n", place(i),
              seconds(i));
    }
    fputs("<text x=\"8\" y=\"16\">mg, root mean square of three axes</text>\n", file);
    for (size_t b = 0; b < bands; ++b) {
      fprintf(file, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"",
              bands_shown[b].colour);
      for (size_t i = 0; i < reports_.size(); ++i) {
        fprintf(file, "%.1f,%.1f ", place(i), height(reports_[i].in[b], top));
      }
      fprintf(file, "\"/>\n<text x=\"%u\" y=\"316\" fill=\"%s\">%s</text>\n",
              static_cast<unsigned>(50 + 200 * b), bands_shown[b].colour, bands_shown[b].name);
    }
    fputs("</svg>\n", file);
  }

 private:
  static double seconds(size_t i) { return static_cast<double>((i + 1) * milliseconds) / 1000; }
  static double height(unsigned value, unsigned top) { return 280 - 250.0 * value / top; }
  double place(size_t i) const {
    return 60 + 550.0 * static_cast<double>(i) /
                    static_cast<double>(std::max<size_t>(reports_.size() - 1, 1));
  }

  std::vector<report> reports_;
};

}  // namespace vibration
