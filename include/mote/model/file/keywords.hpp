// keywords.hpp - what a file of mote,1 calls types and links. Floor 2.
#pragma once

#include <stdint.h>

#include "../vote/sums.hpp"

namespace mote::detail::model {

template <class T>
inline constexpr const char* file_name = nullptr;
template <>
inline constexpr const char* file_name<int8_t> = "int8";
template <>
inline constexpr const char* file_name<int16_t> = "int16";
template <>
inline constexpr const char* file_name<int32_t> = "int32";
template <>
inline constexpr const char* file_name<float> = "float";
template <>
inline constexpr const char* file_name<uint8_t> = "uint8";
template <>
inline constexpr const char* file_name<uint16_t> = "uint16";
template <>
inline constexpr const char* file_name<link::identity> = "identity";
template <>
inline constexpr const char* file_name<link::exponential> = "exponential";
template <>
inline constexpr const char* file_name<link::logistic> = "logistic";
template <>
inline constexpr const char* file_name<link::softmax> = "softmax";
template <>
inline constexpr const char* file_name<link::isolation> = "isolation";

}  // namespace mote::detail::model
