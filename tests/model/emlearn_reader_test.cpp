#include "mote/model/emlearn_reader.hpp"

#include <gtest/gtest.h>
#include <math.h>

#include "tree_files.hpp"

namespace {

using mote::emlearn_reader;
using mote::status;
using mote::status_code;
using tree_files::load;
using tree_files::read;
using tree_files::read_table;

template <class Model>
void expect_emlearns_predictions(const std::string& name, const std::string& file, float bound) {
  static Model model;
  const auto loaded = load<emlearn_reader>(model, file);
  ASSERT_TRUE(loaded.status.ok()) << name << ":" << loaded.status.line() << " "
                                  << loaded.status.message() << " [" << loaded.text << "]";
  using feature = typename Model::feature_type;
  const auto table = read_table(name + ".expected.csv");
  ASSERT_GE(table.size(), 50u);
  for (const auto& row : table) {
    ASSERT_EQ(row.size(), Model::shape::features + 1);
    feature x[Model::shape::features];
    for (size_t i = 0; i < Model::shape::features; ++i) x[i] = static_cast<feature>(row[i]);
    mote::prediction_t<Model> out{};
    ASSERT_TRUE(mote::predict(model, x, out));
    ASSERT_LE(fabsf(static_cast<float>(out) - row.back()), bound * fabsf(row.back()));
  }
}

TEST(EmlearnReader, ALoadedFilePredictsWhatEmlearnPredicts) {
  expect_emlearns_predictions<tree_files::emlearn_hard>("emlearn_hard", read("emlearn_hard.csv"),
                                                        0);
  expect_emlearns_predictions<tree_files::emlearn_soft>("emlearn_soft", read("emlearn_soft.csv"),
                                                        0);
  expect_emlearns_predictions<tree_files::emlearn_many>("emlearn_many", read("emlearn_many.csv"),
                                                        0);
  expect_emlearns_predictions<tree_files::emlearn_regression>(
      "emlearn_regression", read("emlearn_regression.csv"), 1e-6f);
}

std::string without(std::string text, const std::string& part) {
  const size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return at == std::string::npos ? text : text.erase(at, part.size());
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}
std::string with_ends(const std::string& text, const std::string& end) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += end;
    if (c != '\r' && c != '\n') out += c;
  }
  return out;
}

TEST(EmlearnReader, EveryVariantOfTheFileLoads) {
  const std::string hard = read("emlearn_hard.csv");
  ASSERT_NE(hard.find("\r\n"), std::string::npos) << "emlearn writes CRLF";
  ASSERT_NE(hard.back(), '\n') << "and no end of the last line";
  for (const char* end : {"\n", "\r\n", "\r\r\n"}) {  // the last is Python on Windows
    expect_emlearns_predictions<tree_files::emlearn_hard>("emlearn_hard", with_ends(hard, end), 0);
    expect_emlearns_predictions<tree_files::emlearn_hard>("emlearn_hard",
                                                          with_ends(hard, end) + end, 0);
    const std::string many = read("emlearn_many.csv");
    expect_emlearns_predictions<tree_files::emlearn_many>("emlearn_many", with_ends(many, end), 0);
  }
  expect_emlearns_predictions<tree_files::emlearn_hard>("emlearn_hard", without(hard, "lb,0\r\n"),
                                                        0);
  expect_emlearns_predictions<tree_files::emlearn_soft>(
      "emlearn_soft", without(read("emlearn_soft.csv"), "lb,8\r\n"), 0);
  expect_emlearns_predictions<tree_files::emlearn_regression>(
      "emlearn_regression", without(read("emlearn_regression.csv"), "lb,32\r\n"), 1e-6f);
}

template <class X>
using two_classes = mote::loaded_trees<tree_files::capacity<X, 1>, mote::hard_vote<uint8_t, 2, 12>>;

/// 1 where `value < threshold` in emlearn's way is false.
template <class X>
int side(const char* threshold, X value) {
  two_classes<X> model;
  const std::string file =
      std::string("f,1\nc,2\nlb,0\nl,0\nl,1\nr,0\nn,0,") + threshold + ",-1,-2";
  const auto loaded = load<emlearn_reader>(model, file);
  EXPECT_TRUE(loaded.status.ok()) << threshold << loaded.status.message();
  const X x[1] = {value};
  uint8_t label = 9;
  EXPECT_TRUE(mote::predict(model, x, label));
  return label;
}

TEST(EmlearnReader, IntegerFeaturesAreLessThanTheThresholdWithoutItsFraction) {
  EXPECT_EQ(side<int16_t>("7.5", 6), 0);
  EXPECT_EQ(side<int16_t>("7.5", 7), 1) << "scikit-learn goes left here: 7 <= 7.5";
  EXPECT_EQ(side<int16_t>("-7.5", -8), 0);
  EXPECT_EQ(side<int16_t>("-7.5", -7), 1);
  EXPECT_EQ(side<int16_t>("-0.5", -1), 0);
  EXPECT_EQ(side<int16_t>("-0.5", 0), 1);
  EXPECT_EQ(side<int16_t>("1e-06", 0), 1);
  EXPECT_EQ(side<int16_t>("32767.0", 32766), 0);
  EXPECT_EQ(side<int16_t>("32767.0", 32767), 1);
  for (const int value : {-32768, -32767, 0, 32767}) {
    EXPECT_EQ(side<int16_t>("-32768.0", static_cast<int16_t>(value)), 1) << "nothing is less";
  }
  EXPECT_EQ(side<int8_t>("-128", INT8_MIN), 1);
  EXPECT_EQ(side<int32_t>("-2147483648.0", INT32_MIN), 1);
  EXPECT_EQ(side<int32_t>("-2147483647.0", INT32_MIN), 0);
}

