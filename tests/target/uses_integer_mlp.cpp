// Networks of integers: nothing here may bring in floating point, not even the curves.
#include "mote/model/model.hpp"
#include "mote/nn/mlp.hpp"

namespace activation = mote::activation;
enum class label : uint8_t { a, b, c };

inline constexpr mote::mlp<label, mote::dense<activation::relu, int8_t, 9, 4, -128>,
                           mote::dense<activation::tanh, int8_t, 4, 3, 8>,
                           mote::dense<activation::logistic, int8_t, 3, 2, 8>,
                           mote::dense_sums<int8_t, 2, 3>>
    model{{{0.5f, {40000, 3}}},
          {{{{{1, 2, 3, 4}}, {{5, -1, 2, 3, -4, 5, 6, 7, 8, 5, -1, 2}}},
            {{{1073741824, 1073741824, 1073741824, 1073741824}}, {{1, 2, 3, 4}}}},
           {{{{{1, 2, 3}}, {{5, 1, -2}}}, {{{1073741824, 1073741824, 1073741824}}, {{1, 2, 3}}}},
            {{{{{1, 2}}, {{5, 1, -2}}}, {{{1073741824, 1073741824}}, {{1, 2}}}},
             {{{{1, 2, 3}}, {{5, -1, 2, 3, -4, 5}}}}}}}};
inline constexpr mote::mlp<void, mote::dense<activation::identity, int16_t, 2, 2>,
                           mote::dense<activation::tanh, int16_t, 2, 2, 8>,
                           mote::dense<activation::logistic, int16_t, 2, 2, 8>,
                           mote::dense_sums<int16_t, 2, 1>>
    value{{{0.5f}},
          {{{{{1, 2}}, {{5, -1, 2, 3}}}, {{{1073741824, 1073741824}}, {{1, 2}}}},
           {{{{{1, 2}}, {{5, -1, 2, 3}}}, {{{1073741824, 1073741824}}, {{1, 2}}}},
            {{{{{1, 2}}, {{5, -1, 2, 3}}}, {{{1073741824, 1073741824}}, {{1, 2}}}},
             {{{{1}}, {{5, -1}}}}}}}};
static_assert(model.valid() && value.valid());

label walked(const int8_t (&x)[9]);
label walked(const int8_t (&x)[9]) { return mote::predict(model, x); }
label in_code(const int8_t (&x)[9]);
label in_code(const int8_t (&x)[9]) { return mote::predict<model>(x); }
mote::array<int32_t, 3> scored(const int8_t (&x)[9]);
mote::array<int32_t, 3> scored(const int8_t (&x)[9]) { return mote::score<model>(x); }
mote::array<uint16_t, 3> proba(const int8_t (&x)[9]);
mote::array<uint16_t, 3> proba(const int8_t (&x)[9]) { return mote::predict_proba<model>(x); }
int32_t value_of(const int16_t (&x)[2]);
int32_t value_of(const int16_t (&x)[2]) { return mote::predict<value>(x); }
