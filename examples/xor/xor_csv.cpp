// XOR, loaded at run time: the model is a file, and the program knows only how large it may be.
// usage: xor_csv <file.csv>
#include <mote/model/tree_reader.hpp>
#include <stdio.h>

enum class answer : uint8_t { differ, same };

struct capacity {
  using feature_type = int8_t;
  using link_type = int8_t;
  static constexpr size_t features = 2;                        // exactly
  static constexpr size_t trees = 8, splits = 64, leaves = 2;  // at most
};

int main(int count, char** arguments) {
  FILE* file = count == 2 ? fopen(arguments[1], "rb") : nullptr;
  if (file == nullptr) {
    fprintf(stderr, "expected a model file that can be read: xor_csv <file.csv>\n");
    return 2;
  }
  static mote::loaded_trees<capacity, mote::hard_vote<answer, 2, capacity::trees>> model;
  mote::tree_reader reader{model};
  const mote::status loaded = reader.read([file](char& byte) {
    const int c = fgetc(file);
    byte = static_cast<char>(c);
    return c != EOF;
  });
  fclose(file);
  if (!loaded) {
    fprintf(stderr, "%s:%u: \"%s\". %s\n", arguments[1], static_cast<unsigned>(loaded.line()),
            reader.text(), loaded.message());
    return 1;
  }

  constexpr int8_t samples[4][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  for (const auto& x : samples) {
    answer out{};
    if (!mote::predict(model, x, out)) return 1;
    printf("%d %d -> %s\n", x[0], x[1], out == answer::same ? "same" : "differ");
  }
}
