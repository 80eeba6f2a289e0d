// npy_writer.hpp - a recording as a NumPy file, written as the samples come. Floor 4.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../core/bits.hpp"
#include "../core/sample.hpp"
#include "../core/span.hpp"
#include "../core/status.hpp"
#include "detail/npy_type.hpp"

namespace mote {

/// Writes what numpy.load reads: an array of rows of `Channels` samples, or of samples.
///
///   uint8_t header[mote::npy_writer<int16_t, 3>::header_size];
///   mote::npy_writer<int16_t, 3>::header(rows, header);   // first, or over it at the end
///   status = mote::npy_writer<int16_t, 3>::write(block, put);  // as often as there are samples
///
/// Sample   float, int8_t, int16_t, int32_t, uint8_t, uint16_t
/// Target   little endian on every machine
/// Source   NumPy's format 1.0, numpy.lib.format
template <class Sample, size_t Channels = 1>
class npy_writer {
  static_assert(traits::takes_samples<npy_writer, Sample, traits::samples::with_unsigned>);
  static_assert(Channels > 0, "npy: a row has at least one channel");

 public:
  /// Bytes before the first sample, however many rows there are.
  static constexpr size_t header_size = 128;

  /// The number of rows stands here: where it is not known before, write 0, and again at the end.
  static constexpr void header(uint32_t rows, span<uint8_t, header_size> out) noexcept {
    size_t at = 0;
    const auto text = [&](const char* letters) {
      for (; *letters != '\0'; ++letters) out[at++] = static_cast<uint8_t>(*letters);
    };
    const auto number = [&](uint32_t value) {
      uint32_t power = 1;
      while (value / power >= 10) power *= 10;
      for (; power != 0; power /= 10) out[at++] = static_cast<uint8_t>('0' + value / power % 10);
    };
    const char kind[] = {sizeof(Sample) == 1 ? '|' : '<', detail::pipeline::npy_kind<Sample>,
                         static_cast<char>('0' + sizeof(Sample)), '\0'};
    out[at++] = 0x93;
    text("NUMPY\x01");
    out[at++] = 0;
    out[at++] = header_size - 10;
    out[at++] = 0;
    text("{'descr': '");
    text(kind);
    text("', 'fortran_order': False, 'shape': (");
    number(rows);
    text(",");
    if (Channels > 1) {
      text(" ");
      number(static_cast<uint32_t>(Channels));
    }
    text("), }");
    while (at + 1 < header_size) text(" ");
    text("\n");
  }

  /// Samples, interleaved, to `bool put(const uint8_t* bytes, size_t count)`.
  /// Errors   io: `put` returned false, and the rest of the samples is not written
  template <class Sink>
  static status write(span<const Sample> samples, Sink&& put) noexcept {
    uint8_t bytes[32];
    size_t filled = 0;
    for (const Sample x : samples) {
      auto bits = bit_cast<detail::pipeline::bits_of_size<sizeof(Sample)>>(x);
      for (size_t i = 0; i < sizeof(Sample); ++i) {
        bytes[filled++] = static_cast<uint8_t>(bits);
        bits = static_cast<decltype(bits)>(static_cast<uint32_t>(bits) >> 8);
      }
      if (filled < sizeof bytes) continue;
      if (!put(bytes, filled)) return status_code::io;
      filled = 0;
    }
    if (filled != 0 && !put(bytes, filled)) return status_code::io;
    return {};
  }
};

}  // namespace mote
