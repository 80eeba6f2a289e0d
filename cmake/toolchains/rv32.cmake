# RV32IMC without a C++ standard library, for QEMU's board `virt`. picolibc brings <string.h>.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_EXECUTABLE_SUFFIX_CXX .elf)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

set(MOTE_CORE rv32)
include("${CMAKE_CURRENT_LIST_DIR}/../device/board.cmake")
set(CMAKE_CXX_FLAGS_INIT "${board_flags} -ffunction-sections -fdata-sections")
set(CMAKE_EXE_LINKER_FLAGS_INIT "${board_link} -nodefaultlibs")
set(CMAKE_CXX_STANDARD_LIBRARIES_INIT "-lc -lgcc")
set(CMAKE_CROSSCOMPILING_EMULATOR "${device}/emulate" ${board_machine})
