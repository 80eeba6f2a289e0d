// sound_level.cpp - a sound level meter for WAV files and for what a microphone sends.
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "picture.hpp"
#include "sound_level.hpp"
#include "wav.hpp"

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

namespace {

constexpr char usage[] =
    "usage: sound_level [<file.wav>] [<option> <value>]...\n"
    "Without a file it reads standard input: arecord -f S16_LE -r 48000 | sound_level\n"
    "  --full-scale <dB>   the sound pressure level of a sine at full scale, 120 if not given\n"
    "  --calibrate <dB>    the input is a calibrator's tone of this level: prints the full scale\n"
    "  --every <ms>        time between two readings, 100 if not given\n"
    "  --csv <file>        writes the readings; - writes them to standard output, and no meter\n"
    "  --svg <file>        draws them\n"
    "  --channel <number>  which channel is measured, 1 if not given\n"
    "  --raw <rate>        the input is 16-bit samples of one channel without a head\n";

struct options {
  std::string file, csv, svg;
  double full_scale = 120;
  double calibrator = 0;
  uint32_t every = 100;
  uint32_t channel = 1;
  uint32_t raw_rate = 0;
  bool live = false;
};

int complain(const std::string& sentence) {
  std::fprintf(stderr, "sound_level: %s\n", sentence.c_str());
  return 2;
}

bool to_terminal() {
#if defined(__unix__) || defined(__APPLE__)
  return isatty(STDOUT_FILENO) != 0;
#else
  return false;
#endif
}

/// 0 and the options, or an exit code.
int parse(int count, char** arguments, options& wanted) {
  for (int i = 1; i < count; ++i) {
    const std::string name = arguments[i];
    if (name == "--help") {
      std::fputs(usage, stdout);
      std::exit(0);
    }
    if (name.rfind("--", 0) != 0) {
      if (!wanted.file.empty()) return complain("expected one file, and got a second: " + name);
      wanted.file = name;
      continue;
    }
    if (i + 1 == count) return complain("expected a value after " + name);
    const std::string text = arguments[++i];
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    const bool is_number = !text.empty() && *end == 0 && std::isfinite(value);
    const auto within = [&](double low, double high) {
      return is_number && value >= low && value <= high;
    };
    if (name == "--csv") {
      wanted.csv = text;
    } else if (name == "--svg") {
      wanted.svg = text;
    } else if (name == "--full-scale" && within(-200, 300)) {
      wanted.full_scale = value;
    } else if (name == "--calibrate" && within(1, 200)) {
      wanted.calibrator = value;
    } else if (name == "--every" && within(1, 3600000)) {
      wanted.every = static_cast<uint32_t>(value);
    } else if (name == "--channel" && within(1, 64)) {
      wanted.channel = static_cast<uint32_t>(value);
    } else if (name == "--raw" && within(1, 1e6)) {
      wanted.raw_rate = static_cast<uint32_t>(value);
    } else {
      return complain("expected an option and its value, and got " + name + " " + text + "\n" +
                      usage);
    }
  }
  return 0;
}

template <class Sample>
Sample sample_of(uint32_t upper_bits);
template <>
int16_t sample_of(uint32_t upper_bits) {
  return static_cast<int16_t>(upper_bits >> 16);
}
template <>
int32_t sample_of(uint32_t upper_bits) {
  return static_cast<int32_t>(upper_bits);
}
template <>
float sample_of(uint32_t bits) {
  float sample;
  std::memcpy(&sample, &bits, sizeof sample);
  return sample < 16 && sample > -16 ? sample : 0.0f;  // no NaN into the filters
}

double db(mote::decibels level) { return level.hundredths() / 100.0; }

/// A line for the eye, written over the last one.
template <class Meter>
void show(const Meter& meter, double full_scale) {
  constexpr int width = 40;
  constexpr double span = 100;  // dB below full scale
  const double part = (db(meter.level()) - full_scale + span) / span;
  const int filled = part < 0 ? 0 : part > 1 ? width : static_cast<int>(width * part);
  const std::string bar = std::string(static_cast<size_t>(filled), '#') +
                          std::string(static_cast<size_t>(width - filled), ' ');
  std::printf("\rLAF %6.1f |%s| LAeq %6.1f  LCpeak %6.1f dB ", db(meter.level()), bar.c_str(),
              db(meter.leq()), db(meter.peak()));
  std::fflush(stdout);
}

template <class Sample, uint32_t Rate>
int measure(wav_reader& wav, const options& wanted) {
  sound_level_meter<Sample, Rate> meter{mote::decibels{static_cast<float>(wanted.full_scale)}};
  const bool csv_to_stdout = wanted.csv == "-";
  std::FILE* csv = nullptr;
  if (!wanted.csv.empty()) {
    csv = csv_to_stdout ? stdout : std::fopen(wanted.csv.c_str(), "w");
    if (csv == nullptr) return complain(wanted.csv + ": cannot be written");
    std::fputs(history_head, csv);
  }

  std::vector<moment> history;
  std::vector<uint32_t> words;
  std::vector<Sample> samples;
  uint64_t measured = 0;
  for (uint64_t reading = 1;; ++reading) {
    const uint64_t until = reading * wanted.every * Rate / 1000;
    while (measured < until) {
      const uint64_t left = until - measured;
      const size_t got =
          wav.read(words, left < 4096 ? static_cast<size_t>(left) : 4096, wanted.channel - 1);
      if (got == 0) break;
      samples.resize(got);
      for (size_t i = 0; i < got; ++i) samples[i] = sample_of<Sample>(words[i]);
      meter.add({samples.data(), samples.size()});
      measured += got;
    }
    if (measured < until) break;
    const uint64_t milliseconds = reading * wanted.every;
    if (csv != nullptr) {
      const text line = history_line(static_cast<uint32_t>(milliseconds), meter);
      std::fputs(line.c_str(), csv);
    }
    if (!wanted.svg.empty()) {
      history.push_back(
          {static_cast<double>(milliseconds) / 1000, db(meter.level()), db(meter.leq())});
    }
    if (wanted.live) show(meter, wanted.full_scale);
  }

  if (wanted.live) std::puts("");
  if (measured == 0) return complain("expected samples, and there are none");
  std::fputs(summary(meter).c_str(), stdout);
  std::fputs(percentiles(meter).c_str(), stdout);
  if (wanted.calibrator > 0) {
    meter.calibrate(mote::decibels{static_cast<float>(wanted.calibrator)});
    std::printf("full scale: %.2f dB. From now on: --full-scale %.2f\n", db(meter.full_scale()),
                db(meter.full_scale()));
  }
  if (csv != nullptr && !csv_to_stdout && std::fclose(csv) != 0) {
    return complain(wanted.csv + ": cannot be written");
  }
  if (!wanted.svg.empty() && !write_picture(wanted.svg.c_str(), history)) {
    return complain(wanted.svg + ": cannot be written");
  }
  if (wav.cut()) return complain("the file ends before its head says so: it was cut off");
  return 0;
}

template <class Sample>
int measure(wav_reader& wav, const options& wanted) {
  switch (wav.format().rate) {
    case 8000:
      return measure<Sample, 8000>(wav, wanted);
    case 11025:
      return measure<Sample, 11025>(wav, wanted);
    case 16000:
      return measure<Sample, 16000>(wav, wanted);
    case 22050:
      return measure<Sample, 22050>(wav, wanted);
    case 32000:
      return measure<Sample, 32000>(wav, wanted);
    case 44100:
      return measure<Sample, 44100>(wav, wanted);
    case 48000:
      return measure<Sample, 48000>(wav, wanted);
    case 96000:
      return measure<Sample, 96000>(wav, wanted);
    default:
      return complain(
          "expected a rate of 8000, 11025, 16000, 22050, 32000, 44100, 48000 or 96000 Hz, "
          "and got " +
          std::to_string(wav.format().rate));
  }
}

}  // namespace

