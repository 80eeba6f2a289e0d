# RV32IMC without a C++ standard library. picolibc brings <string.h> and the startup code; programs
# are for QEMU's board `virt`.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_CXX_FLAGS_INIT
    "-march=rv32imc -mabi=ilp32 --specs=picolibc.specs -ffunction-sections -fdata-sections")
string(CONCAT CMAKE_EXE_LINKER_FLAGS_INIT
       "--crt0=minimal -nodefaultlibs -Wl,--gc-sections -Wl,--defsym=__flash=0x80000000"
       " -Wl,--defsym=__flash_size=0x400000 -Wl,--defsym=__ram=0x80400000"
       " -Wl,--defsym=__ram_size=0x400000 -Wl,--defsym=__stack_size=0x10000")
set(CMAKE_CXX_STANDARD_LIBRARIES_INIT "-lc -lgcc")
set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_CURRENT_LIST_DIR}/../device/emulate" virt)
