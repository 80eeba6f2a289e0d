// Any bytes into both readers, led by coverage. Not part of ./dev test; to run it:
//   clang++ -std=c++17 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
//       -Iinclude -Itests tests/fuzz/tree_reader_fuzz.cpp -o build/tree_reader_fuzz
//   mkdir -p build/corpus
//   build/tree_reader_fuzz -max_total_time=300 -max_len=4096 build/corpus tests/data/files
// Every input goes to every reader and model; for mote's own format
// also with the checksum that it should have.
#include "model/tree_files.hpp"

namespace {

template <template <class> class Reader, class Model>
void run(const std::string& file) {
  static Model model;
  const auto got = tree_files::load<Reader>(model, file);
  if (model.ready() != got.status.ok()) __builtin_trap();
  if (!got.status.ok()) return;
  tree_files::random next{1};
  typename Model::feature_type x[Model::shape::features];
  for (int i = 0; i < 4; ++i) {
    for (auto& v : x) v = tree_files::any_number<typename Model::feature_type>(next);
    mote::prediction_t<Model> label{};
    mote::scores_t<Model> score{};
    if (!mote::predict(model, x, label) || !mote::score(model, x, score)) __builtin_trap();
    if constexpr (tree_files::is_classifier<typename Model::vote_type>) {
      mote::probabilities_t<Model> p{};
      if (!mote::predict_proba(model, x, p) || label >= p.size()) __builtin_trap();
    }
  }
}

template <class Model>
void run_own(const std::string& file) {
  run<mote::tree_reader, Model>(file);
  run<mote::tree_reader, Model>(tree_files::sealed(file.substr(0, file.rfind("crc,"))));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string file(data, data + size);
  run<mote::emlearn_reader, tree_files::emlearn_hard>(file);
  run<mote::emlearn_reader, tree_files::emlearn_soft>(file);
  run<mote::emlearn_reader, tree_files::emlearn_regression>(file);
  run_own<tree_files::hard_int16>(file);
  run_own<tree_files::soft8_int8>(file);
  run_own<tree_files::exact_int32>(file);
  run_own<tree_files::scaled_int16>(file);
  run_own<tree_files::softmax_float>(file);
  run_own<tree_files::isolation_int16>(file);
  run_own<tree_files::missing_float>(file);
  run_own<tree_files::missing_int16>(file);
  return 0;
}
