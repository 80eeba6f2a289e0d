// span.hpp - a view of consecutive elements that live elsewhere. Floor 0.
#pragma once

#include <stddef.h>

#include "expects.hpp"
#include "traits.hpp"

namespace mote {

/// The C header's: a name for `mote::size_t`.
using size_t = ::size_t;

/// The extent of a span whose length is known at run time only.
inline constexpr size_t dynamic_extent = static_cast<size_t>(-1);

template <class T, size_t N = dynamic_extent>
class span;

namespace traits {

/// Element type and length of what a span can view; `void` for everything else.
template <class Array>
struct viewed {
  using element = void;
};
template <class U, size_t N>
struct viewed<U[N]> {
  using element = U;
  static constexpr size_t length = N;
};
// mote::array, std::array and the like: N elements and nothing else.
template <template <class, size_t> class Array, class U, size_t N>
struct viewed<Array<U, N>> {
  using element = traits::choose_t<sizeof(Array<U, N>) == N * sizeof(U), U, void>;
  static constexpr size_t length = N;
};
template <class U, size_t N>
struct viewed<span<U, N>> {
  using element = U;
  static constexpr size_t length = N;
};
template <class U>
struct viewed<span<U, dynamic_extent>> {
  using element = void;
};

/// Elements of what a span can view; 0 where only the running program knows.
template <class Array>
constexpr size_t known_length() noexcept {
  using view = viewed<remove_cvref_t<Array>>;
  if constexpr (same<typename view::element, void>) {
    return 0;
  } else {
    return view::length;
  }
}

/// int when a T* may point at elements of type U: const may be added, nothing else changes.
template <class T, class U>
struct if_views {};
template <class T>
struct if_views<T, T> {
  using type = int;
};
template <class T>
struct if_views<const T, T> {
  using type = int;
};
template <class T>
struct if_views<const T, const T> {
  using type = int;
};
template <class T, class Array>
using if_views_t = typename if_views<T, typename viewed<Array>::element>::type;
template <class T, class Array>
using if_views_const_t = typename if_views<T, const typename viewed<Array>::element>::type;

/// int where an object that is none of the above has data() and size(), and a T* may point there:
/// std::vector, std::span, std::string_view.
template <class T, class U>
typename if_views<T, U>::type if_points(U*) noexcept;
template <class T, class Items>
using if_container_t = choose_t<same<typename viewed<remove_cvref_t<Items>>::element, void> &&
                                    sizeof(declared<Items&>().size()) != 0,
                                decltype(if_points<T>(declared<Items&>().data())), void>;
template <class Items>
inline constexpr bool is_span = false;
template <class U, size_t N>
inline constexpr bool is_span<span<U, N>> = true;

/// The address of the first element of what a span can view.
template <class U, size_t N>
constexpr U* first_of(U (&items)[N]) noexcept {
  return items;
}
template <class Array>
constexpr auto first_of(Array& items) noexcept -> decltype(items.data()) {
  return items.data();
}

/// What a compiler's error says of a std::vector that is passed for a span<T, N>.
struct its_length_is_known_at_run_time_only {};

}  // namespace traits

/// N >= 1 elements: an array that is passed by its address. A wrong length does not compile.
///
/// Sample   any; span<const T, N> only reads
/// Shape    from a C array, mote::array, std::array or span of exactly N elements
/// State    one pointer
/// Errors   an index that is not < N traps where MOTE_CHECKED is 1
template <class T, size_t N>
class span {
  static_assert(N > 0, "mote::span needs at least one element: use N >= 1");

 public:
  using element_type = T;

  template <class Array, traits::if_views_t<T, Array> = 0>
  constexpr span(Array& items) noexcept : data_{traits::first_of(items)} {
    static_assert(traits::viewed<Array>::length == N,
                  "wrong length: pass an array of exactly as many elements as span<T, N> says");
  }
  template <class Array, traits::if_views_const_t<T, Array> = 0>
  constexpr span(const Array& items) noexcept : data_{traits::first_of(items)} {
    static_assert(traits::viewed<Array>::length == N,
                  "wrong length: pass an array of exactly as many elements as span<T, N> says");
  }

