# GNU Arm embedded, one file for all cores: -DMOTE_CORE=m0, m3, m4, m7, m33 or m55. Programs are for
# an emulated board, which runs them with files, text and arguments by semihosting.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_EXECUTABLE_SUFFIX_CXX .elf)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES MOTE_CORE)

set(MOTE_CORE "m4" CACHE STRING "Cortex-M core to compile for")
include("${CMAKE_CURRENT_LIST_DIR}/../device/board.cmake")
set(CMAKE_CXX_FLAGS_INIT "${board_flags} -ffunction-sections -fdata-sections")
set(CMAKE_EXE_LINKER_FLAGS_INIT "${board_link} --specs=rdimon.specs -Wl,--strip-debug")
set(CMAKE_CROSSCOMPILING_EMULATOR "${device}/emulate" ${board_machine})
