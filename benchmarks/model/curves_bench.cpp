// curves_bench.cpp - models of normal curves: 8 features, 4 components or classes.
//
//   MODEL   full_density, tied_density, diagonal_density (score of a mixture), full_component,
//           diagonal_component (predict of one), naive_bayes (predict)
#include "harness.hpp"
#include "mote/model/gmm.hpp"
#include "mote/model/naive_bayes.hpp"

namespace {

constexpr size_t features = 8, curves = 4, rows = 8;
enum class label : uint8_t {};

struct noise {
  uint32_t state;
  constexpr float operator()(float low, float high) {
    state = state * 1664525u + 1013904223u;
    return low + (high - low) * static_cast<float>(state >> 8) * 0x1p-24f;
  }
};

constexpr mote::array<float, features> mean_of(size_t k) {
  noise next{static_cast<uint32_t>(k + 1)};
  mote::array<float, features> mean{};
  for (float& v : mean) v = next(-3, 3);
  return mean;
}
constexpr mote::array<float, features*(features + 1) / 2> factor_of(size_t k) {
  noise next{static_cast<uint32_t>(k + 50)};
  mote::array<float, features*(features + 1) / 2> factor{};
  for (float& v : factor) v = next(-0.5f, 0.5f);
  for (size_t j = 0; j < features; ++j) factor[j * (j + 3) / 2] = next(0.5f, 1);
  return factor;
}
constexpr auto make_full() {
  mote::gaussian_mixture<label, mote::full_gaussian<features>, curves> made{};
  for (size_t k = 0; k < curves; ++k)
    made.rows[k] = {mean_of(k), factor_of(k), -9.0f - static_cast<float>(k)};
  return made;
}
constexpr auto make_tied() {
  mote::tied_gaussian_mixture<label, features, curves> made{};
  made.centre = mean_of(9);
  made.factor = factor_of(9);
  for (size_t k = 0; k < curves; ++k) made.rows[k] = {mean_of(k), -9.0f - static_cast<float>(k)};
  return made;
}
constexpr mote::gaussian<features> diagonal_of(size_t k) {
  noise next{static_cast<uint32_t>(k + 80)};
  mote::gaussian<features> row{mean_of(k), {}, -9.0f - static_cast<float>(k)};
  for (float& v : row.precision) v = next(0.25f, 2);
  return row;
}
constexpr auto make_diagonal() {
  mote::gaussian_mixture<label, mote::gaussian<features>, curves> made{};
  for (size_t k = 0; k < curves; ++k) made.rows[k] = diagonal_of(k);
  return made;
}
constexpr auto make_naive_bayes() {
  mote::gaussian_naive_bayes<label, features, curves> made{};
  for (size_t k = 0; k < curves; ++k) made.rows[k] = diagonal_of(k);
  return made;
}
constexpr auto full = make_full();
constexpr auto tied = make_tied();
constexpr auto diagonal = make_diagonal();
constexpr auto by_class = make_naive_bayes();

BENCH_IN_RAM mote::array<float, features> samples[rows];
BENCH_IN_RAM volatile float result;

// A double of AVR is a float, so that its check sees the float itself.
double squared(double x) { return x * x; }
double exact_density(const mote::gaussian<features>& row, const float* x) {
  double sum = static_cast<double>(row.start);
  for (size_t i = 0; i < features; ++i)
    sum -= squared(static_cast<double>(x[i]) - static_cast<double>(row.mean[i])) *
           static_cast<double>(row.precision[i]);
  return sum;
}
/// |L apart - mean|^2.
[[gnu::noinline]] double exact_length(const float* factor, const float* mean, const double* apart) {
  double sum = 0;
  for (size_t j = 0; j < features; ++j) {
    double part = -static_cast<double>(mean[j]);
    for (size_t i = 0; i <= j; ++i) part += static_cast<double>(*factor++) * apart[i];
    sum += part * part;
  }
  return sum;
}
constexpr float nowhere[features] = {};
double exact_density(const mote::full_gaussian<features>& row, const float* x) {
  double apart[features];
  for (size_t i = 0; i < features; ++i)
    apart[i] = static_cast<double>(x[i]) - static_cast<double>(row.mean[i]);
  return static_cast<double>(row.start) - exact_length(row.factor.data(), nowhere, apart);
}

/// The largest error of an evidence, in units of 1e-9.
template <class Model>
int32_t worst_of(const Model& model) {
  double worst = 0;
  for (const auto& x : samples) {
    const auto densities = model.weigh(x.data());
    for (size_t k = 0; k < curves; ++k) {
      double exact = 0;
      if constexpr (mote::traits::same<Model, mote::model_of<tied>>) {
        double apart[features];
        for (size_t i = 0; i < features; ++i)
          apart[i] = static_cast<double>(x[i]) - static_cast<double>(tied.centre[i]);
        exact = static_cast<double>(tied.rows[k].start) -
                exact_length(tied.factor.data(), tied.rows[k].mean.data(), apart);
      } else {
        exact = exact_density(model.rows[k], x.data());
      }
      const double error = static_cast<double>(densities[k]) - exact;
      const double size = (error < 0 ? -error : error) / (exact < 0 ? 1 - exact : 1 + exact);
      if (size > worst) worst = size;
    }
  }
  return static_cast<int32_t>(worst * 1e9);
}

struct full_density {
  static constexpr const auto& model = full;
  static float run(const mote::array<float, features>& x) { return mote::score(full, x); }
};
struct tied_density {
  static constexpr const auto& model = tied;
  static float run(const mote::array<float, features>& x) { return mote::score(tied, x); }
};
struct diagonal_density {
  static constexpr const auto& model = diagonal;
  static float run(const mote::array<float, features>& x) { return mote::score(diagonal, x); }
};
struct full_component {
  static constexpr const auto& model = full;
  static float run(const mote::array<float, features>& x) {
    return static_cast<float>(mote::predict(full, x));
  }
};
struct diagonal_component {
  static constexpr const auto& model = diagonal;
  static float run(const mote::array<float, features>& x) {
    return static_cast<float>(mote::predict(diagonal, x));
  }
};
struct naive_bayes {
  static constexpr const auto& model = by_class;
  static float run(const mote::array<float, features>& x) {
    return static_cast<float>(mote::predict<by_class>(x));
  }
};

}  // namespace

namespace bench {

const uint32_t units = rows;

[[gnu::noinline]] void kernel() {
  for (const auto& x : samples) result = MODEL::run(x);
}
[[gnu::noinline]] void idle() {
  for (const auto& x : samples) result = x[0];
}
void once() { result = MODEL::run(samples[0]); }

int32_t check() {
  noise next{7};
  for (auto& x : samples) {
    for (float& v : x) v = next(-4, 4);
  }
  kernel();
  return worst_of(MODEL::model);
}

}  // namespace bench
