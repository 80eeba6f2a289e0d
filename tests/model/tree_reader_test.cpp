#include "mote/model/tree_reader.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "data/files/exact_int32.hpp"
#include "data/files/hard_int16.hpp"
#include "data/files/identity_float.hpp"
#include "data/files/isolation_int16.hpp"
#include "data/files/missing_float.hpp"
#include "data/files/missing_int16.hpp"
#include "data/files/scaled_int16.hpp"
#include "data/files/soft16_float.hpp"
#include "data/files/soft8_int8.hpp"
#include "data/files/softmax_float.hpp"
#include "data/files/softmax_int16.hpp"
#include "tree_files.hpp"

namespace {

using mote::emlearn_reader;
using mote::status;
using mote::status_code;
using mote::tree_reader;
using tree_files::load;
using tree_files::read;
using tree_files::sealed;
using tree_files::unsealed;

static_assert(sizeof(mote::loaded_split<int8_t, uint8_t, int8_t>) == 4);
static_assert(sizeof(mote::loaded_split<int16_t, uint8_t, int8_t>) == 6);
static_assert(sizeof(mote::loaded_split<float, uint8_t, int8_t>) == 8);
static_assert(sizeof(mote::loaded_split<int16_t, uint8_t, int16_t>) == 8);
static_assert(std::is_same_v<mote::prediction_t<tree_files::hard_int16>, uint8_t>);
static_assert(std::is_same_v<mote::prediction_t<tree_files::identity_float>, float>);
static_assert(std::is_same_v<tree_files::softmax_float::probability, float>);
static_assert(!std::is_copy_constructible_v<tree_reader<tree_files::hard_int16>>);

template <class X>
X sample_value(tree_files::random& next) {
  if constexpr (std::is_same_v<X, float>) {
    return static_cast<float>(next.below(800)) / 100.0f;
  } else {
    return static_cast<X>(static_cast<int32_t>(next.below(100)) - 10);
  }
}

/// The loaded model against the header of the same model, walked and unrolled.
template <const auto& Header, class Model>
void expect_the_header(const std::string& name) {
  static Model model;
  const auto loaded = load<tree_reader>(model, read(name + ".csv"));
  ASSERT_TRUE(loaded.status.ok()) << name << ":" << loaded.status.line() << " "
                                  << loaded.status.message() << " [" << loaded.text << "]";
  using table = std::remove_cv_t<std::remove_reference_t<decltype(Header)>>;
  using vote = typename Model::vote_type;
  tree_files::random next{2026};
  for (int i = 0; i < 3000; ++i) {
    using feature = typename Model::feature_type;
    feature x[Model::shape::features];
    for (auto& v : x) v = sample_value<feature>(next);
    mote::prediction_t<Model> label{};
    ASSERT_TRUE(mote::predict(model, x, label));
    ASSERT_EQ(label, static_cast<decltype(label)>(mote::predict(Header, x)));
    ASSERT_EQ(label, static_cast<decltype(label)>(mote::predict<Header>(x)));
    mote::scores_t<Model> score{};
    ASSERT_TRUE(mote::score(model, x, score));
    const auto expected = mote::score(Header, x);
    if constexpr (std::is_arithmetic_v<mote::scores_t<Model>>) {
      ASSERT_EQ(score, expected);
    } else {
      for (size_t k = 0; k < score.size(); ++k) ASSERT_EQ(score[k], expected[k]);
    }
    if constexpr (tree_files::is_classifier<vote>) {
      mote::probabilities_t<Model> p{};
      ASSERT_TRUE(mote::predict_proba(model, x, p));
      ASSERT_EQ(p, mote::predict_proba(Header, x));
      ASSERT_EQ(p, mote::predict_proba<Header>(x));
    }
  }
  static_assert(table::shape::features == Model::shape::features);
  EXPECT_EQ(model.trees(), table::shape::trees);
  EXPECT_EQ(model.splits(), table::shape::splits);
}

TEST(TreeReader, ALoadedModelPredictsBitForBitAsItsHeader) {
  expect_the_header<hard_int16::model, tree_files::hard_int16>("hard_int16");
  expect_the_header<soft8_int8::model, tree_files::soft8_int8>("soft8_int8");
  expect_the_header<soft16_float::model, tree_files::soft16_float>("soft16_float");
  expect_the_header<exact_int32::model, tree_files::exact_int32>("exact_int32");
  expect_the_header<scaled_int16::model, tree_files::scaled_int16>("scaled_int16");
  expect_the_header<softmax_int16::model, tree_files::softmax_int16>("softmax_int16");
  expect_the_header<softmax_float::model, tree_files::softmax_float>("softmax_float");
  expect_the_header<identity_float::model, tree_files::identity_float>("identity_float");
  expect_the_header<isolation_int16::model, tree_files::isolation_int16>("isolation_int16");
}

/// A loaded model against the header, both of which take missing numbers, on rows of `any()`.
template <const auto& Header, class Model, class Any>
void expect_the_sides(const std::string& name, Any any) {
  static Model model;
  const auto loaded = load<tree_reader>(model, read(name + ".csv"));
  ASSERT_TRUE(loaded.status.ok()) << loaded.status.line() << " " << loaded.status.message();
  for (int i = 0; i < 3000; ++i) {
    typename Model::feature_type x[4];
    for (auto& v : x) v = any();
    mote::prediction_t<Model> label{};
    ASSERT_TRUE(mote::predict(model, x, label));
    ASSERT_EQ(label, static_cast<uint8_t>(mote::predict(Header, x)));
    ASSERT_EQ(label, static_cast<uint8_t>(mote::predict<Header>(x)));
    mote::scores_t<Model> score{};
    ASSERT_TRUE(mote::score(model, x, score));
    ASSERT_EQ(score, mote::score(Header, x));
  }
}

TEST(TreeReader, ALoadedModelPutsMissingNumbersOnTheSidesOfItsHeader) {
  tree_files::random next{2027};
  expect_the_sides<missing_float::model, tree_files::missing_float>("missing_float", [&next] {
    const float kinds[] = {mote::bit_cast<float>(0x7fc00000u), mote::bit_cast<float>(0xff800001u),
                           tree_files::any_number<float>(next), sample_value<float>(next)};
    return kinds[next.below(4)];
  });
  expect_the_sides<missing_int16::model, tree_files::missing_int16>("missing_int16", [&next] {
    const int16_t kinds[] = {-32768, 32767, tree_files::any_number<int16_t>(next),
                             sample_value<int16_t>(next)};
    return kinds[next.below(4)];
  });
}

TEST(TreeReader, AFileOfMissingNumbersNeedsRoomForItsColumns) {
  tree_files::hard_int16 plain;
  EXPECT_EQ(load<tree_reader>(plain, read("missing_int16.csv")).status,
            (status{status_code::type, 5}));
  tree_files::missing_int16 sided;
  EXPECT_TRUE(load<tree_reader>(sided, read("missing_int16.csv")).status.ok());
  EXPECT_TRUE(load<tree_reader>(sided, read("hard_int16.csv")).status.ok()) << "none is missing";
  static tree_files::hard_int16 same;
  ASSERT_TRUE(load<tree_reader>(same, read("hard_int16.csv")).status.ok());
  tree_files::random next{5};
  for (int i = 0; i < 500; ++i) {
    int16_t x[4];
    for (auto& v : x) v = sample_value<int16_t>(next);
    uint8_t one{}, other{};
    ASSERT_TRUE(mote::predict(sided, x, one) && mote::predict(same, x, other));
    ASSERT_EQ(one, other) << "what was loaded before is forgotten";
  }
}

TEST(TreeReader, ALoadedScalerQuantizesAsTheHeaders) {
  tree_files::scaled_int16 model;
  ASSERT_TRUE(load<tree_reader>(model, read("scaled_int16.csv")).status.ok());
  tree_files::random next{7};
  for (int i = 0; i < 2000; ++i) {
    mote::array<float, 4> raw{};
    for (auto& v : raw) v = sample_value<float>(next) * 1.3f;
    mote::array<int16_t, 4> a{}, b{};
    ASSERT_EQ(model.scaler()(raw, a), scaled_int16::quantize(raw, b));
    ASSERT_EQ(a, b);
  }
}

TEST(TreeReader, AModelIsEmptyUntilTheLastByteIsCheckedAndRefusesToPredict) {
  tree_files::hard_int16 model;
  const int16_t x[4] = {51, 35, 14, 2};
  uint8_t label = 77;
  mote::probabilities_t<tree_files::hard_int16> p{};
  mote::scores_t<tree_files::hard_int16> s{};
  const auto expect_empty = [&] {
    EXPECT_FALSE(model.ready());
    EXPECT_EQ(model.trees() + model.splits() + model.leaves(), 0u);
    EXPECT_EQ(mote::predict(model, x, label), status{status_code::empty});
    EXPECT_EQ(mote::predict_proba(model, x, p), status{status_code::empty});
    EXPECT_EQ(mote::score(model, x, s), status{status_code::empty});
    EXPECT_EQ(label, 77) << "a refused predict leaves its result as it was";
  };
  expect_empty();
  {
    tree_reader reader{model};
    const std::string file = read("hard_int16.csv");
    EXPECT_TRUE(reader.put(file.data(), file.size()));
    expect_empty();
    EXPECT_TRUE(reader.finish().ok());
    EXPECT_TRUE(reader.finish().ok()) << "finish again says the same";
    EXPECT_FALSE(reader.put('x')) << "and nothing can follow";
  }
  EXPECT_TRUE(model.ready());
  EXPECT_TRUE(mote::predict(model, x, label).ok());
  EXPECT_EQ(label, 0);
  label = 77;
  { const tree_reader<tree_files::hard_int16> next{model}; }
  expect_empty();  // a model that is being replaced is not the old one any more
  ASSERT_TRUE(load<tree_reader>(model, read("hard_int16.csv")).status.ok());
  model.reset();
  expect_empty();
}

TEST(TreeReader, ASourceIsReadToItsEnd) {
  const std::string file = read("hard_int16.csv");
  size_t at = 0;
  tree_files::hard_int16 model;
  tree_reader reader{model};
  const status result = reader.read([&](char& c) {
    if (at == file.size()) return false;
    c = file[at++];
    return true;
  });
  EXPECT_TRUE(result.ok());
  EXPECT_EQ(at, file.size());
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}
std::string with_crlf(const std::string& text, const char* end = "\r\n") {
  std::string out;
  for (const char c : text) c == '\n' ? out += end : out += c;
  return out;
}

TEST(TreeReader, LinesMayEndInCrLfAndTheLastOneInNothing) {
  const std::string file = read("softmax_int16.csv");
  tree_files::softmax_int16 model;
  EXPECT_TRUE(load<tree_reader>(model, with_crlf(file)).status.ok());
  EXPECT_TRUE(load<tree_reader>(model, file.substr(0, file.size() - 1)).status.ok());
  EXPECT_EQ(load<tree_reader>(model, with_crlf(file, "\r")).status,
            (status{status_code::syntax, 1}));
}

struct refusal {
  const char* from;
  const char* to;
  status expected;
  const char* text;
};

// Each change is sealed with a checksum of its own, so that the checks behind it have to see it.
template <class Model>
void expect_refusals(const std::string& name, const std::vector<refusal>& refusals) {
  const std::string lines = unsealed(read(name));
  Model model;
  ASSERT_TRUE(load<tree_reader>(model, sealed(lines)).status.ok());
  for (const refusal& r : refusals) {
    const auto got = load<tree_reader>(model, sealed(replaced(lines, r.from, r.to)));
    EXPECT_EQ(got.status, r.expected) << r.from << " -> " << r.to << ": line " << got.status.line()
                                      << ", " << got.status.message();
    EXPECT_EQ(got.text, r.text) << r.from << " -> " << r.to;
    EXPECT_FALSE(model.ready());
  }
}

TEST(TreeReader, EveryErrorNamesItsLineAndWhatCame) {
  using code = status_code;
  expect_refusals<tree_files::hard_int16>(
      "hard_int16.csv",
      {
          {"mote,1", "mote,2", {code::version, 1}, "2"},
          {"mote,1", "f,4", {code::syntax, 1}, "f"},
          {"mote,1\n", "", {code::missing, 1}, "features"},
          {"mote,1", "mote,1,1", {code::syntax, 1}, "1"},
          {"mote,1", "mote", {code::syntax, 1}, "mote"},
          {"mote,1", "\xEF\xBB\xBFmote,1", {code::syntax, 1}, "?"},
          {"mote,1", "\nmote,1", {code::syntax, 1}, ""},
          {"int16,4", "int8,4", {code::type, 2}, "int8"},
          {"int16,4", "int16,5", {code::shape, 2}, "5"},
          {"int16,4", "int16,-4", {code::shape, 2}, "-4"},
          {"int16,4", "int16,4294967300", {code::range, 2}, "4294967300"},
          {"int16,4", "int16,4\nfeatures,int16,4", {code::order, 3}, "features"},
          {"hard,class,3", "hard,class,300", {code::shape, 3}, "300"},
          {"hard,class,3", "soft,uint8,3", {code::type, 3}, "soft"},
          {"sizes,5,", "sizes,2000000000,", {code::capacity, 4}, "2000000000"},
          {"sizes,5,33", "sizes,5,99999999999999", {code::range, 4}, "99999999999999"},
          {"sizes,5,33", "sizes,5,0", {code::range, 4}, "0"},
          {"sizes,5,33", "sizes,5,-1", {code::range, 4}, "-1"},
          {"sizes,5,33,3,0", "sizes,5,33,3,1", {code::capacity, 4}, "1"},
          {"sizes,5,33", "sizes,5,34", {code::count, 49}, "crc"},
          {"sizes,5,33", "sizes,5,32", {code::count, 48}, "n"},
          {"sizes,5", "sizes,4", {code::count, 15}, "r"},
          {"sizes,5,33,3", "sizes,5,33,4", {code::count, 11}, "r"},
          {"label,1,", "label,7,", {code::order, 6}, "7"},
          {"label,1,1\n", "", {code::order, 6}, "2"},
          {"label,2,2\n", "", {code::count, 7}, "l"},
          {"\nl,2", "\nl,3", {code::label, 10}, "3"},
          {"\nl,2", "\nl,-1", {code::label, 10}, "-1"},
          {"\nl,2", "\nl,nan", {code::number, 10}, "nan"},
          {"\nl,2", "\nl,2,2", {code::syntax, 10}, "2"},
          {"\nl,2", "\nstart,2", {code::order, 10}, "start"},
          {"r,7", "r,0", {code::order, 12}, "0"},
          {"r,7", "r,-7", {code::range, 12}, "-7"},
          {"r,26", "r,80", {code::capacity, 15}, "80"},
          {"r,26", "r,33", {code::link, 42}, "2"},
          {"n,0,55,1,3", "n,9999,55,1,3", {code::feature, 16}, "9999"},
          {"n,0,55,1,3", "n,4,55,1,3", {code::feature, 16}, "4"},
          {"n,0,55,1,3", "n,-1,55,1,3", {code::feature, 16}, "-1"},
          {"n,0,55,1,3", "n,0,32768,1,3", {code::range, 16}, "32768"},
          {"n,0,55,1,3", "n,0,nan,1,3", {code::number, 16}, "nan"},
          {"n,0,55,1,3", "n,0,5.5,1,3", {code::number, 16}, "5.5"},
          {"n,0,55,1,3", "n,0,55,0,3", {code::link, 16}, "3"},
          {"n,0,55,1,3", "n,0,55,1,1", {code::link, 16}, "1"},
          {"n,0,55,1,3", "n,0,55,1,7", {code::link, 16}, "7"},
          {"n,0,55,1,3", "n,0,55,1,2147483647", {code::link, 16}, "2147483647"},
          {"n,0,55,1,3", "n,0,55,1,-4", {code::link, 16}, "-4"},
          {"n,0,55,1,3", "n,0,55,1,-2147483648", {code::link, 16}, "-2147483648"},
          {"n,0,55,1,3", "n,0,55,2,3", {code::link, 17}, "-1"},
          {"n,0,55,1,3", "n,0,55,1", {code::syntax, 16}, "1"},
          {"n,0,55,1,3", "n,0,55,1,3,1", {code::syntax, 16}, "1"},
          {"n,0,55,1,3", "n,0,,1,3", {code::number, 16}, ""},
          {"n,0,55,1,3",
           "n,0,55,1,00000000000000000000000000000000003",
           {code::line_length, 16},
           "0000000000000000000000000000000"},
          {"n,0,55,1,3", "n,0,5\x01", {code::syntax, 16}, "5?"},
      });
  expect_refusals<tree_files::soft8_int8>(
      "soft8_int8.csv", {
                            {"soft,uint8", "soft,uint16", {code::type, 3}, "uint16"},
                            {"l,0,255", "l,0,254", {code::range, 8}, "254"},
                            {"l,0,255", "l,0,256", {code::range, 8}, "256"},
                            {"l,0,255", "l,0,200,0,55", {code::order, 8}, "55"},
                            {"l,0,255", "l,1,200,0,55", {code::order, 8}, "55"},
                            {"l,0,255", "l,3,255", {code::label, 8}, "255"},
                            {"l,0,255", "l,0", {code::syntax, 8}, "0"},
                            {"l,0,255", "l,0,255,1", {code::syntax, 8}, "1"},
                        });
  expect_refusals<tree_files::softmax_float>(
      "softmax_float.csv", {
                               {"softmax,float,3", "softmax,int32,3", {code::type, 3}, "int32"},
                               {"softmax,float,3", "softmax,float,1", {code::shape, 3}, "1"},
                               {"unit,3f800000", "unit,7f800000", {code::number, 11}, "7f800000"},
                               {"unit,3f800000", "unit,7fc00000", {code::number, 11}, "7fc00000"},
                               {"unit,3f800000", "unit,3f8", {code::number, 11}, "3f8"},
                           });
  expect_refusals<tree_files::missing_int16>(
      "missing_int16.csv", {
                               {"missing,8", "missing,0", {code::range, 5}, "0"},
                               {"missing,8", "missing,11", {code::capacity, 5}, "11"},
                               {"missing,8", "missing,-1", {code::range, 5}, "-1"},
                               {"missing,8,32767", "missing,8,32768", {code::range, 5}, "32768"},
                               {"missing,8,32767", "missing,8,nan", {code::number, 5}, "nan"},
                               {"missing,8,32767", "missing,8", {code::syntax, 5}, "8"},
                               {"missing,8", "missing,9", {code::count, 14}, "label"},
                               {"missing,8", "missing,7", {code::count, 13}, "c"},
                               {"missing,8,32767\n", "", {code::type, 5}, "c"},
                               {"c,0,-32768", "c,4,-32768", {code::feature, 6}, "4"},
                               {"c,0,-32768", "c,-1,-32768", {code::feature, 6}, "-1"},
                               {"c,0,-32768", "c,0,-32769", {code::range, 6}, "-32769"},
                               {"c,0,-32768", "c,0,-32768,1", {code::syntax, 6}, "1"},
                               {"c,0,-32768", "missing,8,32767", {code::order, 6}, "missing"},
                               {"n,5,26", "n,8,26", {code::feature, 28}, "8"},
                           });
  expect_refusals<tree_files::missing_float>(
      "missing_float.csv", {
                               {"7,nan", "7,0", {code::type, 5}, "0"},
                               {"c,0,ff8", "c,0,gf8", {code::number, 6}, "gf800000"},
                               {"c,0,ff8", "c,0,ff", {code::number, 6}, "ff00000"},
                           });
  expect_refusals<tree_files::scaled_int16>(
      "scaled_int16.csv",
      {{"\nscale,", "\nscale,7f800001,3f800000\nscale,", {code::number, 8}, "7f800001"}});
}

TEST(TreeReader, AFileForAnotherScalingIsRefused) {
  tree_files::hard_int16 plain;
  EXPECT_EQ(load<tree_reader>(plain, read("scaled_int16.csv")).status,
            (status{status_code::type, 8}));
  tree_files::scaled_int16 scaled;
  EXPECT_EQ(load<tree_reader>(scaled, read("hard_int16.csv")).status,
            (status{status_code::missing, 8}));
}

TEST(TreeReader, TreesThatDoNotDivideAmongTheOutputsAreRefused) {
  const auto boosted = [](int trees) {
    std::string lines = "mote,1\nfeatures,int16,4\nvote,softmax,int32,3\nsizes," +
                        std::to_string(trees) + "," + std::to_string(trees) +
                        ",1,0\nstart,0\nstart,0\nstart,0\nunit,2fb5c4a9,33566,30\nl,5\n";
    for (int i = 0; i < trees; ++i) lines += "r," + std::to_string(i) + "\n";
    for (int i = 0; i < trees; ++i) lines += "n,0,7,-1,-1\n";
    return sealed(lines);
  };
  tree_files::softmax_int16 model;
  for (const int trees : {3, 6, 12}) {
    EXPECT_TRUE(load<tree_reader>(model, boosted(trees)).status.ok()) << trees;
  }
  for (const int trees : {1, 2, 4, 5, 7, 11}) {
    EXPECT_EQ(load<tree_reader>(model, boosted(trees)).status.code(), status_code::count) << trees;
    EXPECT_FALSE(model.ready());
  }
}

struct small : tree_files::capacity<int16_t, 4, int8_t> {
  static constexpr size_t splits = 300;
};

TEST(TreeReader, AFileLargerThanTheLinksOfTheModelIsRefused) {
  const auto chain = [](int reach) {
    std::string lines = "mote,1\nfeatures,int16,4\nvote,hard,class,3\nsizes,1," +
                        std::to_string(reach + 1) + ",1,0\nl,0\nr,0\nn,0,0,1," +
                        std::to_string(reach) + "\n";
    for (int i = 1; i + 1 < reach; ++i) lines += "n,0,0,1,-1\n";
    return sealed(lines + "n,0,0,-1,-1\nn,0,0,-1,-1\n");
  };
  mote::loaded_trees<small, tree_files::votes> model;
  EXPECT_TRUE(load<tree_reader>(model, chain(127)).status.ok());
  EXPECT_EQ(load<tree_reader>(model, chain(128)).status, (status{status_code::capacity, 7}));
}

TEST(TreeReader, NothingAtAllIsEmptyAndBinaryIsRefused) {
  tree_files::hard_int16 model;
  EXPECT_EQ(load<tree_reader>(model, "").status, (status{status_code::empty, 0}));
  EXPECT_EQ(load<tree_reader>(model, "\n").status, (status{status_code::syntax, 1}));
  EXPECT_EQ(load<tree_reader>(model, std::string(5000, '\0')).status,
            (status{status_code::syntax, 1}));
  EXPECT_EQ(load<tree_reader>(model,
                              "\x7F"
                              "ELF\x02\x01")
                .status,
            (status{status_code::syntax, 1}));
  EXPECT_EQ(load<tree_reader>(model, std::string(5000, 'm')).status,
            (status{status_code::syntax, 1}));
}

TEST(TreeReader, AFileCutAnywhereIsTruncatedInItsLastLine) {
  const std::string file = read("softmax_int16.csv");
  tree_files::softmax_int16 model;
  uint32_t line = 1;
  for (size_t length = 1; length + 1 < file.size(); ++length) {
    const std::string cut = file.substr(0, length);
    const auto got = load<tree_reader>(model, cut);
    ASSERT_EQ(got.status.line(), line) << cut;
    ASSERT_EQ(got.status.code(), status_code::truncated) << got.status.message() << "\n" << cut;
    ASSERT_FALSE(model.ready());
    if (cut.back() == '\n') ++line;
  }
}

template <class Model>
void expect_every_bit_counts(const std::string& file) {
  Model model;
  for (size_t at = 0; at + 1 < file.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = file;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      ASSERT_FALSE(load<tree_reader>(model, damaged).status.ok()) << at << " " << bit;
      ASSERT_FALSE(model.ready());
    }
  }
}

