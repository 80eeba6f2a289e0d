// state.hpp - what a model learnt, saved over a reset of the chip. Floor 2.
//
//     uint8_t bytes[mote::state_size<gestures>];
//     mote::save(model, bytes);                                     // into EEPROM, flash, a file
//     if (const mote::status s = mote::restore(model, bytes); !s) report(s.message());
//
// A model names its fields once, and its family:
//     static constexpr char family[] = "my_model";
//     template <class Archive>
//     constexpr void state(Archive& archive) noexcept { archive(count_, mean_); }
// Fields are int8_t to uint32_t, float, array, bounded, and types with a state() of their own. The
// same fields are named whatever their values are, so that the size is a constant. Where
// Archive::restores, state() may work out after them what follows from them.
#pragma once

#include "../core/bits.hpp"
#include "../core/crc32.hpp"
#include "../core/span.hpp"
#include "../core/status.hpp"
#include "rows.hpp"
#include "state/archive.hpp"

namespace mote {

/// Bytes of a saved model: 20 of header, its fields without padding, 4 of checksum.
template <class Model>
inline constexpr size_t state_size =
    detail::state::header_size + detail::state::facts_of<Model>.size + detail::state::crc_size;

/// Model -> the first state_size<Model> bytes of `out`, little endian on every machine.
/// Errors: capacity (`out` is shorter; it is as it was)
template <class Model>
status save(const Model& model, span<uint8_t> out) noexcept {
  if (out.size() < state_size<Model>) return status_code::capacity;
  detail::state::writer write{out.data()};
  write.header(detail::state::facts_of<Model>);
  detail::state::visit(model, write);
  crc32 crc;
  crc.add(out.data(), state_size<Model> - detail::state::crc_size);
  write.number(crc.value());
  return {};
}

/// What `save` wrote -> model. More bytes may follow.
///
/// Errors   empty (no bytes, or an erased memory), truncated, syntax (no state), version, type
///          (another family), shape (other fields), checksum, range and number (a field that the
///          model cannot hold). The model is as it was: every check comes before the first change.
template <class Model>
status restore(Model& model, span<const uint8_t> bytes) noexcept {
  const status_code code =
      detail::state::check(bytes.data(), bytes.size(), detail::state::facts_of<Model>);
  if (code != status_code::ok) return code;
  detail::state::checker checks{bytes.data() + detail::state::header_size};
  detail::state::visit(model, checks);
  if (checks.code() != status_code::ok) return checks.code();
  detail::state::reader read{bytes.data() + detail::state::header_size};
  model.state(read);
  return {};
}

/// Two places in a memory that keeps its bytes: while one is written, the other holds the state
/// before. Whatever byte the power fails at, one is whole; the newest whole one counts.
///
///     mote::two_slots<gestures> slots;
///     status s = slots.restore(model, first, second);  // at the start, before the first save
///     const int place = slots.save(model, image);      // 0 or 1
///     if (write(place, image)) slots.commit();         // else the next save goes there again
///
/// State    8 bytes; an image is `size` bytes
template <class Model>
class two_slots {
 public:
  static constexpr size_t size = 4 + state_size<Model> + detail::state::crc_size;

  /// The newest whole state of the two -> model. Errors: empty (nothing was ever saved), checksum
  /// (neither is whole), or those of restore; the model is as it was
  status restore(Model& model, span<const uint8_t, size> first,
                 span<const uint8_t, size> second) noexcept {
    const uint8_t* slots[2] = {first.data(), second.data()};
    const bool whole[2] = {is_whole(slots[0]), is_whole(slots[1])};
    if (!whole[0] && !whole[1]) {
      const bool erased = is_erased(slots[0]) && is_erased(slots[1]);
      return erased ? status_code::empty : status_code::checksum;
    }
    const uint32_t sequences[2] = {sequence_of(slots[0]), sequence_of(slots[1])};
    newest_ = whole[1] && (!whole[0] || is_later(sequences[1], sequences[0])) ? 1 : 0;
    sequence_ = sequences[newest_];
    return mote::restore(model, span<const uint8_t>{slots[newest_] + 4, state_size<Model>});
  }

  /// Model -> image. Returns the place to write it to: the one that does not hold the newest state.
  int save(const Model& model, span<uint8_t, size> image) const noexcept {
    detail::state::writer{image.data()}.number(sequence_ + 1);
    const status saved = mote::save(model, span<uint8_t>{image.data() + 4, state_size<Model>});
    MOTE_EXPECTS(saved.ok(), "a model's state is larger than its archive: use state_size");
    static_cast<void>(saved.ok());
    detail::state::writer{image.data() + size - 4}.number(crc_of(image.data()));
    return 1 - newest_;
  }
  /// The image of the last save is in its place.
  void commit() noexcept {
    newest_ = 1 - newest_;
    ++sequence_;
  }

 private:
  static uint32_t sequence_of(const uint8_t* slot) noexcept { return detail::state::word_at(slot); }
  static uint32_t crc_of(const uint8_t* slot) noexcept {
    crc32 crc;
    crc.add(slot, size - 4);
    return crc.value();
  }
  static bool is_whole(const uint8_t* slot) noexcept {
    return detail::state::word_at(slot + size - 4) == crc_of(slot);
  }
  static bool is_erased(const uint8_t* slot) noexcept {
    for (size_t i = 1; i < size; ++i) {
      if (slot[i] != slot[0]) return false;
    }
    return true;
  }
  /// Numbers of saves go round after 2^32.
  static bool is_later(uint32_t a, uint32_t b) noexcept { return a - b - 1 < 0x7FFFFFFFu; }

  uint32_t sequence_ = 0;
  int newest_ = 1;
};

}  // namespace mote
