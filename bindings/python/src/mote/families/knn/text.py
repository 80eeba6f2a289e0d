"""Neighbours as a C++ type, and as the file that mote::model_reader loads at run time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...arrays import Array
from ...emit import file
from ...emit.literals import C_TYPE
from ...errors import UnsupportedError
from ..base import Facts, File
from . import outliers
from .stored import Stored


def header(stored: Stored) -> str:
    return f"mote/model/{'kmeans' if stored.ir.kind == 'centres' else 'knn'}.hpp"


def cpp_type(stored: Stored, label: str, held: str = "") -> str:
    """With labels of the type `label`; `held` is what holds rows in RAM."""
    ir, (count, n) = stored.ir, stored.rows.shape
    metric, feature = f"mote::knn_metric::{ir.metric}", C_TYPE[stored.dtype]
    shape = f"{feature}, {n}, {count}, {ir.k}, {metric}"
    way = f", mote::knn_weights::{'distance' if ir.by_distance else 'uniform'}"
    last = f", {held}" if held else ""
    if ir.kind == "classifier":
        assert ir.classes is not None
        return f"mote::knn_classifier<{label}, {len(ir.classes)}, {shape}{way}{last}>"
    if ir.kind == "centres":
        return f"mote::kmeans<{label}, {feature}, {n}, {count}, {metric}{last}>"
    if ir.kind == "outliers":
        return f"mote::local_outlier_factor<{label}, {shape}>"
    if ir.kind == "regressor":
        return f"mote::knn_regressor<{shape}{way}{last}>"
    return f"mote::knn_novelty<{shape}{last}>"


def reach(stored: Stored) -> int | None:
    """The largest size of a number of a row, where the chip keeps it."""
    if stored.dtype != "int16" or stored.ir.metric != "euclidean":
        return None
    return int(np.abs(stored.rows.astype(np.int64)).max())


def write(stored: Stored, facts: Facts) -> File:
    """Rows are `bounded` where they can be, so that a program takes files of fewer."""
    ir = stored.ir
    if ir.scale is not None and stored.dtype == "float":
        raise UnsupportedError(
            "neighbours behind a scaler are not loaded from a file in float: save a .hpp, or "
            "convert with dtype='int16' and calibrate=, whose steps have the scale in them."
        )
    records = []
    if ir.kind == "outliers":
        records.append(file.record("limits", *map(np.float32, outliers.constants(stored))))
    most = reach(stored)
    if most is not None:
        records.append(f"reach,{most}")
    name = "centre" if ir.kind == "centres" else "row"
    for values in zip(stored.rows, *_answers(stored)):
        records.append(file.record(name, *values))
    return file.loaded(
        cpp_type(stored, file.label_type(facts), "mote::bounded"),
        header(stored),
        _says(stored),
        facts,
        stored.dtype,
        stored.scaling,
        [len(stored.rows)],
        records,
    )


def _says(stored: Stored) -> Sequence[str | int]:
    ir = stored.ir
    if ir.kind == "centres":
        return ["kmeans", ir.metric]
    if ir.kind == "outliers":
        return ["local_outlier_factor", ir.metric, ir.k]
    classes = len(ir.classes) if ir.kind == "classifier" and ir.classes is not None else 0
    return ["knn", ir.kind, ir.metric, "distance" if ir.by_distance else "uniform", classes, ir.k]


def _answers(stored: Stored) -> Sequence[Array]:
    """What stands behind the numbers of each row."""
    kind = stored.ir.kind
    if kind == "classifier":
        return [stored.answers.astype(np.int64)]
    if kind == "regressor":
        return [stored.answers]
    return [outliers.radii(stored), outliers.densities(stored)] if kind == "outliers" else []