TEST(TreeReader, EveryDamagedByteIsRefused) {
  expect_every_bit_counts<tree_files::soft16_float>(read("soft16_float.csv"));
  expect_every_bit_counts<tree_files::missing_float>(read("missing_float.csv"));
  expect_every_bit_counts<tree_files::missing_int16>(read("missing_int16.csv"));
}

TEST(TreeReader, ALabelMayBeLongAndHoldCommas) {
  tree_files::hard_int16 model;
  const std::string lines = unsealed(read("hard_int16.csv"));
  const std::string name =
      "a, b, gr\xC3\xB6\xC3\x9F"
      "er " +
      std::string(1000, 'x');
  EXPECT_TRUE(load<tree_reader>(model, sealed(replaced(lines, "label,1,1", "label,1," + name)))
                  .status.ok());
  EXPECT_TRUE(
      load<tree_reader>(model, sealed(replaced(lines, "label,0,0\nlabel,1,1\nlabel,2,2\n", "")))
          .status.ok());
}

TEST(TreeReader, ASourceThatNeverEndsIsRefusedAfter65535Bytes) {
  const std::string start = "mote,1\nfeatures,int16,4\nvote,hard,class,3\nsizes,5,33,3,0\n";
  for (const std::string& line : {std::string("label,0,"), std::string("label")}) {
    for (const char endless : {'x', '\r', ' '}) {
      tree_files::hard_int16 model;
      tree_reader reader{model};
      EXPECT_TRUE(reader.put(start.data(), start.size()));
      EXPECT_TRUE(reader.put(line.data(), line.size()));
      size_t taken = 0;
      while (taken < 100000 && reader.put(endless)) ++taken;
      EXPECT_LT(taken, 65535u) << line << endless;
      EXPECT_EQ(reader.finish().line(), 5u);
    }
  }
}

}  // namespace
