// picture.hpp - the history of a measurement as an SVG picture.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

struct moment {
  double seconds, level, leq;
};

/// LAF over time, and LAeq from the start up to each moment. False when it cannot be written.
inline bool write_picture(const char* path, const std::vector<moment>& history) {
  std::FILE* file = std::fopen(path, "w");
  if (file == nullptr) return false;
  constexpr double left = 50, right = 860, top = 20, bottom = 300;
  double low = 1000, high = -1000;
  for (const moment& m : history) {
    low = std::min({low, m.level, m.leq});
    high = std::max({high, m.level, m.leq});
  }
  low = 10 * std::floor(std::max(low, high - 100) / 10);
  high = 10 * std::ceil((high + 0.1) / 10);
  const double length = history.empty() ? 1 : std::max(history.back().seconds, 0.001);
  const auto x = [&](double seconds) { return left + (right - left) * seconds / length; };
  const auto y = [&](double level) {
    return bottom - (bottom - top) * (std::max(level, low) - low) / (high - low);
  };

  std::fprintf(file,
               "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 880 340' "
               "font-family='sans-serif' font-size='12' fill='#444'>\n"
               "<rect width='880' height='340' fill='white'/>\n");
  for (double level = low; level <= high + 1; level += 10) {
    std::fprintf(file,
                 "<path d='M%g %.1fH%g' stroke='#ddd'/><text x='%g' y='%.1f' "
                 "text-anchor='end'>%g</text>\n",
                 left, y(level), right, left - 6, y(level) + 4, level);
  }
  const double rough = length / 8;
  const double decade = std::pow(10, std::floor(std::log10(rough)));
  const double step = decade * (rough / decade < 2 ? 2 : rough / decade < 5 ? 5 : 10);
  for (int i = 0; i * step <= length * 1.0001; ++i) {
    std::fprintf(file, "<text x='%.1f' y='%g' text-anchor='middle'>%g s</text>\n", x(i * step),
                 bottom + 18, i * step);
  }
  const auto curve = [&](const char* color, double moment::*value, const char* name, double at) {
    std::fprintf(file, "<polyline fill='none' stroke='%s' stroke-width='1.5' points='", color);
    for (const moment& m : history) std::fprintf(file, "%.1f,%.1f ", x(m.seconds), y(m.*value));
    std::fprintf(file, "'/>\n<text x='%g' y='334' fill='%s'>%s</text>\n", at, color, name);
  };
  curve("#1f77b4", &moment::level, "LAF", left);
  curve("#d62728", &moment::leq, "LAeq so far", left + 50);
  std::fprintf(file, "<text x='%g' y='14'>dB</text>\n</svg>\n", left - 24);
  return std::fclose(file) == 0;
}
