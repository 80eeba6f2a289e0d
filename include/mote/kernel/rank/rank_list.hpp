// rank_list.hpp - which ranks are asked for. Floor 1.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/array.hpp"

namespace mote::kernel {

/// Which ranks are asked for, none twice, lowest first; 0 is the rank of the smallest number.
template <size_t Most>
struct rank_list {
  static constexpr size_t most = Most;
  array<uint8_t, Most> rank;
  uint8_t size;
};

}  // namespace mote::kernel
