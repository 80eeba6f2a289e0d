"""Convert a fitted estimator, run what the chip will run, and prove that nothing changed."""

from __future__ import annotations

import hashlib
import platform
import textwrap
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _header, _layout, _leaves
from ._compile import Library
from ._ensemble import Ensemble, Floats, read
from ._scaling import INTEGER_RANGE, Scaling
from ._version import __version__
from .errors import UnsupportedError, VerificationError

DTYPES = ("float", "int8", "int16", "int32")


@dataclass(frozen=True)
class Verification:
    """What `Model.verify` found on the samples it was given."""

    rows: int
    identical: int  # rows with the label, or the value within the bound, of the estimator
    difference: float  # largest difference of a probability, or of a value
    bound: float  # what the number formats allow that difference to be
    saturated: int  # feature values outside the integer range, clipped to it
    near_threshold: int  # rows within half a quantization step of a threshold that decided them
    near_tie: int  # rows whose two best classes, or sum and zero, are closer than the bound
    moved_by_float32: int  # rows that the estimator itself labels otherwise in float32
    accuracy: float | None  # of the model on the chip; R^2 for a regression
    reference_accuracy: float | None  # of the estimator

    def __str__(self) -> str:
        lines = [
            f"identical          {self.identical} of {self.rows}",
            f"largest difference {self.difference:.3g} (bound {self.bound:.3g})",
        ]
        for text, count in (
            ("saturated values", self.saturated),
            ("near a threshold", self.near_threshold),
            ("near a tie", self.near_tie),
            ("moved by float32", self.moved_by_float32),
        ):
            if count:
                lines.append(f"{text:<18} {count}")
        if self.accuracy is not None and self.reference_accuracy is not None:
            lines.append(
                f"accuracy           {self.accuracy:.4f} (scikit-learn "
                f"{self.reference_accuracy:.4f})"
            )
        return "\n".join(lines)


def convert(
    estimator: Any,
    dtype: str = "float",
    *,
    leaves: str = "auto",
    leaf_clusters: int | None = None,
    calibrate: ArrayLike | None = None,
) -> Model:
    """Convert a fitted scikit-learn tree estimator to a model for the chip.

    Parameters
    ----------
    estimator
        Fitted DecisionTree, ExtraTree, RandomForest, ExtraTrees, GradientBoosting,
        HistGradientBoosting (classifier or regressor) or IsolationForest.
    dtype
        Type of a feature on the chip: "float", "int8", "int16" or "int32". Integer features are
        the numbers the estimator was trained on (sensor counts, pixels), unless `calibrate`.
    leaves
        What a leaf holds. Forests: "hard" (its class), "soft8" or "soft16" (class proportions),
        "exact" (scikit-learn's doubles, added bit for bit in integers: every label equal).
        Boosting, regression, isolation: "float", "int16", "int32". "auto" takes "hard" where all
        leaves are pure, which is then exact; else "exact" for float and "soft16" for integer
        features; "float" for float features; for integers "int32" where a label hangs on the sum,
        and "int16" for a regression.
    leaf_clusters
        Replace the leaves of each class by this many typical ones (2 to 8 are usual): smaller,
        at a cost in accuracy that `verify` reports.
    calibrate
        Samples shaped as for fit. Fits one affine scale a feature onto int8 or int16 and emits it
        as `quantize()` in the header.

    Raises
    ------
    UnsupportedError
        With what does not work, why, and the nearest that does.
    """
    if dtype not in DTYPES:
        raise UnsupportedError(
            f"dtype={dtype!r} is not a feature type: use one of {', '.join(DTYPES)}."
        )
    if dtype == "float" and calibrate is not None:
        raise UnsupportedError(
            "calibrate= scales features to integers, and dtype='float' needs no scaling. "
            "Drop calibrate, or use dtype='int16'."
        )
    ensemble = read(estimator)
    scaling = None
    if calibrate is not None:
        scaling = Scaling.fit(calibrate, dtype, ensemble.n_features)
    encoded = _leaves.encode(ensemble, leaves, dtype, leaf_clusters)
    table = _layout.build(ensemble, encoded, dtype, scaling)
    return Model(estimator, ensemble, encoded, table, dtype, scaling, leaf_clusters)


