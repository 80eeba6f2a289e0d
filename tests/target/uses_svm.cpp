// Support vector machines of floats, and scores of classes: float, but never double.
#include "mote/model/svm.hpp"

enum class label : uint8_t { a, b, c };

inline constexpr mote::svc<label, 3, mote::svm_kernel::rbf, float, 2, 3> three{
    {{}, {1.0f, 151.0f}, {{1, 1, 1}}, {{1, 2, 3}}}, {{1, 2, 3, 4, 5, 6}}, {{1, 2, 3, 4, 5, 6}}};
inline constexpr mote::svr<mote::svm_kernel::polynomial<3>, float, 2, 2> cubic{
    {{}, {{0.5f}}, {{2}}, {{1}}}, {{1, 2}}, {{1, 2, 3, 4}}};
inline constexpr mote::svr<mote::svm_kernel::sigmoid, float, 2, 2> sigmoid{
    {{}, {{0.5f}}, {{2}}, {{1}}}, {{1, 2}}, {{1, 2, 3, 4}}};
inline constexpr mote::svc<label, 3, mote::svm_kernel::rbf, int8_t, 2, 3> narrow{
    {{0.01f}, {4000u, 0, 1000000u, 9, 0}, {{1, 1, 1}}, {{1, 2, 3}}},
    {{1, 2, 3, 4, 5, 6}},
    {{1, 2, 3, 4, 5, 6}}};

label walked(const float (&x)[2]);
label walked(const float (&x)[2]) { return mote::predict(three, x); }
mote::array<float, 3> scored(const float (&x)[2]);
mote::array<float, 3> scored(const float (&x)[2]) { return mote::score<three>(x); }
float powers(const float (&x)[2]);
float powers(const float (&x)[2]) { return mote::predict<cubic>(x); }
float curves(const float (&x)[2]);
float curves(const float (&x)[2]) { return mote::predict<sigmoid>(x); }
mote::array<float, 3> scored(const int8_t (&x)[2]);
mote::array<float, 3> scored(const int8_t (&x)[2]) { return mote::score<narrow>(x); }
