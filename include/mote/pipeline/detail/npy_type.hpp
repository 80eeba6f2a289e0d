// npy_type.hpp - sample types by NumPy's names, and their bits. Floor 4.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "../../core/sample.hpp"
#include "../../core/traits.hpp"

namespace mote::detail::pipeline {

/// The letter of NumPy's dtype; the size in bytes follows it.
template <class Sample>
inline constexpr char npy_kind = traits::same<Sample, float>  ? 'f'
                                 : is_unsigned_sample<Sample> ? 'u'
                                                              : 'i';
template <size_t Bytes>
using bits_of_size =
    traits::choose_t<Bytes == 1, uint8_t, traits::choose_t<Bytes == 2, uint16_t, uint32_t>>;

}  // namespace mote::detail::pipeline
