// emlearn_reader.hpp - loads a tree model from the CSV that emlearn 0.23 writes. Floor 2.
// emlearn tests `value < threshold`, and with integer features cuts the fraction of the threshold
// off first: that is what its own runtime does with such a file, and what the loaded model does.
// It is not scikit-learn's rule; mote.convert and tree_reader keep that one.
#pragma once

#include "../core/bits.hpp"
#include "../core/ordered.hpp"
#include "../core/text/text_reader.hpp"
#include "trees/loaded_trees.hpp"
#include "trees/tree_builder.hpp"
#include "trees/tree_file.hpp"

namespace mote {

namespace detail::model {

/// What a vote is in emlearn's words.
template <class Vote>
struct emlearn_vote {
  static_assert(traits::never<Vote>,
                "an emlearn file holds hard votes, soft votes of 8 bits or a regression: use "
                "hard_vote, soft_vote<..., uint8_t, ...> or "
                "value_sum<mote::link::identity, void, float, 1>");
};
template <class Label, size_t Classes, size_t Trees>
struct emlearn_vote<hard_vote<Label, Classes, Trees>> {
  static constexpr int32_t classes = Classes, least_bits = 0, most_bits = 0;
  using rows = no_rows;
};
template <class Label, size_t Classes, size_t Trees, size_t Entries>
struct emlearn_vote<soft_vote<Label, Classes, Trees, uint8_t, Entries>> {
  static constexpr int32_t classes = Classes, least_bits = 1, most_bits = 8;
  using rows = row_builder<soft_vote<Label, Classes, Trees, uint8_t, Entries>>;
};
template <class Label>
struct emlearn_vote<value_sum<link::identity, Label, float, 1>> {
  static constexpr int32_t classes = 0, least_bits = 32, most_bits = 32;
  using rows = no_rows;
};

}  // namespace detail::model

/// Fills its model, which is empty until finish() or read() returned ok. See text_reader for put,
/// finish, read and text. The file has no checksum: digits that fall off the end of its very last
/// number can go unnoticed.
///
/// State    about 120 bytes and a bit for each split and leaf that the model can hold
/// Target   no floating point, no 64-bit division
template <class Model>
class emlearn_reader : public text_reader<emlearn_reader<Model>> {
 public:
  explicit emlearn_reader(Model& target) noexcept : builder_{target} {}

 private:
  friend class text_reader<emlearn_reader>;
  using base = text_reader<emlearn_reader>;
  using feature_type = typename Model::feature_type;
  using vote_type = typename Model::vote_type;
  using capacity = typename Model::shape;
  using file = detail::model::emlearn_vote<vote_type>;
  static constexpr bool is_soft = file::least_bits == 1;
  static constexpr bool is_sum = file::classes == 0;

  enum record { nothing, features, classes, bits, leaf, root, split };
  static constexpr const char* names[] = {nullptr, "f", "c", "lb", "l", "r", "n"};
  static constexpr uint8_t fields[] = {0, 1, 1, 1, 1, 1, 4};

  void count(char, bool) noexcept {}

  // The proportions of a soft leaf: numpy's text of an array, which goes over several lines when
  // there are many classes.
  enum list { before, inside, behind };
  bool owns(size_t index) const noexcept { return is_soft && record_ == leaf && index == 1; }
  status_code special(char c) noexcept {
    if (list_ == behind) return c == '\n' ? base::end_field(true) : status_code::syntax;
    if (list_ == before) {
      if (c != '[') return status_code::type;
      list_ = inside;
      return status_code::ok;
    }
    if (c != ' ' && c != '\n' && c != ']') return base::keep(c);
    if (c == ']') list_ = behind;
    if (base::length() == 0) return status_code::ok;
    const status_code code = proportion(base::text());
    if (code == status_code::ok) base::clear();
    return code;
  }
  status_code proportion(const char* text) noexcept {
    uint8_t value = 0;
    const status_code code = detail::model::parse_value(text, value);
    if (code != status_code::ok) return code;
    if (class_ == file::classes) return status_code::count;
    const int32_t k = class_++;
    if constexpr (is_soft) {
      if (value != 0) return rows_.add(builder_.vote(), k, value);
    }
    return k < file::classes ? status_code::ok : status_code::count;
  }

  status_code field(size_t index, bool last, const char* text) noexcept {
    const status_code code = index == 0 ? begin(text) : value(index, text);
    return code == status_code::ok && last ? end(index) : code;
  }

  status_code begin(const char* name) noexcept {
    int next = features;
    while (next <= split && !text::equal(name, names[next])) ++next;
    if (next > split) return status_code::syntax;
    if (record_ == nothing && next != features) return status_code::features;
    const bool repeats = next == record_ && next >= leaf;
    const bool follows = next == record_ + 1 || (record_ == classes && next == leaf);
    if (!repeats && !follows) return status_code::order;
    record_ = next;
    return status_code::ok;
  }

