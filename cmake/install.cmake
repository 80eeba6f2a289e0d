# Installs the headers and a CMake package, so that find_package(mote) gives mote::mote.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(mote_package_dir "${CMAKE_INSTALL_DATADIR}/cmake/mote")
configure_package_config_file(
  cmake/moteConfig.cmake.in "${PROJECT_BINARY_DIR}/moteConfig.cmake"
  INSTALL_DESTINATION "${mote_package_dir}")
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/moteConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)

install(TARGETS mote EXPORT moteTargets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY include/mote DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp")
install(EXPORT moteTargets NAMESPACE mote:: DESTINATION "${mote_package_dir}")
install(
  FILES "${PROJECT_BINARY_DIR}/moteConfig.cmake" "${PROJECT_BINARY_DIR}/moteConfigVersion.cmake"
  DESTINATION "${mote_package_dir}")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/mote")
