// Any bytes into the reader of models, led by coverage. Not part of ./dev test; to run it:
//   ./dev fuzz 2
// Every input goes to a model of every family; also with the checksum that it should have.
#include "model/model_files.hpp"

namespace {

struct run {
  const std::string& text;
  template <const auto&, class Model>
  void file(const std::string&) const {
    static Model model;
    const auto got = tree_files::load<mote::model_reader>(model, text);
    if (model.ready() != got.status.ok()) __builtin_trap();
    if (!got.status.ok()) return;
    tree_files::random next{1};
    for (int i = 0; i < 4; ++i) {
      if (!model_files::answers(model, next)) __builtin_trap();
    }
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string file(data, data + size);
  model_files::each(run{file});
  model_files::each(run{tree_files::sealed(file.substr(0, file.rfind("crc,")))});
  return 0;
}
