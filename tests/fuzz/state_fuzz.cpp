// Any bytes into restore and two_slots, led by coverage. Not part of ./dev test; to run it:
//   ./dev fuzz 2
// Every input is a state and the places of two; also with the header and the checksums that they
// should have.
#include <stdio.h>

#include "model/states.hpp"

namespace {

using states::bytes;

void expect(const states::outcome& got) {
  if (got.fault == nullptr) return;
  fprintf(stderr, "what came in %s\n", got.fault);
  __builtin_trap();
}

/// `data` as the fields of a state.
bytes state_of(const uint8_t* data, size_t count) {
  bytes out = states::blob_of(states::flowers{});
  const size_t room = states::size - 4 - states::fields;
  std::copy(data, data + std::min(count, room), out.begin() + states::fields);
  return states::sealed(out);
}
/// The first byte says what is right: the checksum, the state in it; the next is the save's number.
bytes place_of(const uint8_t* data, size_t count) {
  if (count < 2) return bytes(states::slots::size, 0xff);
  bytes out(4);
  states::put(out, 0, data[1] < 0x80 ? data[1] : 0xffffff00u + data[1]);
  const bytes raw{data + 2, data + count};
  const bytes state = (data[0] & 1) != 0 ? state_of(data + 2, count - 2) : raw;
  out.insert(out.end(), state.begin(), state.end());
  out.resize(states::slots::size);
  return (data[0] & 2) != 0 ? states::sealed(out) : out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const bytes raw{data, data + size};
  expect(states::restore_any(raw));
  expect(states::restore_any(state_of(data, size)));
  if (size > 4) expect(states::restore_any(states::sealed(raw)));
  const size_t half = size / 2;
  const bytes first{data, data + half}, second{data + half, data + size};
  expect(states::restore_any(first, second));
  expect(states::restore_any(place_of(data, half), place_of(data + half, size - half)));
  return 0;
}