TEST(EmlearnReader, FloatFeaturesAreLessThanTheNearestFloat) {
  for (const char* text :
       {"7.5", "0.005111", "-0.047621", "1e-06", "0.0", "-0.0", "1e-45", "100"}) {
    const float threshold = strtof(text, nullptr);
    const float inf = __builtin_inff();
    for (const float x : {threshold, nextafterf(threshold, inf), nextafterf(threshold, -inf), 0.0f,
                          -0.0f, inf, -inf}) {
      EXPECT_EQ(side<float>(text, x), x < threshold ? 0 : 1) << text << " " << x;
    }
  }
}

struct refusal {
  const char* from;
  const char* to;
  status expected;
  const char* text;
};

template <class Model>
void expect_refusals(const std::string& name, const std::vector<refusal>& refusals) {
  const std::string file = with_ends(read(name), "\n");
  Model model;
  ASSERT_TRUE(load<emlearn_reader>(model, file).status.ok());
  for (const refusal& r : refusals) {
    const auto got = load<emlearn_reader>(model, replaced(file, r.from, r.to));
    EXPECT_EQ(got.status, r.expected) << r.from << " -> " << r.to << ": line " << got.status.line()
                                      << ", " << got.status.message();
    EXPECT_EQ(got.text, r.text) << r.from << " -> " << r.to;
    EXPECT_FALSE(model.ready());
  }
}

TEST(EmlearnReader, EveryErrorNamesItsLineAndWhatCame) {
  using code = status_code;
  const std::string file = with_ends(read("emlearn_hard.csv"), "\n");
  ASSERT_EQ(file.substr(0, 34), "f,4\nc,3\nlb,0\nl,0\nl,1\nl,2\nr,0\nr,7\nr");
  const size_t node = file.find("\nn,") + 1;
  const std::string first = file.substr(node, file.find('\n', node) - node);
  ASSERT_EQ(first, "n,0,55.5,1,2");
  expect_refusals<tree_files::emlearn_hard>(
      "emlearn_hard.csv", {
                              {"f,4", "f,9999", {code::shape, 1}, "9999"},
                              {"f,4", "f,3", {code::shape, 1}, "3"},
                              {"f,4", "mote,1", {code::syntax, 1}, "mote"},
                              {"f,4", "f,4\nf,4", {code::order, 2}, "f"},
                              {"f,4\n", "", {code::features, 1}, "c"},
                              {"c,3", "c,300", {code::shape, 2}, "300"},
                              {"c,3", "c,0", {code::type, 2}, "0"},
                              {"c,3", "c,99999999999", {code::range, 2}, "99999999999"},
                              {"c,3\n", "", {code::order, 2}, "lb"},
                              {"lb,0", "lb,8", {code::type, 3}, "8"},
                              {"lb,0", "lb,32", {code::type, 3}, "32"},
                              {"lb,0", "lf,0", {code::syntax, 3}, "lf"},
                              {"l,2", "l,3", {code::label, 6}, "3"},
                              {"l,2", "l,-1", {code::label, 6}, "-1"},
                              {"l,2", "l,2.5", {code::number, 6}, "2.5"},
                              {"l,2", "l,[255   0   0]", {code::number, 6}, "[255   0   0]"},
                              {"l,2", "l,2\nl,1", {code::missing, 45}, ""},
                              {"r,7", "r,0", {code::order, 8}, "0"},
                              {"r,7", "l,7", {code::order, 8}, "l"},
                              {"r,7", "r,32768000", {code::capacity, 8}, "32768000"},
                              {"n,0,55.5,1,2", "n,9999,55.5,1,2", {code::feature, 12}, "9999"},
                              {"n,0,55.5,1,2", "n,4,55.5,1,2", {code::feature, 12}, "4"},
                              {"n,0,55.5,1,2", "n,-2,55.5,1,2", {code::feature, 12}, "-2"},
                              {"n,0,55.5,1,2", "n,0,nan,1,2", {code::number, 12}, "nan"},
                              {"n,0,55.5,1,2", "n,0,inf,1,2", {code::number, 12}, "inf"},
                              {"n,0,55.5,1,2", "n,0,32768,1,2", {code::range, 12}, "32768"},
                              {"n,0,55.5,1,2", "n,0,-32769.5,1,2", {code::range, 12}, "-32769.5"},
                              {"n,0,55.5,1,2", "n,0,1e300,1,2", {code::range, 12}, "1e300"},
                              {"n,0,55.5,1,2", "n,0,55.5,0,2", {code::link, 12}, "2"},
                              {"n,0,55.5,1,2", "n,0,55.5,2,2", {code::link, 12}, "2"},
                              {"n,0,55.5,1,2", "n,0,55.5,1,7", {code::link, 12}, "7"},
                              {"n,0,55.5,1,2", "n,0,55.5,1,-4", {code::link, 12}, "-4"},
                              {"n,0,55.5,1,2", "n,0,55.5,1,2,3", {code::syntax, 12}, "3"},
                              {"n,0,55.5,1,2", "n,0,55.5,1", {code::syntax, 12}, "1"},
                          });
  expect_refusals<tree_files::emlearn_soft>(
      "emlearn_soft.csv", {
                              {"lb,8", "lb,0", {code::type, 3}, "0"},
                              {"l,[255   0   0]", "l,[255   0]", {code::count, 4}, ""},
                              {"l,[255   0   0]", "l,[255   0   0 0]", {code::count, 4}, "0"},
                              {"l,[255   0   0]", "l,[256   0   0]", {code::range, 4}, "256"},
                              {"l,[255   0   0]", "l,[255   0 -1]", {code::range, 4}, "-1"},
                              {"l,[255   0   0]", "l,[255 ... 0]", {code::number, 4}, "..."},
                              {"l,[255   0   0]", "l,[255\n0\n0.5]", {code::number, 6}, "0.5"},
                              {"l,[255   0   0]", "l,[255   0   0]]", {code::syntax, 4}, ""},
                              {"l,[255   0   0]", "l,255", {code::type, 4}, ""},
                              {"l,[255   0   0]", "l", {code::syntax, 4}, "l"},
                          });
  expect_refusals<tree_files::emlearn_regression>(
      "emlearn_regression.csv", {
                                    {"c,0", "c,3", {code::type, 2}, "3"},
                                    {"lb,32", "lb,8", {code::type, 3}, "8"},
                                    {"\nl,", "\nl,nan\nl,", {code::number, 4}, "nan"},
                                    {"\nl,", "\nl,1e39\nl,", {code::range, 4}, "1e39"},
                                });
}

