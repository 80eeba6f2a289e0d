// walks.hpp - along the records that a model names, to one of them or a number in it. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "values.hpp"

namespace mote::detail::model {

/// How many records a model has, and how many of them have a line for each row.
class record_counts {
 public:
  template <class... Words>
  constexpr void model(const Words&...) noexcept {}
  template <class... T>
  constexpr void line(const char*, T&...) noexcept {
    ++all;
  }
  template <class... Rows>
  constexpr void lines(const char*, Rows&&...) noexcept {
    ++all;
    ++of_rows;
  }

  size_t all = 0, of_rows = 0;
};

/// The name of a record, and its lines.
class record_facts {
 public:
  explicit constexpr record_facts(size_t record) noexcept : left_{record} {}

  template <class... Words>
  constexpr void model(const Words&...) noexcept {}
  template <class... T>
  constexpr void line(const char* said, T&...) noexcept {
    if (left_-- != 0) return;
    name = said;
    count = 1;
  }
  template <class First, class... Rest>
  constexpr void lines(const char* said, const First& first, const Rest&...) noexcept {
    if (left_-- != 0) return;
    name = said;
    count = first.size();
  }

  const char* name = nullptr;
  size_t count = 0;

 private:
  size_t left_;
};

/// Gives the rows of a record their number. Errors: range (not above 0), shape (of a record whose
/// rows are `fixed`), capacity (more than they hold), syntax (there is no such record)
class record_size {
 public:
  constexpr record_size(size_t record_of_rows, int32_t rows) noexcept
      : left_{record_of_rows}, rows_{rows} {}

  template <class... Words>
  constexpr void model(const Words&...) noexcept {}
  template <class... T>
  constexpr void line(const char*, T&...) noexcept {}
  template <class... Rows>
  constexpr void lines(const char*, Rows&&... rows) noexcept {
    if (left_-- != 0) return;
    code = rows_ < 1 ? status_code::range : status_code::ok;
    if (code == status_code::ok) (size(rows, 0), ...);
  }

  status_code code = status_code::syntax;

 private:
  constexpr size_t count() const noexcept { return static_cast<size_t>(rows_); }
  constexpr bool fits() const noexcept { return static_cast<int32_t>(count()) == rows_; }

  template <class Rows>
  constexpr auto size(Rows& rows, int) noexcept -> decltype(void(rows.resize(count()))) {
    if (!fits() || !rows.resize(count())) code = status_code::capacity;
  }
  template <class Rows>
  constexpr void size(Rows& rows, long) noexcept {
    if (!fits() || rows.size() != count()) code = status_code::shape;
  }

  size_t left_;
  int32_t rows_;
};

/// A field of the record `model`: a word of the program's, or a number. Errors: type (another
/// word), shape (another count), syntax (there is no such field)
class model_word {
 public:
  constexpr model_word(size_t field, const char* text) noexcept : left_{field}, text_{text} {}

  template <class... Words>
  constexpr void model(const Words&... words) noexcept {
    (one(words), ...);
  }
  template <class... T>
  constexpr void line(const char*, T&...) noexcept {}
  template <class... Rows>
  constexpr void lines(const char*, Rows&&...) noexcept {}

  status_code code = status_code::syntax;

 private:
  void one(const char* expected) noexcept {
    if (left_-- == 0) code = parse_word(text_, expected);
  }
  template <class Count, size_t N>
  void one(const array<Count, N>& expected) noexcept {
    for (const Count count : expected) one(static_cast<size_t>(count));
  }
  void one(size_t expected) noexcept { number(static_cast<int32_t>(expected)); }
  void one(int expected) noexcept { number(expected); }
  void number(int32_t expected) noexcept {
    if (left_-- != 0) return;
    int32_t found = 0;
    code = text::parse_integer(text_, found);
    if (code == status_code::ok && found != expected) code = status_code::shape;
  }

  size_t left_;
  const char* text_;
};

/// Goes to a line of a record: Own has row(first, count) for numbers and label(held, classes).
template <class Own>
class line_walk {
 public:
  constexpr line_walk(size_t record, size_t line) noexcept : left_{record}, line_{line} {}

  template <class... Words>
  constexpr void model(const Words&...) noexcept {}
  template <class... T>
  constexpr void line(const char*, T&... fields) noexcept {
    if (left_-- == 0) (one(fields), ...);
  }
  template <class... Rows>
  constexpr void lines(const char*, Rows&&... rows) noexcept {
    if (left_-- == 0) (of_row(rows[line_]), ...);
  }
  /// For the `numbers` of a row.
  template <class... T>
  constexpr void operator()(T&... fields) noexcept {
    (one(fields), ...);
  }

 private:
  constexpr Own& own() noexcept { return static_cast<Own&>(*this); }

  template <class Row>
  constexpr void of_row(Row&& row) noexcept {
    one(row);
  }
  template <class T>
  constexpr auto one(T& number) noexcept -> decltype(void(number + 1)) {
    own().row(&number, 1);
  }
  template <class T, size_t N>
  constexpr void one(array<T, N>& numbers) noexcept {
    own().row(numbers.data(), N);
  }
  template <class T>
  constexpr auto one(T& field) noexcept -> decltype(field.numbers(own())) {
    field.numbers(own());
  }

  size_t left_, line_;
};

/// How many numbers a line has.
class line_width : public line_walk<line_width> {
 public:
  using line_walk::line_walk;

  template <class T>
  constexpr void row(T*, size_t numbers) noexcept {
    count += numbers;
  }
  template <class Label>
  constexpr void label(Label&, size_t) noexcept {
    ++count;
  }

  size_t count = 0;
};

/// Reads a number of a line. Errors: those of parse_value; label (no class of the model's); syntax
/// (the line has no such number)
class line_number : public line_walk<line_number> {
 public:
  constexpr line_number(size_t record, size_t line, size_t place, const char* text) noexcept
      : line_walk{record, line}, place_{place}, text_{text} {}

  template <class T>
  constexpr void row(T* numbers, size_t count) noexcept {
    if (place_ < count) code = parse_value(text_, numbers[place_]);
    place_ -= count;
  }
  template <class Label>
  constexpr void label(Label& out, size_t classes) noexcept {
    if (place_-- != 0) return;
    uint32_t named = 0;
    code = parse_value(text_, named);
    if (code == status_code::range || (code == status_code::ok && named >= classes))
      code = status_code::label;
    if (code == status_code::ok) out = static_cast<Label>(named);
  }

  status_code code = status_code::syntax;

 private:
  size_t place_;
  const char* text_;
};

}  // namespace mote::detail::model
