// colors.cpp - a picture in a few colours: k-means finds them, as it would on a chip.
//
// usage: example_colors <in.ppm> <out.ppm>
#include <stdio.h>

#include <cctype>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "mote/model/kmeans.hpp"

namespace {

constexpr size_t colors = 16, samples = 2000;
enum class color : uint8_t {};

struct pixel {
  mote::array<float, 3> x;  // red, green, blue: 0 to 255
};
struct picture {
  size_t width = 0, height = 0;
  std::vector<uint8_t> bytes;

  size_t size() const { return width * height; }
  pixel at(size_t i) const {
    return {{{float(bytes[3 * i]), float(bytes[3 * i + 1]), float(bytes[3 * i + 2])}}};
  }
};

/// False where it is no PPM of 8 bits a colour.
bool read(const char* path, picture& out) {
  std::ifstream file{path, std::ios::binary};
  std::string kind;
  size_t most = 0;
  if (!(file >> kind >> out.width >> out.height >> most) || kind != "P6" || most != 255) {
    return false;
  }
  file.get();
  out.bytes.assign(std::istreambuf_iterator<char>{file}, {});
  return out.size() != 0 && out.bytes.size() == 3 * out.size();
}

bool write(const char* path, const picture& made) {
  std::ofstream file{path, std::ios::binary};
  file << "P6\n" << made.width << ' ' << made.height << "\n255\n";
  file.write(reinterpret_cast<const char*>(made.bytes.data()),
             static_cast<std::streamsize>(made.bytes.size()));
  return file.good();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    fprintf(stderr, "usage: example_colors <in.ppm> <out.ppm>\n");
    return 2;
  }
  picture given;
  if (!read(arguments[1], given)) {
    fprintf(stderr, "%s: expected a picture as PPM (P6) of 8 bits a colour\n", arguments[1]);
    return 1;
  }

  // Pixels here and there are enough to find the colours; a chip need not hold the picture.
  static mote::bounded<pixel, samples> rows;
  const size_t step = given.size() / samples + 1;
  for (size_t i = 0; i < given.size(); i += step) rows.push_back(given.at(i));

  static mote::learning_kmeans<color, 3, colors> palette;
  if (const mote::status s = palette.fit(rows); !s) {
    fprintf(stderr, "%s\n", s.message());
    return 1;
  }

  double squares = 0;
  picture made = given;
  for (size_t i = 0; i < given.size(); ++i) {
    const pixel one = given.at(i);
    const auto nearest = static_cast<size_t>(mote::predict(palette, one.x));
    const auto& mean = palette.rule().centres[nearest];
    for (size_t c = 0; c < 3; ++c) {
      made.bytes[3 * i + c] = static_cast<uint8_t>(mean[c] + 0.5f);
      const double off = double(made.bytes[3 * i + c]) - double(given.bytes[3 * i + c]);
      squares += off * off;
    }
  }
  printf("%zu colours of %zu pixels; %zu bytes of RAM learn them\n", colors, rows.size(),
         sizeof palette);
  printf("mean squared error of a colour %.1f\n", squares / double(3 * given.size()));
  return write(arguments[2], made) ? 0 : 1;
}
