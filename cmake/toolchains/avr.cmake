# ATmega328P with clang++, because Debian's avr-g++ is too old for C++17. avr-libc brings the C headers.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR avr)
set(CMAKE_CXX_COMPILER clang++)
set(CMAKE_CXX_COMPILER_TARGET avr)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

find_path(MOTE_AVR_LIBC avr/io.h PATHS /usr/lib/avr/include /usr/avr/include NO_CMAKE_FIND_ROOT_PATH)
if(NOT MOTE_AVR_LIBC)
  message(FATAL_ERROR "mote: expected avr-libc, and did not find <avr/io.h>: "
                      "install the package avr-libc.")
endif()
set(CMAKE_CXX_FLAGS_INIT "-mmcu=atmega328p -isystem ${MOTE_AVR_LIBC} -ffunction-sections -fdata-sections")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-Wl,--gc-sections")
set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_CURRENT_LIST_DIR}/../device/emulate" atmega328p)
