// archive.hpp - the fields of a model, counted, written, checked and read in one order. Floor 2.
#pragma once

#include "../../core/array.hpp"
#include "../../core/bits.hpp"
#include "../../core/crc32.hpp"
#include "../../core/status.hpp"
#include "../../core/traits.hpp"
#include "../rows.hpp"

namespace mote::detail::state {

inline constexpr size_t header_size = 20, crc_size = 4;
inline constexpr uint32_t magic = 0x65746F6Du;  // "mote"
inline constexpr uint32_t version = 1;

constexpr uint32_t word_at(const uint8_t* bytes) noexcept {
  return uint32_t{bytes[0]} | uint32_t{bytes[1]} << 8 | uint32_t{bytes[2]} << 16 |
         uint32_t{bytes[3]} << 24;
}

/// Takes fields apart down to numbers: Archive has number(T&) and at_most(uint32_t&, limit).
template <class Archive>
class fields {
 public:
  template <class... T>
  constexpr void operator()(T&... field) noexcept {
    (one(field), ...);
  }

 private:
  constexpr Archive& self() noexcept { return static_cast<Archive&>(*this); }

  constexpr void one(int8_t& field) noexcept { self().number(field); }
  constexpr void one(uint8_t& field) noexcept { self().number(field); }
  constexpr void one(int16_t& field) noexcept { self().number(field); }
  constexpr void one(uint16_t& field) noexcept { self().number(field); }
  constexpr void one(int32_t& field) noexcept { self().number(field); }
  constexpr void one(uint32_t& field) noexcept { self().number(field); }
  constexpr void one(float& field) noexcept { self().number(field); }
  template <class T, size_t N>
  constexpr void one(array<T, N>& field) noexcept {
    for (T& item : field) one(item);
  }
  /// The number of rows, then every row that it can hold.
  template <class Row, size_t N>
  constexpr void one(bounded<Row, N>& field) noexcept {
    uint32_t size = static_cast<uint32_t>(field.size());
    self().at_most(size, static_cast<uint32_t>(N));
    if constexpr (Archive::restores) field.resize(N);
    Row none{};
    for (size_t i = 0; i < N; ++i) one(i < field.size() ? field[i] : none);
    if constexpr (Archive::restores) field.resize(static_cast<size_t>(size));
  }
  template <class T>
  constexpr auto one(T& field) noexcept -> decltype(field.state(self())) {
    return field.state(self());
  }
};

/// What a blob says of itself.
struct facts {
  uint32_t family;  // CRC-32 of its name
  uint32_t shape;   // CRC-32 of the types of its fields in their order
  uint32_t size;    // bytes of its fields
};

class counter : public fields<counter> {
 public:
  static constexpr bool restores = false;
  template <class T>
  constexpr void number(T&) noexcept {
    const bool is_signed = T(-1) < T{};
    size_ += sizeof(T);
    shape_.add(static_cast<uint8_t>(sizeof(T) + (is_signed ? 16 : 0) + (T(0.5f) != T{} ? 32 : 0)));
  }
  constexpr void at_most(uint32_t& field, uint32_t limit) noexcept {
    number(field);
    for (int shift = 0; shift < 32; shift += 8) shape_.add(static_cast<uint8_t>(limit >> shift));
  }
  constexpr uint32_t size() const noexcept { return size_; }
  constexpr uint32_t shape() const noexcept { return shape_.value(); }

 private:
  uint32_t size_ = 0;
  crc32 shape_;
};

template <class Model>
constexpr facts count_facts() noexcept {
  crc32 family;
  for (const char* at = Model::family; *at != '\0'; ++at) family.add(static_cast<uint8_t>(*at));
  Model model{};
  counter count;
  model.state(count);
  return {family.value(), count.shape(), count.size()};
}
template <class Model>
inline constexpr facts facts_of = count_facts<Model>();

/// Little endian.
class writer : public fields<writer> {
 public:
  static constexpr bool restores = false;
  explicit writer(uint8_t* to) noexcept : to_{to} {}

  template <class T>
  void number(const T& field) noexcept {
    if constexpr (traits::same<T, float>) {
      number(bit_cast<uint32_t>(field));
    } else {
      for (size_t i = 0; i < sizeof(T); ++i) {
        *to_++ = static_cast<uint8_t>(static_cast<uint32_t>(field) >> (8 * i));
      }
    }
  }
  void at_most(uint32_t& field, uint32_t) noexcept { number(field); }
  void header(const facts& of) noexcept {
    number(magic);
    number(version);
    number(of.family);
    number(of.shape);
    number(of.size);
  }

 private:
  uint8_t* to_;
};

/// The next number of the blob.
template <class T>
T taken(const uint8_t*& from) noexcept {
  if constexpr (traits::same<T, float>) {
    return bit_cast<float>(taken<uint32_t>(from));
  } else {
    uint32_t value = 0;
    for (size_t i = 0; i < sizeof(T); ++i) value |= uint32_t{*from++} << (8 * i);
    return static_cast<T>(value);
  }
}

/// Looks whether the model can hold what comes, and changes nothing.
class checker : public fields<checker> {
 public:
  static constexpr bool restores = false;
  explicit checker(const uint8_t* from) noexcept : from_{from} {}

  template <class T>
  void number(T&) noexcept {
    [[maybe_unused]] const T value = taken<T>(from_);
    if constexpr (traits::same<T, float>) {
      const bool finite = value >= -3.40282347e+38f && value <= 3.40282347e+38f;
      if (!finite) refuse(status_code::number);
    }
  }
  void at_most(uint32_t&, uint32_t limit) noexcept {
    if (taken<uint32_t>(from_) > limit) refuse(status_code::range);
  }
  status_code code() const noexcept { return code_; }

 private:
  void refuse(status_code code) noexcept {
    if (code_ == status_code::ok) code_ = code;
  }
  const uint8_t* from_;
  status_code code_ = status_code::ok;
};

class reader : public fields<reader> {
 public:
  static constexpr bool restores = true;
  explicit reader(const uint8_t* from) noexcept : from_{from} {}

  template <class T>
  void number(T& field) noexcept {
    field = taken<T>(from_);
  }
  void at_most(uint32_t& field, uint32_t) noexcept { number(field); }

 private:
  const uint8_t* from_;
};

/// `state` is one function for reading and writing, so it cannot be const; these archives write
/// nothing into the model.
template <class Model, class Archive>
void visit(const Model& model, Archive& archive) noexcept {
  static_assert(!Archive::restores, "this archive changes its model");
  const_cast<Model&>(model).state(archive);
}

/// The bytes are a whole state of this family and shape?
inline status_code check(const uint8_t* bytes, size_t count, const facts& expected) noexcept {
  if (count == 0) return status_code::empty;
  bool erased = true;
  for (size_t i = 0; i < count; ++i) erased = erased && bytes[i] == bytes[0];
  if (erased && count > 1) return status_code::empty;
  if (count < header_size) return status_code::truncated;
  if (word_at(bytes) != magic) return status_code::syntax;
  if (word_at(bytes + 4) != version) return status_code::version;
  if (word_at(bytes + 8) != expected.family) return status_code::type;
  if (word_at(bytes + 12) != expected.shape) return status_code::shape;
  if (word_at(bytes + 16) != expected.size) return status_code::shape;
  const size_t fields_end = header_size + static_cast<size_t>(expected.size);
  if (count < fields_end + crc_size) return status_code::truncated;
  crc32 crc;
  crc.add(bytes, fields_end);
  return crc.value() == word_at(bytes + fields_end) ? status_code::ok : status_code::checksum;
}

}  // namespace mote::detail::state
