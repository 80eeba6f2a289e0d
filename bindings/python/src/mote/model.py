"""Convert a fitted estimator, run what the chip will run, and prove that nothing changed."""

from __future__ import annotations

import hashlib
import platform
import re
import textwrap
import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _header, _layout, _leaves, _text
from ._ensemble import Ensemble, Floats, read
from ._scaling import INTEGER_RANGE, Scaling
from ._version import __version__
from .chip.boards import Board
from .chip.budget import Budget, check
from .errors import UnsupportedError, VerificationError
from .host.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .chip.report import Report

# Public functions ignore numpy's floating-point errors: they round and clip on purpose,
# and other packages (emlearn) switch numpy to raising for the whole process.
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
    near_tie: int  # rows whose label hangs on less than the bound; for hard leaves, rows where
    # one vote a tree says otherwise than scikit-learn's mean of proportions
    moved_by_float32: int  # rows that the estimator itself answers otherwise in float32
    accuracy: float | None  # of the model on the chip; R^2 for a regression
    reference_accuracy: float | None  # of the estimator

    def __str__(self) -> str:
        lines = [
            f"identical          {self.identical} of {self.rows}",
            f"largest difference {self.difference:.3g} (bound {self.bound:.3g}"
            + (", rows near a threshold apart)" if self.difference > self.bound else ")"),
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


@np.errstate(all="ignore")
def convert(
    estimator: Any,
    dtype: str = "float",
    *,
    leaves: str = "auto",
    leaf_clusters: int | None = None,
    calibrate: ArrayLike | None = None,
    budget: Budget | None = None,
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
    budget
        What the model may cost on a board or core: compiles it, and raises BudgetError when it
        costs more. Instructions are counted on rows of `calibrate` where given.

    Raises
    ------
    UnsupportedError
        With what does not work, why, and the nearest that does.
    BudgetError
        With the figure, its ceiling, what costs most, and what to try.
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
    model = Model(estimator, ensemble, encoded, table, dtype, scaling, leaf_clusters)
    if budget is not None:
        check(model, budget, None if calibrate is None else model._features(calibrate)[0])
    return model


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
    def n_trees(self) -> int:
        return len(self._table.roots)

    @property
    def table_bytes(self) -> int:
        """Flash that the table takes, without code."""
        width = {"soft8": 1, "soft16": 2, "exact": 8}.get(self.leaves, 0)
        return self._table.flash + len(self._leaves.row_class) * (width + 1 if width else 0)

    def __getstate__(self) -> dict[str, Any]:
        """For pickle and copy: all but the compiled library, which is made again when needed."""
        return {k: v for k, v in self.__dict__.items() if k != "_library"}

    def __repr__(self) -> str:
        return (
            f"<mote.Model of {type(self.estimator).__name__}: {len(self._table.roots)} trees, "
            f"{self.n_splits} splits, {self.dtype} features, {self.leaves} leaves, "
            f"{self.table_bytes} bytes>"
        )

    @np.errstate(all="ignore")
    def header(self, name: str = "model") -> str:
        """The C++ header as text, its namespace called `name`."""
        near = _header.identifier(name, "model")
        if near != name:
            raise ValueError(
                f"name={name!r} cannot be a C++ namespace: use letters, digits and single "
                f"underscores, and no word that C++ has taken; for example {near!r}."
            )
        return _header.write(self._source(), name)

    def save(self, path: str | Path, name: str | None = None) -> Path:
        """Write `path`: a C++ header (.hpp, .h) or a file to load at run time (.csv).

        `name` is the namespace of the header; default: the file's own name.
        """
        path = Path(path)
        if path.suffix in (".hpp", ".h", ".hh"):
            text = self.header(_header.identifier(path.stem, "model") if name is None else name)
        elif path.suffix == ".csv":
            text = _text.write(self._source())
        else:
            raise UnsupportedError(
                f"cannot save {path.name!r}: the ending says the format, .hpp for a C++ header or "
                ".csv for a file that firmware loads at run time."
            )
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    def report(
        self,
        X: ArrayLike | None = None,
        boards: Iterable[str | Board] | None = None,
        *,
        cores: Iterable[str] | None = None,
        opt: str = "-Os",
    ) -> Report:
        """What the model costs on real boards: flash, RAM, stack, instructions, time, and whether
        it fits. `print(report)`, `report.save("cost.html")`, `report.save("cost.csv")`.

        `X` are samples as for predict, on which instructions are counted; without, some are made
        of the model's own thresholds. `boards` are names of mote.chip.boards.BOARDS or a
        mote.Board with figures of your own; without, all of them are shown.
        """
        from .chip.report import measure

        rows = None if X is None else self._features(X)[0]
        return measure(self.header(), boards=boards, cores=cores, opt=opt, rows=rows)

    # --- running what the chip runs -----------------------------------------------------------

    @np.errstate(all="ignore")
    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Labels or values of samples as the estimator was trained on them, from compiled C++."""
        return self._predict(self._features(X)[0])

    @np.errstate(all="ignore")
    def predict_proba(self, X: ArrayLike) -> Floats:
        """Class probabilities, from compiled C++. Shape: (samples, classes)."""
        if not self._ensemble.is_classifier:
            raise AttributeError(
                f"{type(self.estimator).__name__} gives no probabilities: use predict"
                + (" or score_samples." if self._ensemble.link == "isolation" else ".")
            )
        return self._predict_proba(self._features(X)[0])

    @np.errstate(all="ignore")
    def score_samples(self, X: ArrayLike) -> Floats:
        """Anomaly scores of an isolation forest, in [-1, 0]: the lower, the more abnormal."""
        if self._ensemble.link != "isolation":
            raise AttributeError("score_samples is for isolation forests: use predict.")
        return self._scores(self._features(X)[0])

    @np.errstate(all="ignore")
    def verify(self, X: ArrayLike, y: ArrayLike | None = None) -> Verification:
        """Compare with the estimator on X, and raise VerificationError if a promise is broken.

        The promise: the estimator's label on every row, and probabilities within the stated
        bound, except rows where its two best classes differ by less than that bound, rows that
        scaling moved by less than half a step over a threshold, and rows that the estimator
        itself answers otherwise in float32. With hard leaves: the label that most of the
        estimator's trees vote for. Values of a regression: within the bound of the number format
        plus 1e-5 relative.
        """
        data = self._checked(X)
        if len(data) == 0:
            raise ValueError("X holds no sample: pass the rows that the promise is to hold for.")
        features, saturated = self._features(data)
        reference, expected, numbers = self._reference(data)
        own, mine = self._answers(features)
        difference = np.abs(numbers - mine).max(axis=1)
        allowed = self._allowed(reference)
        tie = self._near_tie(data, reference, expected)
        moved = self._moved_by_float32(data, numbers)
        near = self._near_threshold(data)
        beyond = difference > allowed
        other = np.zeros(len(data), bool) if self._is_regression else (own != expected) & ~tie
        identical = ~beyond if self._is_regression else own == reference
        broken = (beyond | other) & ~near & ~moved
        self.verification = Verification(
            len(data),
            int(identical.sum()),
            float(difference.max()),
            float(allowed.max()),
            saturated,
            int(near.sum()),
            int(tie.sum()),
            int(moved.sum()),
            self._accuracy(y, own),
            self._accuracy(y, reference),
        )
        if broken.any():
            first = int(np.flatnonzero(broken)[0])
            clipped = (
                f" {saturated} feature values were outside the range of {self.dtype} and clipped: "
                + (
                    "calibrate on samples that span it."
                    if self._scaling is not None
                    else "use a wider dtype, or calibrate."
                )
            )
            raise VerificationError(
                f"{int(broken.sum())} of {len(data)} rows differ from scikit-learn beyond what the "
                f"number formats allow; the first is row {first}: scikit-learn says "
                f"{reference[first]}, mote {own[first]}, and their numbers differ by "
                f"{difference[first]:.3g} where {allowed[first]:.3g} is allowed."
                + (clipped if saturated else " Please report this with the estimator and the row.")
            )
        return self.verification

    # --- details ------------------------------------------------------------------------------

    def _source(self) -> _header.Source:
        return _header.Source(
            self._ensemble, self._leaves, self._table, self.dtype, self._scaling, self._origin()
        )

    @cached_property
    def _library(self) -> Library:
        e = self._ensemble
        value = "float" if self.leaves == "float" else "int32_t"
        probability = "float" if self._float_probability else "uint16_t"
        # A namespace of its own: the loader merges inline variables of one name across libraries.
        namespace = f"m{hashlib.sha256(self.header().encode()).hexdigest()[:16]}"
        return Library(
            self.header(namespace),
            namespace,
            feature=self.dtype,
            prediction=value if self._is_regression else "uint16_t",
            probability=probability if e.is_classifier else None,
            score=value if e.link == "isolation" else None,
            quantizes=self._scaling is not None,
        )

    @property
    def _float_probability(self) -> bool:
        by_value = self.leaves in ("float", "int16", "int32")
        return (self.leaves if by_value else self.dtype) == "float"

    def _checked(self, X: ArrayLike) -> Floats:
        if hasattr(X, "toarray"):
            raise ValueError("X is sparse, and a sample on the chip is an array: pass X.toarray().")
        try:
            data = np.asarray(X, dtype=np.float64)
        except (TypeError, ValueError) as error:
            raise ValueError(f"X must hold numbers, in rows of one length: {error}.") from None
        if data.ndim != 2 or data.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X must have shape (samples, {self.n_features_in_}), as for fit; got {data.shape}."
                + (" Pass one sample as X.reshape(1, -1)." if data.ndim == 1 else "")
            )
        if np.isnan(data).any():
            row, column = np.argwhere(np.isnan(data))[0]
            raise ValueError(f"X holds NaN at row {row}, feature {column}: impute it first.")
        return data

    def _features(self, X: ArrayLike) -> tuple[NDArray[Any], int]:
        """Samples as the chip gets them, and how many values were clipped."""
        data = self._checked(X)
        if self.dtype == "float":
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
        value = np.float32 if self.leaves == "float" else np.int32
        kind = value if self._is_regression else np.uint16
        out = self._library.call("predict", features, np.empty(len(features), kind))
        if not self._is_regression:
            assert e.classes is not None
            return np.asarray(e.classes[out])
        return out.astype(np.float64) * (1.0 if self.leaves == "float" else self._leaves.scale)

    def _predict_proba(self, features: NDArray[Any]) -> Floats:
        assert self._ensemble.classes is not None
        shape = (len(features), len(self._ensemble.classes))
        kind, one = (np.float32, 1.0) if self._float_probability else (np.uint16, 32768.0)
        out = self._library.call("predict_proba", features, np.empty(shape, kind))
        return out.astype(np.float64) / one

    def _scores(self, features: NDArray[Any]) -> Floats:
        kind, one = (np.float32, 1.0) if self.leaves == "float" else (np.int32, 32768.0)
        out = self._library.call("score", features, np.empty(len(features), kind))
        return out.astype(np.float64) / one

    def _near_threshold(self, data: Floats) -> NDArray[np.bool_]:
        """Rows that lie on the other side of a threshold after scaling, somewhere on their path."""
        near = np.zeros(len(data), bool)
        if self._scaling is None:
            return near
        inputs = self._rounded(data)
        units = self._scaling.real(inputs)
        quantized = self._features(data)[0].astype(np.float64)
        limits = _layout.thresholds(self._ensemble, self.dtype, self._scaling)
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

    @property
    def _is_regression(self) -> bool:
        return self._ensemble.link in ("identity", "exponential")

    def _ask(self, method: str, data: Floats) -> Any:
        """The estimator's answer, to an array even where it was fitted on a data frame."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="X does not have valid feature names")
            return np.asarray(getattr(self.estimator, method)(data))

    def _numbers(self, data: Floats) -> Floats:
        """What the estimator's answer rests on: probabilities, anomaly scores or values."""
        if self._ensemble.is_classifier:
            return np.asarray(self._ask("predict_proba", data), np.float64)
        isolation = self._ensemble.link == "isolation"
        numbers = self._ask("score_samples" if isolation else "predict", data)
        return np.asarray(numbers, np.float64)[:, None]

    def _reference(self, data: Floats) -> tuple[NDArray[Any], NDArray[Any], Floats]:
        """The estimator's labels, the labels that mote must give, and the numbers behind."""
        reference = self._ask("predict", data)
        if self.leaves != "hard":
            return reference, reference, self._numbers(data)
        votes = self._hard_votes(data)
        assert self._ensemble.classes is not None
        expected = self._ensemble.classes[votes.argmax(axis=1)]
        return reference, expected, votes / len(self._ensemble.trees)

    def _answers(self, features: NDArray[Any]) -> tuple[NDArray[Any], Floats]:
        own = self._predict(features)
        if self._ensemble.is_classifier:
            return own, self._predict_proba(features)
        if self._ensemble.link == "isolation":
            return own, self._scores(features)[:, None]
        return own, own[:, None]

    def _allowed(self, reference: NDArray[Any]) -> Floats:
        """Per row: how far a number may be from the estimator's."""
        e, error = self._ensemble, self._leaves.error
        if e.link == "exponential":
            return np.asarray(np.abs(reference) * (1e-5 + np.expm1(error)))
        if e.link == "identity":
            return np.asarray(error + 1e-5 * np.abs(reference))
        rounding = 1e-6 if self._float_probability else 2.0**-14
        if e.link == "isolation":
            bound = error * np.log(2.0) + rounding  # the slope of 2^-x is at most ln 2
        elif e.link == "votes":
            bound = error + rounding
        else:  # the slope of softmax is at most 1/2; each class brings the error of its exponential
            assert e.classes is not None
            bound = error / 2 + rounding * (2 + 2 * len(e.classes))
        return np.full(len(reference), bound)

    def _near_tie(
        self, data: Floats, reference: NDArray[Any], expected: NDArray[Any]
    ) -> NDArray[np.bool_]:
        """Rows whose label hangs on less than the bound; 1e-12 is for scikit-learn's own sums."""
        e, error = self._ensemble, self._leaves.error
        if self.leaves == "hard":
            return np.asarray(reference != expected)
        if self._is_regression or (self.leaves == "exact" and self.leaf_clusters is None):
            return np.zeros(len(data), bool)
        if e.link == "isolation":
            gap = np.abs(self._ask("decision_function", data)) / np.log(2.0)
        elif e.link == "logistic":
            gap = np.abs(self._ask("decision_function", data)) * e.scale
        else:
            sums = self._ask("predict_proba" if e.link == "votes" else "decision_function", data)
            if sums.shape[1] == 1:
                return np.zeros(len(data), bool)
            best = np.sort(sums, axis=1)[:, -2:]
            gap = (best[:, 1] - best[:, 0]) / 2
        return np.asarray(gap <= error + 1e-12)

    def _moved_by_float32(self, data: Floats, numbers: Floats) -> NDArray[np.bool_]:
        """Rows that the estimator answers otherwise when its input is rounded to float32."""
        rounded = self._rounded(data)
        if self._ensemble.compares_float32 or np.array_equal(rounded, data):
            return np.zeros(len(data), bool)
        change = np.abs(numbers - self._numbers(rounded))
        return np.asarray((change > 1e-9 * np.abs(numbers)).any(axis=1))

    def _rounded(self, data: Floats) -> Floats:
        """Samples as float32 holds them; integers are exact in every integer type."""
        if self.dtype != "float" and self._scaling is None:
            return data
        return data.astype(np.float32).astype(np.float64)

    def _hard_votes(self, data: Floats) -> Floats:
        """Votes a class when each tree of the estimator votes for the best class of its leaf."""
        e = self._ensemble
        assert e.classes is not None
        members = getattr(self.estimator, "estimators_", [self.estimator])
        votes = np.zeros((len(data), len(e.classes)))
        for member in members:
            leaf = member.tree_.apply(data.astype(np.float32))
            best = member.tree_.value[leaf, 0, :].argmax(axis=1)
            votes[np.arange(len(data)), best] += 1
        return votes

    def _accuracy(self, y: ArrayLike | None, predicted: NDArray[Any]) -> float | None:
        if y is None:
            return None
        truth = np.asarray(y)
        if truth.shape != predicted.shape:
            raise ValueError(
                f"y must have shape {predicted.shape}, one answer a row of X; got {truth.shape}."
            )
        if self._ensemble.is_classifier or self._ensemble.link == "isolation":
            return float((truth == predicted).mean())
        spread = float(((truth - truth.mean()) ** 2).sum())
        return 1.0 - float(((truth - predicted) ** 2).sum()) / spread if spread else 0.0

    def _origin(self) -> list[str]:
        import sklearn

        e = self.estimator
        shown = f"{type(e).__name__}({', '.join(f'{k}={v}' for k, v in _parameters(e))})"
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


def _parameters(estimator: Any) -> list[tuple[str, str]]:
    """The parameters that differ from their default, without addresses: the same on every run."""
    default = type(estimator)().get_params()
    return [
        (k, re.sub(r" at 0x[0-9a-fA-F]+", "", repr(v)))
        for k, v in sorted(estimator.get_params(deep=False).items())
        if repr(v) != repr(default.get(k))
    ]
