# The version of the library is written once, in include/mote/core/version.hpp.

# Sets ${out} to "major.minor.patch" as the macros of `header` say it.
function(mote_read_version header out)
  if(NOT EXISTS "${header}")
    message(FATAL_ERROR "mote: expected the version in ${header}, but the file is missing: "
                        "restore it, the build reads the version nowhere else.")
  endif()
  set(numbers "")
  foreach(part MAJOR MINOR PATCH)
    file(STRINGS "${header}" line REGEX "^#define MOTE_VERSION_${part} [0-9]+$")
    if(NOT line MATCHES "^#define MOTE_VERSION_${part} ([0-9]+)$")
      message(FATAL_ERROR "mote: expected one line `#define MOTE_VERSION_${part} <number>` in "
                          "${header}, and found `${line}`: write it exactly so.")
    endif()
    list(APPEND numbers "${CMAKE_MATCH_1}")
  endforeach()
  list(JOIN numbers "." version)
  set(${out} "${version}" PARENT_SCOPE)
endfunction()
