// tree_files.hpp - the files of tests/data/files, and models that they fit.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "mote/core/bits.hpp"
#include "mote/model/emlearn_reader.hpp"
#include "mote/model/scaler.hpp"
#include "mote/model/tree_reader.hpp"

namespace tree_files {

template <class X, size_t Features, class Link = int16_t>
struct capacity {
  using feature_type = X;
  using link_type = Link;
  static constexpr size_t features = Features, trees = 12, splits = 80, leaves = 60;
};

template <class X, class Vote, size_t Features = 4, class Scaler = mote::no_scaler>
using model = mote::loaded_trees<capacity<X, Features>, Vote, Scaler>;

using votes = mote::hard_vote<uint8_t, 3, 12>;
template <class Proportion, size_t Classes = 3>
using rows = mote::soft_vote<uint8_t, Classes, 12, Proportion, 200>;
template <class Link, class Leaf, size_t Outputs, class Label = uint8_t>
using sums = mote::value_sum<Link, Label, Leaf, Outputs>;

using hard_int16 = model<int16_t, votes>;
using soft8_int8 = model<int8_t, rows<uint8_t>>;
using soft16_float = model<float, rows<uint16_t>>;
using exact_int32 = model<int32_t, rows<mote::binary64::bits>>;
using scaled_int16 = model<int16_t, votes, 4, mote::scaler<int16_t, 4>>;
using softmax_int16 = model<int16_t, sums<mote::link::softmax, int32_t, 3>>;
using softmax_float = model<float, sums<mote::link::softmax, float, 3>>;
using identity_float = model<float, sums<mote::link::identity, float, 1, void>, 3>;
using isolation_int16 = model<int16_t, sums<mote::link::isolation, int32_t, 1>>;

/// Of models that take missing numbers.
template <class X>
struct missing_capacity : capacity<X, 4> {
  static constexpr size_t columns = 10;
};
using missing_float =
    mote::loaded_trees<missing_capacity<float>, sums<mote::link::softmax, float, 3>>;
using missing_int16 = mote::loaded_trees<missing_capacity<int16_t>, votes>;

using emlearn_hard = hard_int16;
using emlearn_soft = model<int16_t, rows<uint8_t>>;
using emlearn_many = model<int16_t, rows<uint8_t, 30>, 3>;
using emlearn_regression = model<float, sums<mote::link::identity, float, 1, void>>;

template <class Vote>
constexpr bool is_classifier = true;
template <class Link, class Label, class Leaf>
constexpr bool is_classifier<mote::value_sum<Link, Label, Leaf, 1>> = false;

/// A file beside this source: tests run where they were built.
inline std::string read(const std::string& name) {
  const std::string here = __FILE__;
  const std::string path = here.substr(0, here.rfind('/')) + "/../data/files/" + name;
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The rows of a file of numbers.
inline std::vector<std::vector<float>> read_table(const std::string& name) {
  std::vector<std::vector<float>> table;
  std::istringstream lines(read(name));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    table.emplace_back();
    for (std::string field; std::getline(fields, field, ',');) {
      table.back().push_back(std::stof(field));
    }
  }
  return table;
}

struct outcome {
  mote::status status;
  std::string text;
};

template <template <class> class Reader, class Model>
outcome load(Model& model, const std::string& file) {
  Reader<Model> reader{model};
  reader.put(file.data(), file.size());
  const mote::status status = reader.finish();
  return {status, reader.text()};
}

/// Ends `lines` with the checksum that they have.
inline std::string sealed(const std::string& lines) {
  mote::crc32 crc;
  for (const char c : lines) {
    if (c != '\r') crc.add(static_cast<uint8_t>(c));
  }
  char hex[9];
  snprintf(hex, sizeof hex, "%08x", static_cast<unsigned>(crc.value()));
  return lines + "crc," + hex + "\n";
}
inline std::string unsealed(const std::string& file) { return file.substr(0, file.rfind("crc,")); }

/// Numbers for tests, the same on every machine.
class random {
 public:
  explicit random(uint32_t seed) : state_{seed} {}
  uint32_t operator()() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    return state_ ^= state_ << 5;
  }
  uint32_t below(size_t n) { return (*this)() % static_cast<uint32_t>(n); }

 private:
  uint32_t state_;
};

/// Any bits: every integer; every float, infinities and NaN too.
template <class X>
X any_number(random& next) {
  const uint32_t bits = next();
  if constexpr (std::is_same_v<X, float>) {
    return mote::bit_cast<float>(bits);
  } else {
    return static_cast<X>(bits);
  }
}

/// A few changes of bytes, numbers or lines.
inline std::string mutated(std::string text, random& next) {
  static const char* const pieces[] = {
      "-1",    "0",     "1",          "2",      "300",  "9999",      "2147483647",
      "nan",   ",",     "\n",         "-",      "\r\n", "[255 0 0]", "n,0,1,-1,-1\n",
      "r,1\n", "l,0\n", "4294967296", "-32768", "1e38", "ff800000"};
  for (uint32_t left = 1 + next.below(3); left > 0 && !text.empty(); --left) {
    const size_t at = next.below(text.size());
    switch (next.below(6)) {
      case 0:
        text[at] = static_cast<char>(next.below(256));
        break;
      case 1:
        text[at] = static_cast<char>('0' + next.below(10));
        break;
      case 2:
        text.erase(at, 1 + next.below(8));
        break;
      case 3:
        text.insert(at, pieces[next.below(std::size(pieces))]);
        break;
      case 4: {  // the field here becomes another
        const size_t from = text.find_last_of(",\n", at);
        const size_t to = text.find_first_of(",\n", at);
        const size_t first = from == std::string::npos ? 0 : from + 1;
        if (to != std::string::npos && to >= first) {
          text.replace(first, to - first, pieces[next.below(std::size(pieces))]);
        }
        break;
      }
      default: {  // a line is repeated somewhere else
        const size_t from = text.rfind('\n', at) + 1;
        const std::string line = text.substr(from, text.find('\n', from) - from + 1);
        text.insert(text.rfind('\n', next.below(text.size())) + 1, line);
      }
    }
  }
  return text;
}

}  // namespace tree_files
