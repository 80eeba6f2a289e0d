#include "mote/model/model_reader.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <type_traits>

#include "model_files.hpp"

namespace {

using mote::model_reader;
using mote::status;
using mote::status_code;
using tree_files::load;
using tree_files::read;
using tree_files::sealed;
using tree_files::unsealed;

static_assert(sizeof(model_files::like<naive_bayes::model>) == sizeof(naive_bayes::model) + 4);
static_assert(sizeof(model_reader<model_files::bayes_type>) == (sizeof(void*) == 4 ? 88 : 112));
static_assert(!std::is_copy_constructible_v<model_reader<model_files::bayes_type>>);
static_assert(mote::is_model<model_files::centres_type>);

template <class Answer>
bool same(const Answer& one, const Answer& other) {
  return std::memcmp(&one, &other, sizeof one) == 0;
}

/// The loaded model against the header of the same model, walked and as code.
struct expect_the_header {
  template <const auto& Header, class Model>
  void file(const std::string& name) const {
    static Model model;
    const auto loaded = load<model_reader>(model, read(name + ".csv"));
    ASSERT_TRUE(loaded.status.ok()) << name << ":" << loaded.status.line() << " "
                                    << loaded.status.message() << " [" << loaded.text << "]";
    using feature = typename Model::feature_type;
    static_assert(Model::features == mote::model_of<Header>::features);
    tree_files::random next{2026};
    for (int i = 0; i < 1500; ++i) {
      feature x[Model::features];
      for (auto& v : x)
        v = i % 3 != 0 || std::is_same_v<feature, float> ? model_files::near<feature>(next)
                                                         : tree_files::any_number<feature>(next);
      mote::prediction_t<Model> answer{};
      ASSERT_TRUE(mote::predict(model, x, answer));
      ASSERT_TRUE(same(answer, mote::predict(Header, x))) << name << " " << i;
      ASSERT_TRUE(same(answer, mote::predict<Header>(x))) << name << " " << i;
      mote::scores_t<Model> score{};
      ASSERT_TRUE(mote::score(model, x, score));
      ASSERT_TRUE(same(score, mote::score(Header, x))) << name << " " << i;
      if constexpr (model_files::has_proba<Model>) {
        mote::probabilities_t<Model> p{};
        ASSERT_TRUE(mote::predict_proba(model, x, p));
        ASSERT_TRUE(same(p, mote::predict_proba(Header, x))) << name << " " << i;
      }
    }
  }
};

TEST(ModelReader, ALoadedModelAnswersBitForBitAsItsHeader) {
  model_files::each(expect_the_header{});
}

TEST(ModelReader, ALoadedScalerQuantizesAsTheHeaders) {
  model_files::centres_type model;
  ASSERT_TRUE(load<model_reader>(model, read("centres_int16.csv")).status.ok());
  tree_files::random next{7};
  for (int i = 0; i < 2000; ++i) {
    mote::array<float, 4> raw{};
    for (auto& v : raw) v = model_files::near<float>(next) * 1.3f;
    mote::array<int16_t, 4> a{}, b{};
    ASSERT_EQ(model.scaler()(raw, a), centres_int16::quantize(raw, b));
    ASSERT_EQ(a, b);
  }
}

TEST(ModelReader, AFileOfFewerRowsFitsAndWhatWasLoadedBeforeIsForgotten) {
  static model_files::knn_int16_type model;
  ASSERT_TRUE(load<model_reader>(model, read("knn_int16.csv")).status.ok());
  EXPECT_EQ(model.rows.size(), 22u);
  const std::string one =
      "mote,1\nfeatures,int16,4\nmodel,knn,classifier,euclidean,uniform,3,3\nsizes,1\nreach,9\n"
      "row,1,2,-9,4,2\n";
  ASSERT_TRUE(load<model_reader>(model, sealed(one)).status.ok());
  EXPECT_EQ(model.rows.size(), 1u);
  const int16_t x[4] = {50, 34, 15, 2};
  knn_int16::label label{};
  ASSERT_TRUE(mote::predict(model, x, label));
  EXPECT_EQ(label, static_cast<knn_int16::label>(2)) << "the only row that there is";
  model_files::bayes_type bayes;
  ASSERT_TRUE(load<model_reader>(bayes, read("naive_bayes.csv")).status.ok());
  EXPECT_EQ(bayes.rows.size(), 3u) << "of up to 5";
}

TEST(ModelReader, AModelIsEmptyUntilTheLastByteIsCheckedAndRefusesToPredict) {
  model_files::bayes_type model;
  const float x[4] = {5.1f, 3.5f, 1.4f, 0.2f};
  auto label = static_cast<naive_bayes::label>(77);
  mote::probabilities_t<model_files::bayes_type> p{};
  mote::scores_t<model_files::bayes_type> s{};
  const auto expect_empty = [&] {
    EXPECT_FALSE(model.ready());
    EXPECT_EQ(mote::predict(model, x, label), status{status_code::empty});
    EXPECT_EQ(mote::predict_proba(model, x, p), status{status_code::empty});
    EXPECT_EQ(mote::score(model, x, s), status{status_code::empty});
    EXPECT_EQ(static_cast<int>(label), 77) << "a refused predict leaves its result as it was";
  };
  expect_empty();
  {
    model_reader reader{model};
    const std::string file = read("naive_bayes.csv");
    EXPECT_TRUE(reader.put(file.data(), file.size()));
    expect_empty();
    EXPECT_TRUE(reader.finish().ok());
    EXPECT_TRUE(reader.finish().ok()) << "finish again says the same";
    EXPECT_FALSE(reader.put('x')) << "and nothing can follow";
  }
  EXPECT_TRUE(model.ready());
  EXPECT_TRUE(mote::predict(model, x, label).ok());
  EXPECT_EQ(static_cast<int>(label), 0);
  label = static_cast<naive_bayes::label>(77);
  { const model_reader<model_files::bayes_type> next{model}; }
  expect_empty();  // a model that is being replaced is not the old one any more
  ASSERT_TRUE(load<model_reader>(model, read("naive_bayes.csv")).status.ok());
  model.reset();
  expect_empty();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
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
  ASSERT_TRUE(load<model_reader>(model, sealed(lines)).status.ok());
  for (const refusal& r : refusals) {
    const auto got = load<model_reader>(model, sealed(replaced(lines, r.from, r.to)));
    EXPECT_EQ(got.status, r.expected) << r.from << " -> " << r.to << ": line " << got.status.line()
                                      << ", " << got.status.message();
    EXPECT_EQ(got.text, r.text) << r.from << " -> " << r.to;
    EXPECT_FALSE(model.ready());
  }
}

TEST(ModelReader, EveryErrorNamesItsLineAndWhatCame) {
  using code = status_code;
  expect_refusals<model_files::knn_int16_type>(
      "knn_int16.csv", {
                           {"mote,1", "mote,2", {code::version, 1}, "2"},
                           {"mote,1", "f,4", {code::syntax, 1}, "f"},
                           {"mote,1\n", "", {code::missing, 1}, "features"},
                           {"mote,1", "mote,1,1", {code::syntax, 1}, "1"},
                           {"mote,1", "mote", {code::syntax, 1}, "mote"},
                           {"int16,4", "int8,4", {code::type, 2}, "int8"},
                           {"int16,4", "int16,5", {code::shape, 2}, "5"},
                           {"int16,4", "int16,4294967300", {code::range, 2}, "4294967300"},
                           {"int16,4", "int16,4,4", {code::syntax, 2}, "4"},
                           {"int16,4", "int16", {code::syntax, 2}, "int16"},
                           {"int16,4", "int16,4\nfeatures,int16,4", {code::order, 3}, "features"},
                           {"model,knn", "vote,hard,class,3\nmodel,knn", {code::type, 3}, "vote"},
                           {"model,knn", "model,svm", {code::type, 3}, "svm"},
                           {"classifier", "regressor", {code::type, 3}, "regressor"},
                           {"euclidean", "manhattan", {code::type, 3}, "manhattan"},
                           {"uniform", "distance", {code::type, 3}, "distance"},
                           {"uniform,3,3", "uniform,4,3", {code::shape, 3}, "4"},
                           {"uniform,3,3", "uniform,3,-3", {code::shape, 3}, "-3"},
                           {"uniform,3,3", "uniform,3", {code::syntax, 3}, "3"},
                           {"uniform,3,3", "uniform,3,3,3", {code::syntax, 3}, "3"},
                           {"sizes,22", "sizes,31", {code::capacity, 4}, "31"},
                           {"sizes,22", "sizes,2000000000", {code::capacity, 4}, "2000000000"},
                           {"sizes,22", "sizes,65558", {code::capacity, 4}, "65558"},
                           {"sizes,22", "sizes,0", {code::range, 4}, "0"},
                           {"sizes,22", "sizes,-1", {code::range, 4}, "-1"},
                           {"sizes,22", "sizes,22,1", {code::syntax, 4}, "1"},
                           {"sizes,22", "sizes,23", {code::count, 31}, "crc"},
                           {"sizes,22", "sizes,21", {code::count, 30}, "row"},
                           {"sizes,22\n", "", {code::missing, 4}, "label"},
                           {"label,1,", "label,7,", {code::order, 6}, "7"},
                           {"reach,76", "label,3,3\nreach,76", {code::count, 8}, "label"},
                           {"reach,76", "scale,0,0\nreach,76", {code::type, 8}, "scale"},
                           {"reach,76", "reach,76\nreach,76", {code::order, 9}, "reach"},
                           {"reach,76\n", "", {code::missing, 8}, "row"},
                           {"reach,76", "reach,65536", {code::range, 8}, "65536"},
                           {"reach,76", "reach,-1", {code::range, 8}, "-1"},
                           {"reach,76", "reach,75", {code::range, 31}, ""},  // a value beyond it
                           {"row,51,35", "row,51,32768", {code::range, 9}, "32768"},
                           {"row,51,35", "row,51,nan", {code::number, 9}, "nan"},
                           {"row,51,35", "row,51,3.5", {code::number, 9}, "3.5"},
                           {"row,51,35", "row,51", {code::syntax, 9}, "0"},
                           {"row,51,35", "row,51,35,1", {code::syntax, 9}, "0"},
                           {"row,51,35", "centre,51,35", {code::syntax, 9}, "centre"},
                           {"14,2,0", "14,2,3", {code::label, 9}, "3"},
                           {"14,2,0", "14,2,-1", {code::label, 9}, "-1"},
                           {"14,2,0", "14,2,", {code::number, 9}, ""},
                       });
  expect_refusals<model_files::like<naive_bayes::model>>(
      "naive_bayes.csv", {
                             {"sizes,3", "sizes,2", {code::shape, 4}, "2"},
                             {"sizes,3", "sizes,4", {code::shape, 4}, "4"},
                             {"class,40a", "class,7f8", {code::number, 8}, "7f803127"},
                             {"class,40a", "class,ffc", {code::number, 8}, "ffc03127"},
                             {"class,40a", "class,40", {code::number, 8}, "4003127"},
                         });
  expect_refusals<model_files::like<clipped_int8::model>>(
      "clipped_int8.csv", {
                              {"clipped", "softmax", {code::type, 3}, "softmax"},
                              {"unit,", "unit,7fc00000,5\nunit,", {code::number, 8}, "7fc00000"},
                          });
  expect_refusals<model_files::like<value_int16::model>>(
      "value_int16.csv", {
                             {"output,", "output,2147483648,", {code::range, 6}, "2147483648"},
                             {"identity", "exponential", {code::type, 3}, "exponential"},
                         });
  expect_refusals<model_files::like<categories_int8::model>>(
      "categories_int8.csv", {
                                 {"bayes,4,", "bayes,3,", {code::shape, 3}, "3"},
                                 {"\nsizes", ",1\nsizes", {code::syntax, 3}, "1"},
                                 {"category,", "category,128,", {code::range, 10}, "128"},
                             });
  expect_refusals<model_files::like<gmm_full::model>>(
      "gmm_full.csv", {{"gmm,full", "gmm,tied", {code::type, 3}, "tied"}});
  expect_refusals<model_files::like<mahalanobis::model>>(
      "mahalanobis.csv", {
                             {"mean,", "sizes,1\nmean,", {code::order, 6}, "sizes"},
                             {"limit,4", "limit,c", {code::range, 9}, ""},  // it is below 0
                         });
}

TEST(ModelReader, NumbersThatAreNoModelTogetherAreRefused) {
  const std::string head = "mote,1\nfeatures,float,1\nmodel,naive_bayes\nsizes,1\n";
  mote::loaded<mote::gaussian_naive_bayes<uint8_t, 1, 1>> bayes;
  EXPECT_TRUE(
      load<model_reader>(bayes, sealed(head + "class,00000000,3f800000,0\n")).status.code() ==
      status_code::number);
  EXPECT_TRUE(
      load<model_reader>(bayes, sealed(head + "class,00000000,3f800000,00000000\n")).status.ok());
  EXPECT_EQ(load<model_reader>(bayes, sealed(head + "class,00000000,00000000,00000000\n")).status,
            (status{status_code::range, 6}))
      << "a precision of 0";
  mote::loaded<mote::linear_model<mote::link::margin, uint8_t, int16_t, 1>> linear;
  const auto sums = [](const char* start) {
    return sealed("mote,1\nfeatures,int16,1\nmodel,linear,margin\nsizes,1\nunit,3f800000\noutput," +
                  std::string(start) + ",32767\n");
  };
  EXPECT_TRUE(load<model_reader>(linear, sums("-1073774591")).status.ok());
  EXPECT_EQ(load<model_reader>(linear, sums("1073774592")).status, (status{status_code::range, 7}))
      << "2^31 - 1 - 32767 * 2^15 is the largest start";
  EXPECT_EQ(load<model_reader>(linear, sums("-2147483648")).status,
            (status{status_code::range, 7}));
}

/// Every file into every model: none but its own takes it.
struct expect_only {
  std::string name;
  template <const auto&, class Model>
  void file(const std::string& other) const {
    static Model model;
    const auto got = load<model_reader>(model, read(name + ".csv"));
    EXPECT_EQ(got.status.ok(), name == other) << name << " in a model of " << other;
    EXPECT_EQ(model.ready(), got.status.ok());
    if (name != other) {
      const status_code code = got.status.code();
      EXPECT_TRUE(code == status_code::type || code == status_code::shape) << got.status.message();
      EXPECT_LE(got.status.line(), 8u);
    }
  }
};
struct into_every_model {
  template <const auto&, class Model>
  void file(const std::string& name) const {
    model_files::each(expect_only{name});
  }
};

TEST(ModelReader, AFileOfAnotherModelIsRefusedByItsKind) {
  model_files::each(into_every_model{});
  model_files::bayes_type bayes;
  EXPECT_EQ(load<model_reader>(bayes, replaced(read("softmax_float.csv"), "float", "float")).status,
            (status{status_code::type, 3}))
      << "of trees";
  static tree_files::softmax_float trees;
  EXPECT_EQ(load<mote::tree_reader>(trees, read("naive_bayes.csv")).status,
            (status{status_code::type, 3}));
}

struct expect_cuts {
  template <const auto&, class Model>
  void file(const std::string& name) const {
    static Model model;
    const std::string file = read(name + ".csv");
    uint32_t line = 1;
    for (size_t length = 1; length + 1 < file.size(); ++length) {
      const std::string cut = file.substr(0, length);
      const auto got = load<model_reader>(model, cut);
      ASSERT_EQ(got.status.line(), line) << cut;
      ASSERT_EQ(got.status.code(), status_code::truncated) << got.status.message() << "\n" << cut;
      ASSERT_FALSE(model.ready());
      if (cut.back() == '\n') ++line;
    }
    EXPECT_TRUE(load<model_reader>(model, file.substr(0, file.size() - 1)).status.ok());
    std::string crlf;
    for (const char c : file) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    EXPECT_TRUE(load<model_reader>(model, crlf).status.ok());
  }
};

TEST(ModelReader, AFileCutAnywhereIsTruncatedInItsLastLine) { model_files::each(expect_cuts{}); }

struct expect_every_bit_counts {
  template <const auto&, class Model>
  void file(const std::string& name) const {
    static Model model;
    const std::string file = read(name + ".csv");
    for (size_t at = 0; at + 1 < file.size(); ++at) {
      for (int bit = 0; bit < 8; ++bit) {
        std::string damaged = file;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
        ASSERT_FALSE(load<model_reader>(model, damaged).status.ok()) << name << at << " " << bit;
        ASSERT_FALSE(model.ready());
      }
    }
  }
};

TEST(ModelReader, EveryDamagedBitIsRefused) { model_files::each(expect_every_bit_counts{}); }

TEST(ModelReader, LabelsAreForPeopleAndMayBeLeftOut) {
  static model_files::knn_int16_type model;
  const std::string lines = unsealed(read("knn_int16.csv"));
  const std::string name =
      "a, b, gr\xC3\xB6\xC3\x9F"
      "er " +
      std::string(1000, 'x');
  EXPECT_TRUE(load<model_reader>(model, sealed(replaced(lines, "label,1,1", "label,1," + name)))
                  .status.ok());
  const std::string all = "label,0,0\nlabel,1,1\nlabel,2,2\n";
  EXPECT_TRUE(load<model_reader>(model, sealed(replaced(lines, all, ""))).status.ok());
  EXPECT_TRUE(load<model_reader>(model, sealed(replaced(lines, "label,2,2\n", ""))).status.ok());
}

TEST(ModelReader, ASourceThatNeverEndsIsRefused) {
  static model_files::knn_int16_type model;
  model_reader reader{model};
  uint32_t bytes = 0;
  EXPECT_EQ(reader
                .read([&bytes](char& c) {
                  c = '\r';
                  ++bytes;
                  return bytes < 1000000;
                })
                .code(),
            status_code::line_length);
  EXPECT_EQ(bytes, 65535u);
}

}  // namespace