int main(int count, char** arguments) {
  options wanted;
  if (const int code = parse(count, arguments, wanted); code != 0) return code;
  wanted.live = to_terminal() && wanted.csv != "-";

  const bool from_file = !wanted.file.empty() && wanted.file != "-";
  std::FILE* file = from_file ? std::fopen(wanted.file.c_str(), "rb") : stdin;
  if (file == nullptr) return complain(wanted.file + ": cannot be read");
  // Ctrl-C ends the program that records, and with it the input: the results are still printed.
  if (!from_file) std::signal(SIGINT, SIG_IGN);
  wav_reader wav{file};
  if (wanted.raw_rate != 0) {
    wav.open_raw(wanted.raw_rate, 1);
  } else if (!wav.open()) {
    return complain((from_file ? wanted.file : "standard input") + ": " + wav.error());
  }
  if (wanted.channel > wav.format().channels) {
    return complain("expected a channel of " + std::to_string(wav.format().channels) +
                    ", and got " + std::to_string(wanted.channel));
  }
  switch (wav.format().kind) {
    case wav_format::sample::int16:
      return measure<int16_t>(wav, wanted);
    case wav_format::sample::float32:
      return measure<float>(wav, wanted);
    default:
      return measure<int32_t>(wav, wanted);
  }
}
