// crc32.hpp - the checksum that says whether data arrived whole. Floor 0.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "version.hpp"

namespace mote {

/// The CRC-32 of zlib, PNG and Ethernet, a byte at a time.
///
/// State    4 bytes, no table
/// Time     8 steps of shift and exclusive or a byte
/// Target   bit-exact: 0xCBF43926 of "123456789"
class crc32 {
 public:
  constexpr void add(uint8_t octet) noexcept {
    rest_ ^= octet;
    for (int bit = 0; bit < 8; ++bit) {
      rest_ = (rest_ >> 1) ^ ((rest_ & 1) != 0 ? 0xEDB88320u : 0u);
    }
  }
  constexpr void add(const uint8_t* bytes, size_t count) noexcept {
    for (; count != 0; --count) add(*bytes++);
  }
  /// Of all bytes so far; 0 of none.
  constexpr uint32_t value() const noexcept { return ~rest_; }
  constexpr void reset() noexcept { rest_ = 0xFFFFFFFFu; }

 private:
  uint32_t rest_ = 0xFFFFFFFFu;
};

}  // namespace mote
