// Support vector machines of integers that decide: no float, and no 64-bit division.
#include "mote/model/linear.hpp"
#include "mote/model/svm.hpp"

enum class label : uint8_t { a, b, c };

inline constexpr mote::svc<label, 3, mote::svm_kernel::rbf, int16_t, 2, 4> three{
    {{0.01f}, {4000u, 0, 1000000u, 9, 0}, {{2, 1, 1}}, {{1, 2, 3}}},
    {{1, 2, 3, 4, 5, 6, 7, 8}},
    {{1, 2, 3, 4, 5, 6, -7, 8}}};
inline constexpr mote::svc<label, 3, mote::svm_kernel::rbf, int8_t, 3, 3,
                           mote::svm_scores::of_pairs, mote::svm_ties::surest>
    sure{{{0.01f}, {4000u, 0, 1000000u, 0, 0}, {{1, 1, 1}}, {{1, 2, 3}}},
         {{1, 2, 3, 4, 5, 6}},
         {{1, 2, 3, 4, 5, 6, -7, 8, 9}}};
inline constexpr mote::svr<mote::svm_kernel::rbf, int16_t, 40, 2> value{
    {{0.01f}, {4000u, 0, 1000000u, 9, 0}, {{2}}, {{1}}}, {{1, 2}}, {{1, 2, 3, 4, 5, 6, -7, 8}}};
inline constexpr mote::one_class_svm<label, mote::svm_kernel::rbf, int8_t, 2, 2> usual{
    {{0.01f}, {4000u, 0, 1000000u, 9, 0}, {{2}}, {{1}}}, {{1, 2}}, {{1, 2, 3, 4}}};
inline constexpr mote::linear_model<mote::link::margin, label, int16_t, 2, 3> sums{
    {0.5f}, {{1, 2, 3}}, {{1, 2, 3, 4, 5, 6}}};
inline constexpr mote::svc_of_sums<sums, label, 3, mote::svm_scores::of_pairs> planes{};

label walked(const int16_t (&x)[2]);
label walked(const int16_t (&x)[2]) { return mote::predict(three, x); }
label in_code(const int16_t (&x)[2]);
label in_code(const int16_t (&x)[2]) { return mote::predict<three>(x); }
label surest(const int8_t (&x)[3]);
label surest(const int8_t (&x)[3]) { return mote::predict<sure>(x); }
mote::array<int32_t, 3> scored(const int8_t (&x)[3]);
mote::array<int32_t, 3> scored(const int8_t (&x)[3]) { return mote::score<sure>(x); }
int32_t valued(const int16_t (&x)[40]);
int32_t valued(const int16_t (&x)[40]) { return mote::predict<value>(x); }
label is_usual(const int8_t (&x)[2]);
label is_usual(const int8_t (&x)[2]) { return mote::predict<usual>(x); }
label voted(const int16_t (&x)[2]);
label voted(const int16_t (&x)[2]) { return mote::predict<planes>(x); }
mote::array<int32_t, 3> voted_by(const int16_t (&x)[2]);
mote::array<int32_t, 3> voted_by(const int16_t (&x)[2]) { return mote::score(planes, x); }
