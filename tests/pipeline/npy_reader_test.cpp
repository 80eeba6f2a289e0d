#include "mote/pipeline/npy_reader.hpp"

#include <gtest/gtest.h>

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <random>
#include <vector>

#include "data/npy/goldens.hpp"
#include "mote/feature/frame.hpp"
#include "mote/pipeline/npy_writer.hpp"

namespace {

using mote::npy_reader;
using mote::npy_writer;
using mote::span;
using mote::status;
using mote::status_code;
using bytes = std::vector<uint8_t>;

static_assert(sizeof(npy_reader<int16_t, 3>) <= 12);

template <size_t N>
bytes of(const uint8_t (&file)[N]) {
  return bytes(file, file + N);
}

/// The bytes of a file, one after another.
struct source {
  const bytes& file;
  size_t at = 0;
  bool operator()(uint8_t& byte) {
    if (at == file.size()) return false;
    byte = file[at++];
    return true;
  }
};

template <class Sample, size_t Channels = 1>
struct read_file {
  status opened, finished;
  uint32_t rows = 0;
  std::vector<Sample> samples;

  explicit read_file(const bytes& file, size_t block = 64) {
    source next{file};
    npy_reader<Sample, Channels> reader;
    opened = reader.open(next);
    rows = reader.rows();
    std::vector<Sample> out(block);
    const span<Sample> view{out.data(), block};
    while (const size_t count = reader.read(next, view)) {
      samples.insert(samples.end(), out.begin(), out.begin() + static_cast<ptrdiff_t>(count));
    }
    finished = reader.finish();
  }
};

const std::vector<int16_t> rows{-32768, 0, 32767, 1, -1, 258, 0, 5, -6, 772, 7, -8, 9, 10, 11};

TEST(NpyReader, ReadsWhatNumpySaves) {
  for (const bytes& file :
       {of(golden::rows_of_int16), of(golden::rows_of_int16_of_format_2),
        of(golden::rows_of_int16_of_format_3), of(golden::rows_of_big_endian)}) {
    constexpr size_t blocks[] = {3, 4, 5, 6, 7, 64};
    for (const size_t block : blocks) {
      const read_file<int16_t, 3> got(file, block);
      EXPECT_TRUE(got.opened && got.finished) << got.opened.message();
      EXPECT_EQ(got.rows, 5u);
      EXPECT_EQ(got.samples, rows) << block;
    }
  }
  EXPECT_EQ((read_file<float>(of(golden::samples_of_float)).samples),
            (std::vector<float>{0.1f, -2.5f, INFINITY, 0.0f}));
  EXPECT_EQ((read_file<uint8_t>(of(golden::samples_of_uint8)).samples), (bytes{0, 255, 7}));
  EXPECT_EQ((read_file<int8_t>(of(golden::column_of_int8)).samples),
            (std::vector<int8_t>{-128, 127}));
  EXPECT_EQ((read_file<int32_t>(of(golden::samples_of_int32)).samples),
            (std::vector<int32_t>{INT32_MIN, INT32_MAX}));
  EXPECT_EQ((read_file<uint16_t>(of(golden::samples_of_uint16)).samples),
            (std::vector<uint16_t>{0, 65535}));
  const read_file<int16_t, 3> none(of(golden::no_rows));
  EXPECT_TRUE(none.opened && none.finished);
  EXPECT_TRUE(none.samples.empty());
}

template <class Sample, size_t Channels>
status_code refusal(const bytes& file) {
  const read_file<Sample, Channels> got(file);
  EXPECT_TRUE(got.samples.empty()) << "nothing is read after an error";
  EXPECT_EQ(got.rows, 0u);
  return got.opened.code();
}

TEST(NpyReader, SaysWhyItRefusesAFile) {
  EXPECT_EQ((refusal<int16_t, 3>({})), status_code::empty);
  EXPECT_EQ((refusal<int16_t, 3>({'R', 'I', 'F', 'F'})), status_code::syntax);
  EXPECT_EQ((refusal<int16_t, 2>(of(golden::rows_of_int16))), status_code::channels);
  EXPECT_EQ((refusal<int16_t, 1>(of(golden::rows_of_int16))), status_code::channels);
  EXPECT_EQ((refusal<int16_t, 1>(of(golden::one_number))), status_code::channels);
  EXPECT_EQ((refusal<int16_t, 3>(of(golden::a_cube))), status_code::channels);
  EXPECT_EQ((refusal<uint16_t, 3>(of(golden::rows_of_int16))), status_code::type);
  EXPECT_EQ((refusal<int8_t, 3>(of(golden::rows_of_int16))), status_code::type);
  EXPECT_EQ((refusal<float, 1>(of(golden::samples_of_double))), status_code::type);
  EXPECT_EQ((refusal<int32_t, 1>(of(golden::samples_of_float))), status_code::type);
  EXPECT_EQ((refusal<int16_t, 1>(of(golden::records))), status_code::type);
  EXPECT_EQ((refusal<int16_t, 3>(of(golden::columns_of_int16))), status_code::layout);
  bytes later = of(golden::rows_of_int16);
  later[6] = 4;
  EXPECT_EQ((refusal<int16_t, 3>(later)), status_code::version);
}

/// A header with this text, of format 1.0.
bytes with_text(const std::string& text) {
  bytes file{0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  file.push_back(static_cast<uint8_t>(text.size()));
  file.push_back(0);
  file.insert(file.end(), text.begin(), text.end());
  return file;
}

TEST(NpyReader, ReadsTheDictionaryAsPythonDoes) {
  const std::string type = "'descr': '<i2'", order = "'fortran_order': False";
  const auto code = [](const std::string& text) {
    return read_file<int16_t, 1>(with_text(text)).opened.code();
  };
  EXPECT_EQ(code("{" + type + ", " + order + ", 'shape': (0,), }\n"), status_code::ok);
  EXPECT_EQ(code("{\"shape\":(0,),\"fortran_order\":False,\"descr\":\"<i2\"}   \n"),
            status_code::ok);
  EXPECT_EQ(code("{" + type + ", 'fortran_order': True, 'shape': ( 0, 1 ) }\n"), status_code::ok)
      << "one column is row after row";
  EXPECT_EQ(code("{" + type + ", " + order + ", }\n"), status_code::missing);
  EXPECT_EQ(code("{" + type + ", " + order + ", 'shape': (0,), 'more': 1 }\n"),
            status_code::syntax);
  EXPECT_EQ(code("{" + type + ", " + order + ", 'shape': (0,), } x\n"), status_code::syntax);
  EXPECT_EQ(code("{" + type + ", " + order + ", 'shape': (0,), }"), status_code::syntax);
  EXPECT_EQ(code("{" + type + ", " + order + ", 'shape': (-1,), }\n"), status_code::syntax);
  EXPECT_EQ(code("{" + type + ", " + order + ", 'shape': (), }\n"), status_code::channels);
  EXPECT_EQ(code("{" + type + ", " + order + ", 'shape': (99999999999,), }\n"), status_code::range);
  EXPECT_EQ(code("{" + type + ", 'fortran_order': Falsch, 'shape': (0,), }\n"),
            status_code::syntax);
  EXPECT_EQ(code("{'descr': '<i2 and more than any type has', }\n"), status_code::type);
  EXPECT_EQ(code(""), status_code::syntax);
}

TEST(NpyReader, AFileThatIsCutAnywhereIsTruncated) {
  const bytes whole = of(golden::rows_of_int16);
  for (size_t length = 1; length < whole.size(); ++length) {
    const read_file<int16_t, 3> got(
        bytes(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(length)));
    const status_code code = got.opened ? got.finished.code() : got.opened.code();
    ASSERT_EQ(code, status_code::truncated) << length;
    ASSERT_EQ(got.samples.size(), got.opened ? (length - 128) / 6 * 3 : 0u)
        << "whole rows alone, and none is lost";
  }
}

TEST(NpyReader, ReadsAnyBytesWithoutHarm) {
  std::minstd_rand random{20261128};
  int opened = 0;
  for (int i = 0; i < 20000; ++i) {
    bytes file = of(golden::rows_of_int16);
    for (auto changes = 1 + random() % 3; changes != 0; --changes) {
      file[random() % file.size()] = static_cast<uint8_t>(random());
    }
    file.resize(random() % 4 == 0 ? random() % file.size() : file.size());
    const read_file<int16_t, 3> got(file, 6);
    if (!got.opened) continue;
    ++opened;
    EXPECT_LE(got.samples.size(), rows.size());
  }
  EXPECT_GT(opened, 1000);
  EXPECT_LT(opened, 19000);
}

template <class Sample, size_t Channels>
bytes header(uint32_t count) {
  uint8_t out[npy_writer<Sample, Channels>::header_size];
  npy_writer<Sample, Channels>::header(count, out);
  return of(out);
}

TEST(NpyWriter, WritesHeadersThatNumpyReads) {
  EXPECT_EQ((header<int16_t, 3>(123)), of(golden::header_of_rows));
  EXPECT_EQ((header<uint8_t, 1>(0)), of(golden::header_of_bytes));
  EXPECT_EQ((header<float, 12>(UINT32_MAX)), of(golden::header_of_many));
}

template <class Sample, size_t Channels>
void expect_the_same_back(const std::vector<Sample>& samples) {
  bytes file = header<Sample, Channels>(static_cast<uint32_t>(samples.size() / Channels));
  const auto put = [&](const uint8_t* from, size_t count) {
    file.insert(file.end(), from, from + count);
    return true;
  };
  for (size_t at = 0; at < samples.size();) {  // blocks of any length
    const size_t count = samples.size() - at < 1 + at % 50 ? samples.size() - at : 1 + at % 50;
    const span<const Sample> block{samples.data() + at, count};
    EXPECT_TRUE((npy_writer<Sample, Channels>::write(block, put)));
    at += count;
  }
  const read_file<Sample, Channels> got(file);
  EXPECT_TRUE(got.opened && got.finished);
  EXPECT_EQ(got.samples, samples);
}

TEST(NpyWriter, WritesWhatTheReaderReads) {
  std::minstd_rand random{1};
  std::vector<int16_t> motion(3 * 200);
  for (int16_t& x : motion) x = static_cast<int16_t>(random());
  expect_the_same_back<int16_t, 3>(motion);
  std::vector<float> sound(333);
  for (float& x : sound) x = static_cast<float>(random()) * 1e-9f - 1;
  expect_the_same_back<float, 1>(sound);
  expect_the_same_back<int32_t, 2>({INT32_MIN, INT32_MAX, 0, -1});
  expect_the_same_back<uint8_t, 1>({0, 255});
}

TEST(NpyWriter, WritesThePayloadOfNumpy) {
  bytes payload;
  const auto put = [&](const uint8_t* from, size_t count) {
    payload.insert(payload.end(), from, from + count);
    return true;
  };
  EXPECT_TRUE((npy_writer<int16_t, 3>::write({rows.data(), rows.size()}, put)));
  const bytes file = of(golden::rows_of_int16);
  EXPECT_EQ(payload, bytes(file.begin() + 128, file.end()));
}

TEST(NpyWriter, SaysThatTheSinkFailed) {
  int calls = 0;
  const auto full = [&](const uint8_t*, size_t) { return ++calls < 2; };
  const std::vector<int32_t> samples(20);
  EXPECT_EQ((npy_writer<int32_t>::write({samples.data(), 20}, full)).code(), status_code::io);
  EXPECT_EQ(calls, 2);
}

TEST(NpyReader, FeedsWindows) {
  const bytes file = of(golden::rows_of_int16);
  source next{file};
  npy_reader<int16_t, 3> reader;
  ASSERT_TRUE(reader.open(next));
  mote::frame<int16_t, 2, 1, 3> windows;
  int16_t block[6];
  std::vector<int16_t> first;
  while (const size_t count = reader.read(next, block)) {
    span<const int16_t> rest{block, count};
    while (windows.push(rest)) first.push_back(windows.view()(0));
  }
  EXPECT_EQ(first, (std::vector<int16_t>{-32768, 1, 0, 772}));
}

}  // namespace
