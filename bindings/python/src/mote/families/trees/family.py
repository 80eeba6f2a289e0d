"""Trees as a family: what each of its files does for the converter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...arrays import Array, Ints
from ...pipeline.columns import Column
from ...scaling import Scaling
from ..base import Abi, Body, Contract, Cure, Facts, File, Option, Output, Samples
from . import (
    code,
    folding,
    integers,
    layout,
    leaves,
    missing,
    probing,
    read,
    sides,
    symmetric,
    text,
)
from .contract import contract
from .ensemble import Ensemble
from .stored import Stored

_ALL = frozenset({"flash", "ram", "stack", "instructions", "microseconds"})


class Trees:
    """Decision trees, forests, boosting and isolation forests."""

    name = "trees"
    estimators = tuple(read.READERS)
    converts = (
        "DecisionTree, ExtraTree, RandomForest, ExtraTrees and Bagging of trees (classifier and "
        "regressor), GradientBoosting and HistGradientBoosting (classifier and regressor), "
        "AdaBoostClassifier of trees, IsolationForest, XGBoost's XGB and XGBRF, LightGBM's LGBM "
        "and CatBoost (classifier, regressor and ranker), and Boosters of these"
    )
    options: Mapping[str, Option] = {
        "leaves": Option(
            "auto",
            'what a leaf holds ("auto", "hard", "soft8", "soft16" or "exact" where trees vote; '
            '"auto", "float", "int16" or "int32" where they add values)',
        ),
        "leaf_clusters": Option(
            None, "how many typical leaves a class keeps, 1 to 255 (None: all of them)"
        ),
        "missing": Option(
            None,
            "what stands for a missing number on the chip: np.nan of float features, one integer "
            "of others (None: none is missing)",
        ),
    }
    dtypes: Mapping[str, str] = {}

    def read(self, estimator: Any) -> Ensemble:
        return read.read(estimator)

    def behind(self, ir: Ensemble, columns: Sequence[Column]) -> tuple[Ensemble, Ints]:
        return folding.behind(ir, columns)

    def quantize(
        self, ir: Ensemble, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        """Leaves in the format asked for, and the smallest table that holds the splits."""
        clusters = options["leaf_clusters"]
        number = missing.number(ir, dtype, scaling is not None, options["missing"])
        given = None if scaling is not None else sides.apart(ir, dtype, number)
        ir, apart = (ir, None) if given is None else given
        if dtype != "float" and scaling is None:
            integers.check(ir, dtype, None if apart is None else apart.source)
        held = leaves.encode(ir, options["leaves"], dtype, clusters)
        table = layout.build(ir, held, dtype, scaling, apart is not None)
        levels = symmetric.build(ir, held, dtype, scaling)
        if levels is not None and levels.flash >= table.flash:
            levels = None
        return Stored(ir, held, table, dtype, scaling, clusters, apart, levels)

    def facts(self, stored: Stored) -> Facts:
        """Trees, splits and leaves in words, and where the bytes are."""
        s = stored
        leaf = s.leaves.format
        width = {"soft8": 1, "soft16": 2, "exact": 8}.get(leaf, 0)
        if s.levels is None:
            line = f"{s.n_trees} trees, {s.n_splits} splits"
            table = f"the table of {s.n_splits:,} splits in {s.n_trees} trees"
            parts = {table: s.table.flash}
        else:
            line = f"{s.n_trees} symmetric trees, {s.n_splits} splits"
            table = f"the {s.n_splits:,} splits of {s.n_trees} symmetric trees"
            parts = {table: s.levels.levels_flash, "their leaves": s.levels.leaves_flash}
        if width:
            parts[f"the leaves' {leaf} values"] = len(s.leaves.row_class) * (width + 1)
        if s.sides is not None and s.sides.flash:
            parts["the sides of missing numbers"] = s.sides.flash
        return Facts(
            n_features=s.n_features,
            classes=s.ensemble.classes,
            line=f"{line}, {s.dtype} features, {leaf} leaves",
            parts=parts,
            code=(table,),
            branches=s.n_splits,
            work=f"{s.n_trees} trees, of which each is gone through",
            memory=f"the sums of {leaf} leaves",
            cures=_cures(s),
            details={
                "trees": s.n_trees,
                "splits": s.n_splits,
                "leaves": leaf,
                "leaf_clusters": s.clusters,
            },
            enumerators=("outlier", "inlier") if s.ensemble.link == "isolation" else (),
            missing=missing.said(s),
            whole=s.categorical,
        )

    def abi(self, stored: Stored) -> Abi:
        """Labels, or values in units of the leaves; probabilities in 1/32768 or as floats."""
        s = stored
        floats = s.leaves.format == "float"
        value = Output("float") if floats else Output("int32", s.leaves.scale)
        kind, unit = ("float", 1.0) if s.float_probability else ("uint16", 1 / 32768)
        probability = score = None
        if s.ensemble.is_classifier:
            assert s.ensemble.classes is not None
            probability = Output(kind, unit, len(s.ensemble.classes))
        if s.ensemble.link == "isolation":
            score = Output("float") if floats else Output("int32", 1 / 32768)
        return Abi(s.dtype, Output("uint16") if s.has_labels else value, probability, score)

    def emit(self, stored: Stored) -> Body:
        return code.body(stored)

    def file(self, stored: Stored) -> File | None:
        facts = self.facts(stored)
        classes = [] if facts.classes is None else [str(c) for c in facts.classes.tolist()]
        return text.write(stored, list(facts.enumerators) or classes)

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        return contract(stored, estimator, samples)

    def probes(self, stored: Stored, rows: int) -> Array | None:
        return probing.probes(stored, rows)


def _cures(s: Stored) -> tuple[Cure, ...]:
    """What makes an ensemble cheaper, the best first."""
    cures = []
    size, but_stack = frozenset({"flash", "ram"}), _ALL - {"stack"}
    if not s.adds_values and s.leaves.format != "hard":
        cures.append(Cure("leaves='hard', where a leaf is its class", _ALL))
        if s.clusters is None:
            cures.append(Cure("leaf_clusters=4, a few typical leaves a class", size))
    if s.n_trees > 1:
        text = f"fewer trees, about {{fewer}} of {s.n_trees}"
        cures.append(Cure(text, but_stack, s.n_trees))
    cures.append(Cure("max_leaf_nodes= or max_depth= when fitting", but_stack))
    if s.dtype == "float":
        cures.append(Cure("integer features: dtype='int16' with calibrate=", _ALL))
    elif s.dtype != "int8":
        cures.append(Cure("dtype='int8', where the features allow it", frozenset({"flash"})))
    return tuple(cures)
