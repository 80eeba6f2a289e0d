# The flags under which every header of the library must stay silent.
set(MOTE_STRICT_FLAGS
    -Wall -Wextra -Wconversion -Wshadow -Wdouble-promotion -Wpedantic -Werror
    -fno-exceptions -fno-rtti)

# Tests may hand a float to GoogleTest, which takes doubles.
set(MOTE_TEST_FLAGS ${MOTE_STRICT_FLAGS} -Wno-double-promotion)
