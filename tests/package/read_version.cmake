include("${CMAKE_CURRENT_LIST_DIR}/../../cmake/version.cmake")
mote_read_version("${HEADER}" version)
message("read version ${version}")
