// wav.hpp - reads a WAV file from a file or a pipe, and says what is wrong with it.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

struct wav_format {
  enum class sample { int16, int24, int32, float32 };

  sample kind = sample::int16;
  uint32_t channels = 1;
  uint32_t rate = 0;

  uint32_t bytes() const { return kind == sample::int16 ? 2 : kind == sample::int24 ? 3 : 4; }
};

/// The samples of one channel, from a WAV file or from samples without a head.
class wav_reader {
 public:
  explicit wav_reader(std::FILE* file) : file_{file} {}

  /// Reads the head. False when this is no WAV file that can be measured: then error() says why.
  bool open() {
    uint8_t head[12];
    if (!read(head, 12)) return fail("expected a WAV file, and it ends within the first 12 bytes");
    if (std::memcmp(head, "RIFF", 4) != 0 || std::memcmp(head + 8, "WAVE", 4) != 0) {
      return fail("expected a WAV file, which begins with RIFF....WAVE, and got other bytes");
    }
    for (bool known = false;;) {
      uint8_t chunk[8];
      if (!read(chunk, 8))
        return fail(known ? "expected a chunk `data`, and the file ends"
                          : "expected a chunk `fmt `, and the file ends");
      const uint32_t size = number(chunk + 4, 4);
      if (std::memcmp(chunk, "data", 4) == 0) {
        if (!known) return fail("expected the chunk `fmt ` before `data`");
        // A program that writes to a pipe does not know the length: 0, or as large as it gets.
        endless_ = size == 0 || size >= 0x7fff0000u;
        left_ = size;
        return true;
      }
      if (std::memcmp(chunk, "fmt ", 4) == 0) {
        if (!read_format(size)) return false;
        known = true;
      } else if (!skip(size + size % 2)) {
        return fail("expected a chunk as long as it says, and the file ends");
      }
    }
  }
  /// Samples of 16 bits without a head.
  void open_raw(uint32_t rate, uint32_t channels) {
    format_.rate = rate;
    format_.channels = channels;
    endless_ = true;
  }

  const wav_format& format() const { return format_; }
  const std::string& error() const { return error_; }

  /// Up to `count` samples of `channel`, in the upper bits of 32, floats as their bits.
  size_t read(std::vector<uint32_t>& samples, size_t count, uint32_t channel) {
    const uint32_t bytes = format_.bytes();
    const size_t frame = size_t{bytes} * format_.channels;
    if (!endless_ && left_ / frame < count) count = static_cast<size_t>(left_ / frame);
    buffer_.resize(count * frame);
    const size_t got = count == 0 ? 0 : std::fread(buffer_.data(), frame, count, file_);
    if (!endless_) {
      cut_ = cut_ || got < count;
      left_ -= static_cast<uint32_t>(got * frame);
    }
    samples.resize(got);
    for (size_t i = 0; i < got; ++i) {
      const uint8_t* at = buffer_.data() + i * frame + size_t{channel} * bytes;
      samples[i] = number(at, bytes) << (32 - 8 * bytes);
    }
    return got;
  }
  /// The file ended before its head said so.
  bool cut() const { return cut_; }

 private:
  static uint32_t number(const uint8_t* bytes, uint32_t count) {
    uint32_t value = 0;
    for (uint32_t i = 0; i < count; ++i) value |= uint32_t{bytes[i]} << (8 * i);
    return value;
  }

  bool read_format(uint32_t size) {
    uint8_t head[40] = {};
    const uint32_t kept = size < sizeof head ? size : static_cast<uint32_t>(sizeof head);
    if (size < 16) return fail("expected a chunk `fmt ` of 16 bytes or more");
    if (!read(head, kept) || !skip(size - kept + size % 2)) {
      return fail("expected a chunk `fmt ` as long as it says, and the file ends");
    }
    uint32_t coding = number(head, 2);
    if (coding == 0xfffe && size >= 26) coding = number(head + 24, 2);  // WAVE_FORMAT_EXTENSIBLE
    format_.channels = number(head + 2, 2);
    format_.rate = number(head + 4, 4);
    const uint32_t bits = number(head + 14, 2);
    if (coding == 1 && bits == 16) {
      format_.kind = wav_format::sample::int16;
    } else if (coding == 1 && bits == 24) {
      format_.kind = wav_format::sample::int24;
    } else if (coding == 1 && bits == 32) {
      format_.kind = wav_format::sample::int32;
    } else if (coding == 3 && bits == 32) {
      format_.kind = wav_format::sample::float32;
    } else {
      return fail("expected PCM of 16, 24 or 32 bits or float of 32 bits, and got coding " +
                  std::to_string(coding) + " with " + std::to_string(bits) + " bits");
    }
    if (format_.channels == 0 || format_.channels > 64) {
      return fail("expected 1 to 64 channels, and got " + std::to_string(format_.channels));
    }
    if (number(head + 12, 2) != format_.bytes() * format_.channels) {
      return fail("expected frames of " + std::to_string(format_.bytes() * format_.channels) +
                  " bytes, and the head says " + std::to_string(number(head + 12, 2)));
    }
    return true;
  }

  bool read(uint8_t* to, size_t count) { return std::fread(to, 1, count, file_) == count; }
  bool skip(uint64_t count) {  // a pipe cannot seek
    uint8_t waste[256];
    while (count > 0) {
      const size_t part = count < sizeof waste ? static_cast<size_t>(count) : sizeof waste;
      if (!read(waste, part)) return false;
      count -= part;
    }
    return true;
  }
  bool fail(const std::string& sentence) {
    error_ = sentence;
    return false;
  }

  std::FILE* file_;
  wav_format format_;
  std::string error_;
  std::vector<uint8_t> buffer_;
  uint32_t left_ = 0;
  bool endless_ = false;
  bool cut_ = false;
};
