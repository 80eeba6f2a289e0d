# GNU Arm embedded, one file for all cores: -DMOTE_CORE=m0, m3, m4, m7, m33 or m55. Programs are for
# the emulated board that device/boards.csv names, and are run there by the emulator.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_CXX_COMPILER arm-none-eabi-g++)
set(CMAKE_EXECUTABLE_SUFFIX_CXX .elf)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES MOTE_CORE)

set(MOTE_CORE "m4" CACHE STRING "Cortex-M core to compile for")
set(device "${CMAKE_CURRENT_LIST_DIR}/../device")
file(STRINGS "${device}/boards.csv" names LIMIT_COUNT 1)
file(STRINGS "${device}/boards.csv" board REGEX "^${MOTE_CORE},")
if(NOT board)
  message(FATAL_ERROR "mote: expected MOTE_CORE to be m0, m3, m4, m7, m33 or m55, and got "
                      "`${MOTE_CORE}`: use one of the arm-* presets.")
endif()
string(REPLACE "," ";" names "${names}")
string(REPLACE "," ";" board "${board}")
foreach(name value IN ZIP_LISTS names board)
  set(${name} "${value}")
endforeach()

set(link_script "${CMAKE_BINARY_DIR}/${MOTE_CORE}.ld")
configure_file("${device}/link.ld.in" "${link_script}" @ONLY)
set(CMAKE_CXX_FLAGS_INIT "${flags} -ffunction-sections -fdata-sections")
set(CMAKE_EXE_LINKER_FLAGS_INIT
    "-nostartfiles --specs=rdimon.specs -T \"${link_script}\" -Wl,--gc-sections -Wl,--strip-debug -Wl,--no-warn-rwx-segments")
set(CMAKE_CROSSCOMPILING_EMULATOR "${device}/emulate" ${machine})
