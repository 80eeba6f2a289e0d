// line.hpp - a line of text that is put together: no printf on a chip. Of the examples.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace examples {

/// At most 78 characters and their end; what is more is cut off.
class line {
 public:
  /// A number that is not negative, to the right of `width` characters.
  line& number(int32_t value, int width = 0) {
    char digits[10];
    int count = 0;
    do digits[count++] = static_cast<char>('0' + value % 10);
    while ((value /= 10) != 0);
    for (; width > count; --width) put(' ');
    while (count > 0) put(digits[--count]);
    return *this;
  }
  /// To the left of `width` characters.
  line& text(const char* more, int width = 0) {
    for (; *more != '\0'; ++more, --width) put(*more);
    for (; width > 0; --width) put(' ');
    return *this;
  }
  /// The whole, with its end.
  const char* end() {
    text_[used_++] = '\n';
    text_[used_] = '\0';
    return text_;
  }

 private:
  void put(char c) {
    if (used_ < sizeof text_ - 2) text_[used_++] = c;
  }

  char text_[80];
  size_t used_ = 0;
};

}  // namespace examples
