# mote_tests_wanted: ON where the tests can be built. Who installs the headers needs no GoogleTest; who
# asks for the tests, as each of CMakePresets.json does with MOTE_TESTS=ON, does.
set(mote_tests_wanted ON)
if(NOT DEFINED MOTE_TESTS AND NOT CMAKE_CROSSCOMPILING)
  find_package(GTest 1.11 QUIET)
  if(NOT GTest_FOUND)
    set(mote_tests_wanted OFF)
    message(STATUS "mote: no GoogleTest 1.11 or newer was found, so the tests are left out; the "
                   "library needs none. For the tests: apt-get install libgtest-dev libgmock-dev")
  endif()
endif()