  status_code value(size_t index, const char* text) noexcept {
    if (index > fields[record_]) return status_code::syntax;
    if (owns(index)) return status_code::ok;
    if (record_ == split && index == 2) return threshold(text);
    if (is_sum && record_ == leaf) return leaf_value(text);
    int32_t& out = numbers_[index - 1];
    const status_code code = text::parse_integer(text, out);
    if (code != status_code::ok) return code;
    switch (record_) {
      case split: {
        const bool known = out >= 0 && static_cast<uint32_t>(out) < capacity::features;
        return index != 1 || known ? status_code::ok : status_code::feature;
      }
      case features: {
        const bool fits = out >= 0 && static_cast<uint32_t>(out) == capacity::features;
        return fits ? status_code::ok : status_code::shape;
      }
      case classes:
        if ((out == 0) != is_sum) return status_code::type;
        return out == file::classes ? status_code::ok : status_code::shape;
      case bits: {
        const bool same_kind = out >= file::least_bits && out <= file::most_bits;
        return same_kind ? status_code::ok : status_code::type;
      }
      default:
        return status_code::ok;
    }
  }

  /// `value < t` as `value <= threshold`.
  status_code threshold(const char* text) noexcept {
    text::decimal number;
    status_code code = number.parse(text);
    if (code != status_code::ok) return code;
    int32_t limit = 0;
    if constexpr (traits::same<feature_type, float>) {
      uint32_t float_bits = 0;
      code = number.to_float(float_bits);
      limit = key(bit_cast<float>(float_bits));
      never_left_ = false;
      numbers_[1] = limit == 0 || limit == -1 ? -2 : limit - 1;  // below both zeros
    } else {
      code = number.to_integer(limit);
      if (code == status_code::ok && static_cast<feature_type>(limit) != limit) {
        code = status_code::range;
      }
      never_left_ = limit == lowest;
      numbers_[1] = never_left_ ? lowest : limit - 1;
    }
    return code;
  }

  status_code leaf_value(const char* text) noexcept {
    text::decimal number;
    status_code code = number.parse(text);
    uint32_t float_bits = 0;
    if (code == status_code::ok) code = number.to_float(float_bits);
    if (code != status_code::ok) return code;
    if constexpr (is_sum) return builder_.add_leaf(bit_cast<float>(float_bits));
    return code;
  }

  /// The line is over; `index` is that of its last field.
  status_code end(size_t index) noexcept {
    if (index != fields[record_]) return status_code::syntax;
    if (record_ == root) return builder_.add_root(numbers_[0]);
    if (record_ == split) {
      const auto limit = static_cast<key_t<feature_type>>(numbers_[1]);
      const status_code code = builder_.add_split(numbers_[0], limit, numbers_[2], numbers_[3]);
      if (code == status_code::ok && never_left_) builder_.always_right();
      return code;
    }
    if (record_ != leaf || is_sum) return status_code::ok;
    if constexpr (is_soft) {
      if (list_ != behind) return status_code::syntax;
      if (class_ != file::classes) return status_code::count;
      status_code code = status_code::ok;
      if (rows_.empty()) code = rows_.add(builder_.vote(), 0, 0);
      if (code != status_code::ok) return code;
      list_ = before;
      class_ = 0;
      return builder_.add_leaf(rows_.end(builder_.vote()));
    } else if constexpr (!is_sum) {
      const int32_t k = numbers_[0];
      if (k < 0 || k >= file::classes) return status_code::label;
      return builder_.add_leaf(static_cast<typename vote_type::leaf>(k));
    }
    return status_code::ok;
  }

  /// The last line did not end, and is wrong: because the rest is missing?
  bool is_cut(status_code code) const noexcept {
    return code == status_code::syntax || code == status_code::number;
  }
  status_code complete() noexcept {
    if (record_ < leaf) return status_code::truncated;
    if constexpr (is_sum) {  // the mean of the trees
      if (builder_.trees() == 0) return status_code::truncated;
      auto& vote = builder_.vote();
      vote.base = {};
      vote.scale = reciprocal(static_cast<uint32_t>(builder_.trees()));
    }
    return builder_.complete();
  }

  static constexpr int32_t lowest =
      traits::same<feature_type, float> ? 0 : -(int32_t{1} << (8 * sizeof(feature_type) - 2)) * 2;

  detail::model::tree_builder<Model> builder_;
  typename file::rows rows_{};
  int record_ = nothing;
  list list_ = before;
  int32_t class_ = 0;  // of the next proportion
  int32_t numbers_[4] = {};
  bool never_left_ = false;  // no integer is below the threshold
};

}  // namespace mote
