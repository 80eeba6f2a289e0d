"""A support vector machine as a C++ type, and as the file that mote::model_reader loads."""

from __future__ import annotations

import numpy as np

from ...arrays import Array
from ...emit import file
from ...emit.literals import C_TYPE
from ...errors import UnsupportedError
from ..base import Facts, File
from ..shared.units import LOGIT
from .read import Ir
from .stored import Stored


def kernel(ir: Ir) -> str:
    return {
        "rbf": "mote::svm_kernel::rbf",
        "poly": f"mote::svm_kernel::polynomial<{ir.degree}>",
        "sigmoid": "mote::svm_kernel::sigmoid",
    }[ir.kernel]


def decision(ir: Ir) -> str:
    """The template arguments that say what is decided and scored, where there are three classes."""
    if len(ir.counts) == 1:
        return ""
    scores = f", mote::svm_scores::{'of_classes' if ir.of_classes else 'of_pairs'}"
    return scores + (", mote::svm_ties::surest" if ir.surest else "")


def sums_type(s: Stored, label: str) -> str:
    """The sums of weights of a linear kernel, with labels of the type `label`."""
    link = "identity" if s.ir.kind == "value" else "margin"
    held = "void" if s.ir.kind == "value" else label
    shape = f"{C_TYPE[s.dtype]}, {s.ir.n_features}, {len(s.vectors)}"
    return f"mote::linear_model<mote::link::{link}, {held}, {shape}>"


def cpp_type(s: Stored, label: str) -> str:
    ir = s.ir
    shape = f"{kernel(ir)}, {C_TYPE[s.dtype]}, {ir.n_features}, {len(s.vectors)}"
    if ir.kind == "value":
        return f"mote::svr<{shape}>"
    if ir.kind == "inlier":
        return f"mote::one_class_svm<{label}, {shape}>"
    assert ir.classes is not None
    return f"mote::svc<{label}, {len(ir.classes)}, {shape}{decision(ir)}>"


def kernel_constants(s: Stored) -> Array:
    """The numbers of mote::svm_similarity."""
    ir = s.ir
    if ir.kernel != "rbf":
        return np.array([ir.coef0], np.float32)
    if s.dtype != "float":
        reach = s.reach if s.dtype == "int16" else 0
        return np.array([s.factor, s.first, s.limit, reach, s.shift], np.int64)
    rate = np.float32(ir.gamma * LOGIT)
    return np.array([rate, min(151.0 / float(rate), 3e38)], np.float32)


def write(s: Stored, facts: Facts) -> File | None:
    """None of a linear kernel with several sums, which are a constant of their own."""
    ir = s.ir
    units = [] if s.dtype == "float" else [file.record("unit", np.float32(s.unit))]
    label = file.label_type(facts)
    if ir.weights is not None:
        if len(s.vectors) > 1:
            return None
        link = "identity" if ir.kind == "value" else "margin"
        outputs = [file.record("output", *each) for each in zip(s.start, s.vectors)]
        return file.loaded(
            sums_type(s, label), "mote/model/linear.hpp", ["linear", link], facts, s.dtype,
            s.scaling, [1], units + outputs,
        )  # fmt: skip
    if ir.scale is not None and s.dtype == "float":
        raise UnsupportedError(
            "support vectors behind a scaler are not loaded from a file in float: save a .hpp, or "
            "convert with dtype='int16' and calibrate=, whose steps have the scale in them."
        )
    constants = kernel_constants(s)
    if s.dtype != "float" and constants.max() > 2**31 - 1:
        raise UnsupportedError(
            "a constant of this kernel is beyond what a file holds: save a .hpp."
        )
    records = [
        *units,
        file.record("kernel", constants),
        file.record("counts", np.asarray(ir.counts)),
        file.record("start", s.start),
        *(file.record("vector", *each) for each in zip(s.factors, s.vectors)),
    ]
    says: list[str | int] = ["svm", ir.kind, ir.kernel, ir.degree if ir.kernel == "poly" else 0]
    if ir.kind == "classes":
        assert ir.classes is not None
        scores = "of_classes" if ir.of_classes or len(ir.counts) == 1 else "of_pairs"
        says += [len(ir.classes), scores, "surest" if ir.surest else "first"]
    return file.loaded(
        cpp_type(s, label), "mote/model/svm.hpp", says, facts, s.dtype, s.scaling,
        [len(s.vectors)], records,
    )  # fmt: skip
