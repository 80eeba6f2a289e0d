"""The numbers that a .tflite file has for its operators, types, fields and options."""

from __future__ import annotations

IDENTIFIER = b"TFL3"

TYPES = {
    0: "float32", 1: "float16", 2: "int32", 3: "uint8", 4: "int64", 5: "string", 6: "bool",
    7: "int16", 8: "complex64", 9: "int8", 10: "float64", 11: "complex128", 12: "uint64",
    13: "resource", 14: "variant", 15: "uint32", 16: "uint16", 17: "int4",
}  # fmt: skip

# Operators by number: those that mote reads, and those that a message should call by their name.
OPERATORS = {
    0: "ADD", 1: "AVERAGE_POOL_2D", 2: "CONCATENATION", 3: "CONV_2D", 4: "DEPTHWISE_CONV_2D",
    5: "DEPTH_TO_SPACE", 6: "DEQUANTIZE", 8: "FLOOR", 9: "FULLY_CONNECTED",
    11: "L2_NORMALIZATION", 12: "L2_POOL_2D", 14: "LOGISTIC", 16: "LSTM", 17: "MAX_POOL_2D",
    18: "MUL", 19: "RELU", 20: "RELU_N1_TO_1", 21: "RELU6", 22: "RESHAPE", 23: "RESIZE_BILINEAR",
    24: "RNN", 25: "SOFTMAX", 26: "SPACE_TO_DEPTH", 27: "SVDF", 28: "TANH", 32: "CUSTOM",
    34: "PAD", 35: "UNIDIRECTIONAL_SEQUENCE_RNN", 36: "GATHER", 37: "BATCH_TO_SPACE_ND",
    38: "SPACE_TO_BATCH_ND", 39: "TRANSPOSE", 40: "MEAN", 41: "SUB", 42: "DIV", 43: "SQUEEZE",
    44: "UNIDIRECTIONAL_SEQUENCE_LSTM", 45: "STRIDED_SLICE", 47: "EXP", 49: "SPLIT",
    50: "LOG_SOFTMAX", 52: "BIDIRECTIONAL_SEQUENCE_LSTM", 53: "CAST", 54: "PRELU",
    55: "MAXIMUM", 56: "ARG_MAX", 57: "MINIMUM", 59: "NEG", 60: "PADV2", 65: "SLICE",
    67: "TRANSPOSE_CONV", 69: "TILE", 70: "EXPAND_DIMS", 74: "SUM", 75: "SQRT", 76: "RSQRT",
    77: "SHAPE", 82: "REDUCE_MAX", 83: "PACK", 88: "UNPACK", 92: "SQUARE",
    97: "RESIZE_NEAREST_NEIGHBOR", 98: "LEAKY_RELU", 99: "SQUARED_DIFFERENCE", 100: "MIRROR_PAD",
    101: "ABS", 102: "SPLIT_V", 111: "ELU", 114: "QUANTIZE", 117: "HARD_SWISH", 118: "IF",
    119: "WHILE", 126: "BATCH_MATMUL", 129: "CALL_ONCE", 142: "VAR_HANDLE", 143: "READ_VARIABLE",
    144: "ASSIGN_VARIABLE", 150: "GELU",
}  # fmt: skip

ACTIVATIONS = {0: "none", 1: "relu", 2: "relu_n1_to_1", 3: "relu6", 4: "tanh", 5: "sign_bit"}
SAME, VALID = 0, 1

# Of each operator the number of its table of options, and each option that mote reads: its field,
# its type, and what it is where the field is absent.
OPTIONS: dict[str, tuple[int, dict[str, tuple[int, str, float | str]]]] = {
    "CONV_2D": (1, {
        "padding": (0, "int8", 0), "stride_w": (1, "int32", 0), "stride_h": (2, "int32", 0),
        "activation": (3, "int8", 0), "dilation_w": (4, "int32", 1), "dilation_h": (5, "int32", 1),
    }),
    "DEPTHWISE_CONV_2D": (2, {
        "padding": (0, "int8", 0), "stride_w": (1, "int32", 0), "stride_h": (2, "int32", 0),
        "multiplier": (3, "int32", 0),
        "activation": (4, "int8", 0), "dilation_w": (5, "int32", 1), "dilation_h": (6, "int32", 1),
    }),
    "AVERAGE_POOL_2D": (5, {
        "padding": (0, "int8", 0), "stride_w": (1, "int32", 0), "stride_h": (2, "int32", 0),
        "width": (3, "int32", 0), "height": (4, "int32", 0), "activation": (5, "int8", 0),
    }),
    "MAX_POOL_2D": (5, {
        "padding": (0, "int8", 0), "stride_w": (1, "int32", 0), "stride_h": (2, "int32", 0),
        "width": (3, "int32", 0), "height": (4, "int32", 0), "activation": (5, "int8", 0),
    }),
    "FULLY_CONNECTED": (8, {"activation": (0, "int8", 0), "format": (1, "int8", 0)}),
    "SOFTMAX": (9, {"beta": (0, "float", 0.0)}),
    "CONCATENATION": (10, {"axis": (0, "int32", 0), "activation": (1, "int8", 0)}),
    "ADD": (11, {"activation": (0, "int8", 0)}),
    "MUL": (21, {"activation": (0, "int8", 0)}),
    "SUB": (28, {"activation": (0, "int8", 0)}),
    "LEAKY_RELU": (75, {"alpha": (0, "float", 0.0)}),
    "STRIDED_SLICE": (32, {
        "begin_mask": (0, "int32", 0), "end_mask": (1, "int32", 0),
        "ellipsis_mask": (2, "int32", 0), "new_axis_mask": (3, "int32", 0),
        "shrink_axis_mask": (4, "int32", 0),
    }),
    "CALL_ONCE": (103, {"graph": (0, "int32", 0)}),
    "VAR_HANDLE": (111, {"container": (0, "text", ""), "variable": (1, "text", "")}),
}  # fmt: skip