class Model:
    """A converted estimator. Made by `convert`."""

    def __init__(
        self,
        estimator: Any,
        ensemble: Ensemble,
        leaves: _leaves.Leaves,
        table: _layout.Table,
        dtype: str,
        scaling: Scaling | None,
        leaf_clusters: int | None,
    ) -> None:
        self.estimator = estimator
        self.dtype = dtype
        self.leaf_clusters = leaf_clusters
        self.verification: Verification | None = None
        self._ensemble = ensemble
        self._leaves = leaves
        self._table = table
        self._scaling = scaling

    @property
    def leaves(self) -> str:
        """The format of a leaf: "hard", "soft8", "soft16", "exact", "float", "int16", "int32"."""
        return self._leaves.format

    @property
    def classes_(self) -> NDArray[Any] | None:
        """The classes of a classifier, as the estimator names them."""
        return self._ensemble.classes

    @property
    def n_features_in_(self) -> int:
        return self._ensemble.n_features

    @property
    def n_splits(self) -> int:
        """Splits that the table holds; never more than the estimator has."""
        return len(self._table.splits)

    @property
    def table_bytes(self) -> int:
        """Flash that the table takes, without code."""
        width = {"soft8": 1, "soft16": 2, "exact": 8}.get(self.leaves, 0)
        return self._table.flash + len(self._leaves.row_class) * (width + 1 if width else 0)

    def __repr__(self) -> str:
        return (
            f"<mote.Model of {type(self.estimator).__name__}: {len(self._table.roots)} trees, "
            f"{self.n_splits} splits, {self.dtype} features, {self.leaves} leaves, "
            f"{self.table_bytes} bytes>"
        )

    def header(self, name: str = "model") -> str:
        """The C++ header as text, its namespace called `name`."""
        if _header.identifier(name) != name:
            raise ValueError(
                f"name={name!r} cannot be a C++ namespace: use letters, digits and single "
                f"underscores, for example {_header.identifier(name)!r}."
            )
        return _header.write(
            _header.Source(
                self._ensemble, self._leaves, self._table, self.dtype, self._scaling, self._origin()
            ),
            name,
        )

    def save(self, path: str | Path, name: str | None = None) -> Path:
        """Write `path`: a C++ header (.hpp, .h) or a file to load at run time (.csv).

        `name` is the namespace of the header; default: the file's own name.
        """
        path = Path(path)
        if path.suffix in (".hpp", ".h", ".hh"):
            text = self.header(name or _header.identifier(path.stem))
        else:
            raise UnsupportedError(
                f"cannot save {path.name!r}: the ending says the format, .hpp for a C++ header."
            )
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    # --- running what the chip runs -----------------------------------------------------------

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Labels or values of samples as the estimator was trained on them, from compiled C++."""
        return self._predict(self._features(X)[0])

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Class probabilities, from compiled C++. Shape: (samples, classes)."""
        if not self._ensemble.is_classifier:
            raise AttributeError(
                f"{type(self.estimator).__name__} gives no probabilities: use predict"
                + (" or score_samples." if self._ensemble.link == "isolation" else ".")
            )
        return self._predict_proba(self._features(X)[0])

    def score_samples(self, X: ArrayLike) -> Floats:
        """Anomaly scores of an isolation forest, in [-1, 0]: the lower, the more abnormal."""
        if self._ensemble.link != "isolation":
            raise AttributeError("score_samples is for isolation forests: use predict.")
        return self._sums(self._features(X)[0]).ravel() / (
            1.0 if self.leaves == "float" else 32768.0
        )

    def verify(self, X: ArrayLike, y: ArrayLike | None = None) -> Verification:
        """Compare with the estimator on X, and raise VerificationError if a promise is broken.

        The promise: the estimator's label on every row, except rows where its two best classes
        differ by less than the stated bound, rows that scaling moved by less than half a step
        over a threshold, and rows that the estimator itself labels otherwise in float32. Values
        of a regression: within the bound of the number format plus 1e-5 relative.
        """
        data = self._checked(X)
        features, saturated = self._features(data)
        reference = np.asarray(self.estimator.predict(data))
        own = self._predict(features)
        float32 = np.zeros(len(data), bool)
        if not self._ensemble.compares_float32 and self.dtype == "float":
            rounded = data.astype(np.float32).astype(np.float64)
            float32 = self._changed(reference, np.asarray(self.estimator.predict(rounded)))
        near = self._near_threshold(data)
        if self._ensemble.is_classifier or self._ensemble.link == "isolation":
            report = self._verify_labels(data, features, reference, own, near | float32)
        else:
            report = self._verify_values(reference, own, near | float32)
        identical, difference, bound, tie, broken = report
        accuracy, reference_accuracy = self._accuracy(y, own), self._accuracy(y, reference)
        self.verification = Verification(
            len(data),
            int(identical.sum()),
            difference,
            bound,
            saturated,
            int(near.sum()),
            int(tie.sum()),
            int(float32.sum()),
            accuracy,
            reference_accuracy,
        )
        if broken.any():
            first = int(np.flatnonzero(broken)[0])
            raise VerificationError(
                f"{int(broken.sum())} of {len(data)} rows differ beyond the bound {bound:.3g}; "
                f"the first is row {first}: scikit-learn says {reference[first]}, mote "
                f"{own[first]}. Please report this with the estimator and the row."
                + (
                    f" {saturated} feature values were outside the range seen by calibrate and "
                    "clipped; calibrate on samples that span it."
                    if saturated
                    else ""
                )
            )
        return self.verification

    # --- details ------------------------------------------------------------------------------

    @cached_property
    def _library(self) -> Library:
        e = self._ensemble
        integer_leaves = self.leaves in ("int16", "int32")
        label = e.is_classifier or e.link == "isolation"
        by_value = self.leaves in ("float", "int16", "int32")
        floats = self.leaves == "float" if by_value else self.dtype == "float"
        if by_value:
            score = "float" if self.leaves == "float" else "int32_t"
        else:
            score = {"exact": "uint64_t"}.get(self.leaves, "uint32_t")
        # A namespace of its own: the loader merges inline variables of one name across libraries.
        namespace = f"m{hashlib.sha256(self.header().encode()).hexdigest()[:16]}"
        return Library(
            self.header(namespace),
            namespace,
            feature=self.dtype,
            prediction="uint16_t" if label else "int32_t" if integer_leaves else "float",
            probability=None if not e.is_classifier else "float" if floats else "uint16_t",
            score=score,
            score_is_array=e.link != "isolation",
            quantizes=self._scaling is not None,
        )

    def _checked(self, X: ArrayLike) -> Floats:
        data = np.asarray(X, dtype=np.float64)
        if data.ndim != 2 or data.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X must have shape (samples, {self.n_features_in_}), as for fit; got {data.shape}."
            )
        if np.isnan(data).any():
            row, column = np.argwhere(np.isnan(data))[0]
            raise ValueError(f"X holds NaN at row {row}, feature {column}: impute it first.")
        return data

    def _features(self, X: ArrayLike) -> tuple[NDArray[Any], int]:
        """Samples as the chip gets them, and how many values were clipped."""
        data = self._checked(X)
        if self.dtype == "float":
            with np.errstate(over="ignore"):
                return data.astype(np.float32), 0
        if self._scaling is not None:
            return self._library.quantize(data)
        whole = data == np.floor(data)
        if not whole.all():
            row, column = np.argwhere(~whole)[0]
            raise ValueError(
                f"X[{row}, {column}] = {data[row, column]} is not an integer, and this model "
                f"takes {self.dtype} features as they are. Convert with calibrate=X_train to "
                "have mote scale them, or with dtype='float'."
            )
        low, high = INTEGER_RANGE[self.dtype]
        return np.clip(data, low, high).astype(self.dtype), int(
            ((data < low) | (data > high)).sum()
        )

    def _predict(self, features: NDArray[Any]) -> NDArray[Any]:
        e = self._ensemble
        label = e.is_classifier or e.link == "isolation"
        kind = np.uint16 if label else np.float32 if self.leaves == "float" else np.int32
        out = self._library.call("predict", features, np.empty(len(features), kind))
        if label:
            assert e.classes is not None
            return np.asarray(e.classes[out])
        return out.astype(np.float64) * (1.0 if self.leaves == "float" else self._leaves.scale)

    def _predict_proba(self, features: NDArray[Any]) -> Floats:
        assert self._ensemble.classes is not None
        shape = (len(features), len(self._ensemble.classes))
        by_value = self.leaves in ("float", "int16", "int32")
        floats = self.leaves == "float" if by_value else self.dtype == "float"
        kind = np.float32 if floats else np.uint16
        out = self._library.call("predict_proba", features, np.empty(shape, kind))
        return out.astype(np.float64) / (1.0 if floats else 32768.0)

    def _sums(self, features: NDArray[Any]) -> Floats:
        kind = np.float32 if self.leaves == "float" else np.int32
        shape = (len(features), self._ensemble.outputs)
        return self._library.call("score", features, np.empty(shape, kind)).astype(np.float64)

    def _changed(self, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.bool_]:
        if self._ensemble.is_classifier:
            return np.asarray(a != b)
        return np.asarray(np.abs(a - b) > 1e-5 * np.maximum(np.abs(a), 1e-30))

    def _near_threshold(self, data: Floats) -> NDArray[np.bool_]:
        """Rows that lie on the other side of a threshold after scaling, somewhere on their path."""
        near = np.zeros(len(data), bool)
        if self._scaling is None:
            return near
        units = self._scaling.real(data)
        quantized = self._features(data)[0].astype(np.float64)
        limits = _layout.thresholds(self._ensemble, self.dtype, self._scaling)
        inputs = data.astype(np.float32).astype(np.float64)
        if not self._ensemble.compares_float32:
            inputs = data
        for tree, limit in zip(self._ensemble.trees, limits):
            node = np.zeros(len(data), np.int64)
            rows = np.arange(len(data))
            while len(rows):
                rows = rows[tree.left[node[rows]] >= 0]
                at = node[rows]
                f = tree.feature[at]
                left = inputs[rows, f] <= tree.threshold[at]
                moved = left != (quantized[rows, f] <= np.asarray(limit, np.float64)[at])
                close = np.abs(units[rows, f] - (np.asarray(limit, np.float64)[at] + 0.5)) <= 0.51
                near[rows[moved & close]] = True
                node[rows] = np.where(left, tree.left[at], tree.right[at])
        return near

    def _verify_labels(
        self,
        data: Floats,
        features: NDArray[Any],
        reference: NDArray[Any],
        own: NDArray[Any],
        excused: NDArray[np.bool_],
    ) -> tuple[NDArray[np.bool_], float, float, NDArray[np.bool_], NDArray[np.bool_]]:
        e = self._ensemble
        bound = self._leaves.error
        identical = own == reference
        if e.link == "isolation":
            score = np.asarray(self.estimator.score_samples(data))
            mine = self._sums(features).ravel() / (1.0 if self.leaves == "float" else 32768.0)
            difference = float(np.abs(score - mine).max(initial=0.0))
            slope = bound * np.log(2.0)  # of 2^-x at most ln 2 a halving, and a little rounding
            tie = np.abs(score - self.estimator.offset_) <= slope + 1e-12
            return identical, difference, slope, tie, ~identical & ~tie & ~excused
        probability = np.asarray(self.estimator.predict_proba(data))
        mine = self._predict_proba(features)
        if self.leaves == "hard":
            votes = self._hard_votes(data)
            expected = e.classes[votes.argmax(axis=1)] if e.classes is not None else reference
            difference = float(np.abs(votes / len(e.trees) - mine).max(initial=0.0))
            soft = probability.argmax(axis=1) != votes.argmax(axis=1)
            broken = (own != expected) & ~excused
            return identical, difference, 0.0, soft, broken
        difference = float(np.abs(probability - mine).max(initial=0.0))
        if e.link == "votes":
            best = np.sort(probability, axis=1)[:, -2:] if probability.shape[1] > 1 else None
            gap = best[:, 1] - best[:, 0] if best is not None else np.ones(len(data))
        else:
            raw = np.asarray(self.estimator.decision_function(data)) * (
                e.scale if e.link == "logistic" else 1.0
            )
            best = np.sort(raw, axis=1)[:, -2:] if raw.ndim == 2 else None
            gap = best[:, 1] - best[:, 0] if best is not None else 2 * np.abs(raw)
        exact = self.leaves == "exact" and self.leaf_clusters is None
        tie = np.zeros(len(data), bool) if exact else gap <= 2 * bound
        return identical, difference, bound, tie, ~identical & ~tie & ~excused

    def _hard_votes(self, data: Floats) -> Floats:
        """Votes a class when each tree of the estimator votes for the best class of its leaf."""
        e = self._ensemble
        assert e.classes is not None
        members = getattr(self.estimator, "estimators_", [self.estimator])
        votes = np.zeros((len(data), len(e.classes)))
        for member in members:
            leaf = member.apply(data.astype(np.float32))
            best = member.tree_.value[leaf, 0, :].argmax(axis=1)
            votes[np.arange(len(data)), best] += 1
        return votes

    def _verify_values(
        self, reference: NDArray[Any], own: NDArray[Any], excused: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], float, float, NDArray[np.bool_], NDArray[np.bool_]]:
        error = np.abs(reference - own)
        bound = self._leaves.error
        if self._ensemble.link == "exponential":
            allowed = np.abs(reference) * (1e-5 + np.expm1(bound))
        else:
            allowed = bound + 1e-5 * np.abs(reference)
        kept = error <= allowed
        difference = float(error.max(initial=0.0))
        return kept, difference, bound, np.zeros(len(own), bool), ~kept & ~excused

    def _accuracy(self, y: ArrayLike | None, predicted: NDArray[Any]) -> float | None:
        if y is None:
            return None
        truth = np.asarray(y)
        if self._ensemble.is_classifier or self._ensemble.link == "isolation":
            return float((truth == predicted).mean())
        spread = float(((truth - truth.mean()) ** 2).sum())
        return 1.0 - float(((truth - predicted) ** 2).sum()) / spread if spread else 0.0

    def _origin(self) -> list[str]:
        import sklearn

        e = self.estimator
        shown = f"{type(e).__name__}({', '.join(f'{k}={v!r}' for k, v in _parameters(e))})"
        lines = textwrap.wrap(f"Estimator  {shown}", 96, subsequent_indent="           ")
        lines.append(
            f"Made with  scikit-learn {sklearn.__version__}, numpy {np.__version__}, mote "
            f"{__version__}, Python {platform.python_version()}"
        )
        lines.append(
            f"Table      {len(self._table.roots)} trees, {self.n_splits} splits, "
            f"{self.dtype} features, {self.leaves} leaves, {self.table_bytes} bytes of flash, "
            "no RAM"
        )
        if self.leaf_clusters is not None:
            lines.append(f"Clusters   {self.leaf_clusters} leaves a class")
        lines.append(
            "Scaling    round((raw - offset) * scale), see quantize()"
            if self._scaling is not None
            else "Scaling    none: features as the estimator was trained on"
        )
        v = self.verification
        if v is None:
            lines.append("Verified   not yet: call verify(X, y) before save")
        else:
            accuracy = ""
            if v.accuracy is not None:
                accuracy = f", accuracy {v.accuracy:.4f} (scikit-learn {v.reference_accuracy:.4f})"
            lines.append(f"Verified   {v.identical} of {v.rows} rows identical{accuracy}")
        names = getattr(e, "feature_names_in_", None)
        if names is not None:
            lines += textwrap.wrap(
                f"Features   {', '.join(map(str, names))}", 96, subsequent_indent="           "
            )
        return lines


def _parameters(estimator: Any) -> list[tuple[str, Any]]:
    """The parameters that were set to something else than their default."""
    default = type(estimator)().get_params()
    return [
        (k, v) for k, v in sorted(estimator.get_params().items()) if repr(v) != repr(default.get(k))
    ]
