// status.hpp - what became of data that came from outside: a code and a line. Floor 0.
#pragma once

#include <stdint.h>

#include "version.hpp"

namespace mote {

/// Why data from outside (a model file, a blob, an array) was refused.
enum class status_code : uint8_t {
  ok,
  empty,        // no data at all
  truncated,    // the end came too early
  io,           // the source itself failed
  syntax,       // a record that the format does not know
  line_length,  // a field or a line longer than any model has
  number,       // text where a finite number belongs
  range,        // a number that its field cannot hold
  feature,      // a feature index that the model does not have
  label,        // a class that the model does not have
  link,         // a child that is missing, or not after its parent
  capacity,     // more elements than the container holds
  count,        // announced and delivered numbers differ
  order,        // a record before one that it needs, or a repeated one
  missing,      // a record that must be there and is not
  shape,        // an array of the wrong length
  type,         // data of another element type or kind of model
  checksum,     // damaged on the way
  version,      // a format version that this library does not read
  features,     // a file of emlearn that does not begin with its number of features
  channels,     // a recording whose rows have another number of channels
  layout,       // a recording that is not row after row
};

/// One sentence for a person: what was expected, and what to do. Never null.
constexpr const char* message(status_code code) noexcept {
  switch (code) {
    case status_code::ok:
      return "No error: the data is complete and valid.";
    case status_code::empty:
      return "Expected a model, but there was no data: check the file name or the address.";
    case status_code::truncated:
      return "Expected more data, but the source ended: transfer the whole file again.";
    case status_code::io:
      return "Expected bytes, but the source failed to read: check the file or the connection.";
    case status_code::syntax:
      return "Expected a record of the format, but the line is none: correct it or export again.";
    case status_code::line_length:
      return "Expected a shorter field or line, as every model file has: export the model again.";
    case status_code::number:
      return "Expected a finite number, but the field is none: correct it or export again.";
    case status_code::range:
      return "Expected a number that fits its field: rescale the model, or use a wider type.";
    case status_code::feature:
      return "Expected a feature index below the feature count: export with the same features.";
    case status_code::label:
      return "Expected a class index below the class count: export with the same classes.";
    case status_code::link:
      return "Expected a link to a later entry inside the table: export the model again.";
    case status_code::capacity:
      return "Expected a smaller model: raise the container's capacity, or train a smaller one.";
    case status_code::count:
      return "Expected as many elements as were announced: transfer or export the file again.";
    case status_code::order:
      return "Expected each record once, after those it builds on: export the model again.";
    case status_code::missing:
      return "Expected a record that never came: transfer or export the whole file again.";
    case status_code::shape:
      return "Expected an array of the model's own length: pass one value per feature.";
    case status_code::type:
      return "Expected data of this element type and kind: convert again with the type in use.";
    case status_code::checksum:
      return "Expected another checksum, so the data is damaged: transfer the file again.";
    case status_code::version:
      return "Expected a format version this library reads: update mote, or export again.";
    case status_code::features:
      return "Expected the number of features first, as `f,4`: write that line, or export again.";
    case status_code::channels:
      return "Expected a recording of shape (rows, channels) as the program has it: save it so.";
    case status_code::layout:
      return "Expected row after row, not Fortran order: save numpy.ascontiguousarray(recording).";
  }
  return "Expected a known status code: update the header and the library together.";
}

/// The result of reading data from outside: ok, or a code and where it happened.
///
///     if (const mote::status result = model.load(source); !result) report(result.message());
///
/// State    8 bytes.
/// Errors   ignoring a returned status is a compiler warning.
class [[nodiscard]] status {
 public:
  constexpr status() noexcept = default;

  /// `line` counts from 1; 0 means that no line can be named. Implicit, so that a reader can
  /// `return status_code::empty;`.
  constexpr status(status_code code, uint32_t line = 0) noexcept : line_{line}, code_{code} {}

  constexpr bool ok() const noexcept { return code_ == status_code::ok; }
  constexpr explicit operator bool() const noexcept { return ok(); }
  constexpr status_code code() const noexcept { return code_; }
  constexpr uint32_t line() const noexcept { return line_; }
  constexpr const char* message() const noexcept { return mote::message(code_); }

 private:
  uint32_t line_ = 0;
  status_code code_ = status_code::ok;
};

constexpr bool operator==(status a, status b) noexcept {
  return a.code() == b.code() && a.line() == b.line();
}
constexpr bool operator!=(status a, status b) noexcept { return !(a == b); }

}  // namespace mote
