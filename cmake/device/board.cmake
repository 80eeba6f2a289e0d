# Reads the line of MOTE_CORE in boards.csv: sets board_machine, board_flags and so on, and
# board_link, the flags that lay a program out for the memory of the emulated board.
set(device "${CMAKE_CURRENT_LIST_DIR}")
file(STRINGS "${device}/boards.csv" names LIMIT_COUNT 1)
file(STRINGS "${device}/boards.csv" board REGEX "^${MOTE_CORE},")
if(NOT board)
  message(FATAL_ERROR "mote: expected MOTE_CORE to be a core of cmake/device/boards.csv, and got "
                      "`${MOTE_CORE}`: use one of the presets.")
endif()
string(REPLACE "," ";" names "${names}")
string(REPLACE "," ";" board "${board}")
foreach(name value IN ZIP_LISTS names board)
  set(${name} "${value}")
  set(board_${name} "${value}")
endforeach()
configure_file("${device}/link.ld.in" "${CMAKE_BINARY_DIR}/${MOTE_CORE}.ld" @ONLY)
string(CONCAT board_link "-nostartfiles -T \"${CMAKE_BINARY_DIR}/${MOTE_CORE}.ld\""
              " -Wl,--gc-sections -Wl,--no-warn-rwx-segments")
