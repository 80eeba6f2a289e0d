// Networks of float: never double.
#include "mote/model/model.hpp"
#include "mote/nn/mlp.hpp"

namespace activation = mote::activation;
enum class label : uint8_t { a, b, c };

inline constexpr mote::mlp<
    label, mote::dense<activation::relu, float, 9, 4>, mote::dense<activation::tanh, float, 4, 3>,
    mote::dense<activation::logistic, float, 3, 2>, mote::dense_sums<float, 2, 3>>
    model{{},
          {{{{{1, 2, 3, 4}}, {{5, -1, 2, 3, -4, 5, 6, 7, 8, 5, -1, 2}}}, {}},
           {{{{{1, 2, 3}}, {{0.5f, 1, -2}}}, {}},
            {{{{{1, 2}}, {{0.5f, 1, -2}}}, {}}, {{{{1, 2, 3}}, {{5, -1, 2, 3, -4, 5}}}}}}}};
inline constexpr mote::mlp<void, mote::dense<activation::identity, float, 2, 2>,
                           mote::dense_sums<float, 2, 1>>
    value{{}, {{{{{1, 2}}, {{5, -1, 2, 3}}}, {}}, {{{{1}}, {{5, -1}}}}}};

label walked(const float (&x)[9]);
label walked(const float (&x)[9]) { return mote::predict(model, x); }
label in_code(const float (&x)[9]);
label in_code(const float (&x)[9]) { return mote::predict<model>(x); }
mote::array<float, 3> scored(const float (&x)[9]);
mote::array<float, 3> scored(const float (&x)[9]) { return mote::score<model>(x); }
mote::array<float, 3> proba(const float (&x)[9]);
mote::array<float, 3> proba(const float (&x)[9]) { return mote::predict_proba<model>(x); }
float value_of(const float (&x)[2]);
float value_of(const float (&x)[2]) { return mote::predict<value>(x); }
