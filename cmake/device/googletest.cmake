# GoogleTest for a machine that is not this one, from the sources of the package googletest, under
# the names that find_package(GTest) gives.
set(MOTE_GOOGLETEST "/usr/src/googletest" CACHE PATH "Sources of GoogleTest")
if(NOT EXISTS "${MOTE_GOOGLETEST}/googlemock/src/gmock-all.cc")
  message(FATAL_ERROR "mote: expected the sources of GoogleTest in ${MOTE_GOOGLETEST}: install the "
                      "package googletest, or set MOTE_GOOGLETEST.")
endif()

add_library(mote_gtest STATIC "${MOTE_GOOGLETEST}/googletest/src/gtest-all.cc"
                              "${MOTE_GOOGLETEST}/googlemock/src/gmock-all.cc")
foreach(part IN ITEMS googletest googlemock)
  target_include_directories(mote_gtest SYSTEM PUBLIC "${MOTE_GOOGLETEST}/${part}/include")
  target_include_directories(mote_gtest SYSTEM PRIVATE "${MOTE_GOOGLETEST}/${part}")
endforeach()
target_compile_options(mote_gtest PRIVATE -w)

if(CMAKE_SYSTEM_NAME STREQUAL "Generic")
  # No operating system: what is missing there is what GoogleTest calls an ESP32.
  target_compile_definitions(mote_gtest PUBLIC
    GTEST_OS_ESP32=1 GTEST_HAS_PTHREAD=0 GTEST_HAS_STREAM_REDIRECTION=0 GTEST_HAS_POSIX_RE=0
    GTEST_HAS_DEATH_TEST=0 _POSIX_PATH_MAX=256 _POSIX_C_SOURCE=200809L)
  target_compile_options(mote_gtest PUBLIC -fno-exceptions -fno-rtti)
  add_library(mote_gtest_main OBJECT "${CMAKE_CURRENT_LIST_DIR}/startup.cpp"
                                     "${CMAKE_CURRENT_LIST_DIR}/gtest_main.cpp")
else()
  add_library(mote_gtest_main OBJECT "${MOTE_GOOGLETEST}/googlemock/src/gmock_main.cc")
endif()
target_link_libraries(mote_gtest_main PUBLIC mote_gtest)
add_library(GTest::gmock ALIAS mote_gtest)
add_library(GTest::gtest_main ALIAS mote_gtest_main)
