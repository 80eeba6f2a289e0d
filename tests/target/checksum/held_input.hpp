// held_input.hpp - samples for the checksums of filters.
#pragma once

#include "checksum.hpp"

namespace checksum {

/// Bits of any kind, and now and then a long constant, so that filters come to rest.
template <class Sample>
class input {
 public:
  Sample operator()() {
    if (hold_ == 0) {
      hold_ = next_.below(8) == 0 ? 40 : 1;
      value_ = any<Sample>(next_);
    }
    --hold_;
    return value_;
  }

 private:
  random next_{21};
  int hold_ = 0;
  Sample value_ = 0;
};

}  // namespace checksum