TEST(EmlearnReader, AFileCutAnywhereIsRefusedExceptInsideItsLastNumber) {
  for (const char* name : {"emlearn_hard.csv", "emlearn_soft.csv"}) {
    const std::string file = with_ends(read(name), "\n");
    const size_t last = file.rfind(',') + 1;
    tree_files::emlearn_hard hard;
    tree_files::emlearn_soft soft;
    uint32_t line = 1;
    for (size_t length = 1; length <= last; ++length) {
      const std::string cut = file.substr(0, length);
      const auto got = name[8] == 'h' ? load<emlearn_reader>(hard, cut).status
                                      : load<emlearn_reader>(soft, cut).status;
      ASSERT_FALSE(got.ok()) << cut;
      ASSERT_EQ(got.line(), line) << cut;
      if (cut.back() == '\n') ++line;
    }
  }
}

TEST(EmlearnReader, NothingAtAllIsEmptyAndBinaryIsRefused) {
  tree_files::emlearn_hard model;
  EXPECT_EQ(load<emlearn_reader>(model, "").status, (status{status_code::empty, 0}));
  EXPECT_EQ(load<emlearn_reader>(model, std::string(99, '\0')).status,
            (status{status_code::syntax, 1}));
  EXPECT_EQ(load<emlearn_reader>(model, "f,4\n").status, (status{status_code::truncated, 1}));
}

TEST(EmlearnReader, AModelThatIsFullIsRefusedOnTheLineThatIsTooMuch) {
  tree_files::emlearn_hard model;
  std::string leaves = "f,4\nc,3\n";
  for (int i = 0; i < 61; ++i) leaves += "l,1\n";
  EXPECT_EQ(load<emlearn_reader>(model, leaves).status, (status{status_code::capacity, 63}));
  std::string roots = "f,4\nc,3\nl,1\n";
  for (int i = 0; i < 13; ++i) roots += "r," + std::to_string(i) + "\n";
  EXPECT_EQ(load<emlearn_reader>(model, roots).status, (status{status_code::capacity, 16}));
  std::string splits = "f,4\nc,3\nl,1\nr,0\n";
  for (int i = 0; i < 80; ++i) splits += "n,0,1,1,-1\n";
  EXPECT_EQ(load<emlearn_reader>(model, splits).status, (status{status_code::capacity, 84}));
}

TEST(EmlearnReader, AnArrayThatNeverEndsIsRefusedAfter65535Bytes) {
  for (const char endless : {' ', '\n', '\r'}) {
    tree_files::emlearn_soft model;
    emlearn_reader reader{model};
    const std::string start = "f,4\nc,3\nlb,8\nl,[1 2";
    EXPECT_TRUE(reader.put(start.data(), start.size()));
    size_t taken = 0;
    while (taken < 100000 && reader.put(endless)) ++taken;
    EXPECT_LT(taken, 65535u);
    EXPECT_EQ(reader.finish().code(), status_code::line_length);
  }
}

}  // namespace
