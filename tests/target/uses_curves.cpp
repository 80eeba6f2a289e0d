// Mixtures of normal curves, quadratic discriminants, envelopes: float, but never double.
#include "mote/model/gmm.hpp"
#include "mote/model/mahalanobis.hpp"

enum class label : uint8_t { low, high };

inline constexpr mote::gaussian_mixture<label, mote::full_gaussian<2>, 2> full{
    {},
    {{{{{-1.0f, 2.0f}}, {{1.0f, 0.25f, 0.5f}}, -1.6f},
      {{{1.0f, 0.0f}}, {{1.0f, 0.0f, 1.0f}}, -1.7f}}}};
inline constexpr mote::gaussian_mixture<label, mote::gaussian<2>, 2> diagonal{
    {}, {{{{{-1.0f, 2.0f}}, {{1.0f, 0.25f}}, -1.6f}, {{{1.0f, 0.0f}}, {{1.0f, 1.0f}}, -1.7f}}}};
inline constexpr mote::gaussian_mixture<label, mote::spherical_gaussian<2>, 2> spherical{
    {}, {{{{{-1.0f, 2.0f}}, 0.25f, -1.6f}, {{{1.0f, 0.0f}}, 1.0f, -1.7f}}}};
inline constexpr mote::tied_gaussian_mixture<label, 2, 2> tied{
    {},
    {{0.0f, 1.0f}},
    {{1.0f, 0.25f, 0.5f}},
    {{{{{-1.0f, 1.0f}}, -1.6f}, {{{1.0f, -1.0f}}, -1.7f}}}};
inline constexpr mote::quadratic_discriminant<label, 2, 2> quadratic{
    {{{{{-1.0f, 2.0f}}, {{1.0f, 0.25f, 0.5f}}, -1.6f},
      {{{1.0f, 0.0f}}, {{1.0f, 0.0f, 1.0f}}, -1.7f}}}};
inline constexpr mote::mahalanobis<label, 2> envelope{{{1.0f, 2.0f}}, {{0.5f, 0.0f, 1.0f}}, 4.0f};

template <const auto& Model>
float all_of(const float (&x)[2]) {
  const auto shares = mote::predict_proba(Model, x);
  return static_cast<float>(mote::predict<Model>(x)) + mote::score(Model, x) + shares[0];
}
float mixtures(const float (&x)[2]);
float mixtures(const float (&x)[2]) {
  return all_of<full>(x) + all_of<diagonal>(x) + all_of<spherical>(x) + all_of<tied>(x);
}
label discriminant(const float (&x)[2]);
label discriminant(const float (&x)[2]) { return mote::predict(quadratic, x); }
mote::array<float, 2> shares_of(const float (&x)[2]);
mote::array<float, 2> shares_of(const float (&x)[2]) { return mote::predict_proba(quadratic, x); }
mote::array<float, 2> densities_of(const float (&x)[2]);
mote::array<float, 2> densities_of(const float (&x)[2]) { return mote::score(quadratic, x); }
label strange(const float (&x)[2]);
label strange(const float (&x)[2]) { return mote::predict(envelope, x); }
float distance(const float (&x)[2]);
float distance(const float (&x)[2]) { return mote::score(envelope, x); }