  // std::vector and the like: compare size(), then pass mote::span<T, N>(items.data()).
  template <class Items, traits::if_container_t<T, Items> = 0>
  span(Items&, traits::its_length_is_known_at_run_time_only = {}) = delete;
  template <class Items, traits::if_container_t<T, const Items> = 0>
  span(const Items&, traits::its_length_is_known_at_run_time_only = {}) = delete;

  /// The caller knows that N elements follow `first`.
  constexpr explicit span(T* first) noexcept : data_{first} {}

  constexpr T& operator[](size_t i) const noexcept {
    MOTE_EXPECTS(i < N, "an index must be below the length");
    return data_[i];
  }
  constexpr T* data() const noexcept { return data_; }
  constexpr T* begin() const noexcept { return data_; }
  constexpr T* end() const noexcept { return data_ + N; }
  static constexpr size_t size() noexcept { return N; }

 private:
  T* data_;
};

/// Elements whose number is known at run time.
///
/// Sample   any; span<const T> only reads
/// Shape    from an array or span of any length, std::vector or std::span, or from a pointer and a
///          length; may be empty
/// State    a pointer and a length
/// Errors   an index that is not < size() traps where MOTE_CHECKED is 1; so do first and last
template <class T>
class span<T, dynamic_extent> {
 public:
  using element_type = T;

  constexpr span() noexcept = default;
  constexpr span(T* first, size_t count) noexcept : data_{first}, size_{count} {}

  template <class Array, traits::if_views_t<T, Array> = 0>
  constexpr span(Array& items) noexcept
      : data_{traits::first_of(items)}, size_{traits::viewed<Array>::length} {}
  template <class Array, traits::if_views_const_t<T, Array> = 0>
  constexpr span(const Array& items) noexcept
      : data_{traits::first_of(items)}, size_{traits::viewed<Array>::length} {}
  template <class U, typename traits::if_views<T, U>::type = 0>
  constexpr span(const span<U>& other) noexcept : data_{other.data()}, size_{other.size()} {}
  template <class Items, traits::if_container_t<T, Items> = 0,
            traits::choose_t<traits::is_span<Items>, void, int> = 0>
  constexpr span(Items& items) noexcept : data_{items.data()}, size_{items.size()} {}
  template <class Items, traits::if_container_t<T, const Items> = 0,
            traits::choose_t<traits::is_span<Items>, void, int> = 0>
  constexpr span(const Items& items) noexcept : data_{items.data()}, size_{items.size()} {}

  constexpr T& operator[](size_t i) const noexcept {
    MOTE_EXPECTS(i < size_, "an index must be below the length");
    return data_[i];
  }
  constexpr T* data() const noexcept { return data_; }
  constexpr T* begin() const noexcept { return data_; }
  constexpr T* end() const noexcept { return data_ + size_; }
  constexpr size_t size() const noexcept { return size_; }
  constexpr bool empty() const noexcept { return size_ == 0; }

  /// The first or last `count` elements, count <= size().
  constexpr span first(size_t count) const noexcept {
    MOTE_EXPECTS(count <= size_, "a span has no more elements than that");
    return {data_, count};
  }
  constexpr span last(size_t count) const noexcept {
    MOTE_EXPECTS(count <= size_, "a span has no more elements than that");
    return {data_ + (size_ - count), count};
  }

 private:
  T* data_ = nullptr;
  size_t size_ = 0;
};

template <class T, size_t N>
span(T (&)[N]) -> span<T, N>;
template <class T>
span(T*, size_t) -> span<T>;
template <template <class, size_t> class Array, class T, size_t N>
span(Array<T, N>&) -> span<T, N>;
template <template <class, size_t> class Array, class T, size_t N>
span(const Array<T, N>&) -> span<const T, N>;

}  // namespace mote
