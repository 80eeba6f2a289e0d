// macros.hpp - names of mote that other headers have taken as macros: given back. Floor 0.
// Arduino.h defines abs, min and max, <tgmath.h> sqrt, log and the like, C's <complex.h> complex.
// They are taken away, as the C++ standard library does; what Arduino's do is left as functions, so
// that a sketch that calls them goes on. Include Arduino.h before mote.
#pragma once

#undef complex
#undef cos
#undef exp
#undef exp2
#undef floor
#undef log
#undef log2
#undef pow
#undef sin
#undef sqrt
#undef tanh

#ifdef abs
#undef abs
template <class T>
constexpr auto abs(T x) -> decltype(x > 0 ? x : -x) {
  return x > 0 ? x : -x;
}
#endif
#ifdef min
#undef min
template <class A, class B>
constexpr auto min(A a, B b) -> decltype(true ? A() : B()) {
  return a < b ? a : b;
}
#endif
#ifdef max
#undef max
template <class A, class B>
constexpr auto max(A a, B b) -> decltype(true ? A() : B()) {
  return a > b ? a : b;
}
#endif
