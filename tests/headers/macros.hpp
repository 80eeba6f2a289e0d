// macros.hpp - what Arduino.h, <tgmath.h>, C's <complex.h> and the headers of old compilers define,
// all at once, after the C headers that they come with.
#include <math.h>
#include <stdint.h>
#include <stddef.h>
#include <string.h>
#include <stdlib.h>

// clang-format off
#define abs(x) ((x) > 0 ? (x) : -(x))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define round(x) ((x) >= 0 ? (long)((x) + 0.5) : (long)((x)-0.5))
#define constrain(amt, low, high) ((amt) < (low) ? (low) : ((amt) > (high) ? (high) : (amt)))
#define radians(deg) ((deg)*DEG_TO_RAD)
#define degrees(rad) ((rad)*RAD_TO_DEG)
#define sq(x) ((x) * (x))
#define bit(b) (1UL << (b))
#define lowByte(w) ((uint8_t)((w)&0xff))
#define word(...) makeWord(__VA_ARGS__)
#define F(string) (string)
#define sqrt(x) tgmath_sqrt(x)
#define log(x) tgmath_log(x)
#define log2(x) tgmath_log2(x)
#define exp(x) tgmath_exp(x)
#define exp2(x) tgmath_exp2(x)
#define pow(x, y) tgmath_pow(x, y)
#define sin(x) tgmath_sin(x)
#define cos(x) tgmath_cos(x)
#define tanh(x) tgmath_tanh(x)
#define floor(x) tgmath_floor(x)
#define near
#define far
#define small char
#define complex _Complex
#define byte unsigned char
#define PI 3.14
#define HALF_PI 1.57
#define TWO_PI 6.28
#define DEG_TO_RAD 0.017
#define RAD_TO_DEG 57
#define EULER 2.718
#define HIGH 1
#define LOW 0
#define INPUT 0
#define OUTPUT 1
#define CHANGE 1
#define FALLING 2
#define RISING 3
#define DEFAULT 1
#define INTERNAL 3
#define EXTERNAL 0
#define SERIAL 0
#define DISPLAY 1
#define B0 0
#define B1 1
#define B2 2
#define B00 0
#define B01 1
#define _U 1
#define _L 2
#define _N 4
#define _S 8
#define _P 16
#define _C 32
#define _X 64
#define _B 128
#define I _Complex_I
