# shellcheck shell=bash
# setup.sh - what ./dev needs on the machine, and how it gets there. Sourced by ./dev, which sets
# $venv, $python and $presets.

# want <probe>=<package>...: notes the Debian packages whose probe is missing. A probe is a command,
# or a file when it starts with a slash.
wanted=()
want() {
  local pair probe
  for pair in "$@"; do
    probe=${pair%%=*}
    case $probe in
      /*) [ -e "$probe" ] || wanted+=("${pair#*=}") ;;
      *) command -v "$probe" >/dev/null || wanted+=("${pair#*=}") ;;
    esac
  done
}

install_wanted() {
  [ ${#wanted[@]} -gt 0 ] || return 0
  local sudo="" packages
  mapfile -t packages < <(printf '%s\n' "${wanted[@]}" | sort -u)
  local install=(apt-get install -y --no-install-recommends "${packages[@]}")
  command -v apt-get >/dev/null ||
    die "expected these Debian packages, or what your system calls them: ${packages[*]}
Install them, and try again."
  if [ "$(id -u)" != 0 ]; then
    sudo="sudo -n"
    $sudo true 2>/dev/null ||
      die "these system packages are missing, and only root may install them. Run this, and try again:
  sudo apt-get update && sudo ${install[*]}"
  fi
  say "installing system packages: ${packages[*]}"
  { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive "${install[@]}"; } >build/apt.log 2>&1 ||
    die "apt-get failed, see build/apt.log:
$(tail -n 3 build/apt.log)"
  wanted=()
}

want_build() {
  want g++=g++ cmake=cmake ninja=ninja-build readelf=binutils python3=python3
}
want_arm() {
  want arm-none-eabi-g++=gcc-arm-none-eabi /usr/include/newlib/string.h=libnewlib-arm-none-eabi
}
want_googletest() { want /usr/src/googletest/googlemock/src/gmock-all.cc=googletest; }
want_emulator() { want qemu-system-arm=qemu-system-arm; }
want_counter() {
  want_arm
  want_emulator
  want_part rv32
  want_part avr
}
want_python() {
  want python3=python3
  [ -x "$python" ] || python3 -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)
}

# want_part <part>: what a part of ./dev test needs.
want_part() {
  case $1 in
    host*)
      want clang++=clang /usr/include/gtest/gtest.h=libgtest-dev \
        /usr/include/gmock/gmock.h=libgmock-dev /usr/include/eigen3/Eigen/Core=libeigen3-dev
      ;;
    arm-*)
      want_arm
      want_emulator
      want_googletest
      want /usr/lib/arm-none-eabi/lib/libstdc++.a=libstdc++-arm-none-eabi-newlib
      ;;
    rv32)
      want riscv64-unknown-elf-g++=gcc-riscv64-unknown-elf qemu-system-riscv32=qemu-system-misc \
        /usr/lib/picolibc/riscv64-unknown-elf/picolibc.specs=picolibc-riscv64-unknown-elf
      ;;
    avr)
      want clang++=clang avr-ld=binutils-avr avr-gcc=gcc-avr simavr=simavr \
        /usr/lib/avr/include/avr/io.h=avr-libc \
        /usr/share/arduino/hardware/arduino/avr/cores/arduino/Arduino.h=arduino-core-avr
      ;;
    big-endian)
      want s390x-linux-gnu-g++=g++-s390x-linux-gnu qemu-s390x=qemu-user
      want_googletest
      ;;
    python) want_python && want_counter && want espeak-ng=espeak-ng sox=sox ;; # examples/sound_class
    budget) want_python && want_counter ;;
    *) die "expected one of: $presets python budget, and got \`$1\`." ;;
  esac
}

# want_core <core>: the compiler of one core, to read its code; nothing is run.
want_core() {
  case $1 in
    host) want g++=g++ objdump=binutils ;;
    rv32 | avr) want_part "$1" ;;
    *) want_arm ;;
  esac
}

# install_python <package>...: makes the virtual environment and installs the packages, with the
# versions of tools/requirements.txt. Does nothing when a stamp says that it was done.
install_python() {
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    die "expected Python 3.11 or newer and found $(python3 --version): put a newer python3 first in PATH."
  if [ ! -x "$python" ]; then
    say "making a virtual environment in $venv"
    python3 -m venv --clear "$venv"
  fi
  local stamp missing=()
  for package in "$@"; do
    stamp=$venv/stamps/$package
    [ "$stamp" -nt tools/requirements.txt ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing Python packages into $venv: ${missing[*]}"
  $python -m pip install --quiet --disable-pip-version-check -c tools/requirements.txt "${missing[@]}" ||
    die "pip could not install ${missing[*]}: check the network, and try again."
  mkdir -p "$venv/stamps"
  for package in "${missing[@]}"; do touch "$venv/stamps/$package"; done
}

# Installs this checkout's own Python package, as a user would get it.
install_mote() {
  install_python numpy platformdirs hatchling
  $python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps \
    --no-build-isolation bindings/python
}

# install_alone <package>...: installs packages without what they ask for: for the files that they
# bring, or where half of that is not needed. install_python comes before it.
install_alone() {
  local package
  for package in "$@"; do
    [ "$venv/stamps/$package" -nt tools/requirements.txt ] && continue
    say "installing $package alone into $venv"
    $python -m pip install --quiet --disable-pip-version-check --no-deps -c tools/requirements.txt "$package" ||
      die "pip could not install $package: check the network, and try again."
    touch "$venv/stamps/$package"
  done
}
