"""The steps of a fitted Pipeline before its model, as columns; what has no equal is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..arrays import Floats
from ..errors import UnsupportedError
from ..families.base import full_name
from . import columns, mixed, normalized, products
from .columns import Column, Fill
from .joined import joined

Columns = tuple[Column, ...]

CONVERTS = (
    "StandardScaler, MinMaxScaler, MaxAbsScaler, RobustScaler, SimpleImputer, those that select "
    "columns (SelectKBest, SelectFromModel, VarianceThreshold and their like), ColumnTransformer "
    "of these and 'passthrough', PCA, TruncatedSVD, LinearDiscriminantAnalysis, Normalizer, "
    "PolynomialFeatures"
)
FEATURES = "mote.Motion, Statistics, Spectrum, Catch22, Mel, Mfcc"
_NEAREST = {
    "PowerTransformer": "StandardScaler is the nearest; a tree decides alike without",
    "QuantileTransformer": "RobustScaler is the nearest; a tree decides alike without",
    "KBinsDiscretizer": "a tree finds its bins itself: leave it out",
    "Binarizer": "a tree finds the threshold itself: leave it out",
    "OneHotEncoder": "give the numbers to a tree as they are, or encode them in the recording",
    "OrdinalEncoder": "encode the categories before the Pipeline, as numbers",
    "KNNImputer": "SimpleImputer is the nearest",
    "IterativeImputer": "SimpleImputer is the nearest",
    "FeatureUnion": "ColumnTransformer is the nearest",
    "SplineTransformer": "PolynomialFeatures is the nearest",
    "KernelPCA": "PCA is the nearest",
    "SparsePCA": "PCA is the nearest",
    "FastICA": "PCA(whiten=True) is the nearest",
    "NMF": "TruncatedSVD is the nearest",
}


def flat(pipeline: Any) -> list[tuple[str, Any]]:
    """The steps of a Pipeline by name, those of Pipelines in it too, without 'passthrough'."""
    out: list[tuple[str, Any]] = []
    for name, step in pipeline.steps:
        if is_pipeline(step):
            out += [(f"{name}__{inner}", part) for inner, part in flat(step)]
        elif step is not None and not (isinstance(step, str) and step == "passthrough"):
            out.append((name, step))
    return out


def is_pipeline(estimator: Any) -> bool:
    """Also imblearn's, which is one."""
    return hasattr(estimator, "steps") and type(estimator).__name__ == "Pipeline"


def is_windows(step: Any) -> bool:
    """A transformer of mote: raw windows to features."""
    return type(step).__module__.startswith("mote.") and hasattr(step, "_stage")


def takes_windows(step: Any) -> bool:
    """One, or several side by side."""
    listed = getattr(step, "transformer_list", getattr(step, "transformers", ()))
    inside = (part for _, part, *_ in listed)
    return is_windows(step) or any(
        any(is_windows(one) for _, one in flat(part)) if is_pipeline(part) else is_windows(part)
        for part in inside
    )


def through(named: Sequence[tuple[str, Any]], given: Columns) -> Columns:
    """The columns that the steps give of those that are given."""
    for name, step in named:
        given = _step(name, step, given)
    return given


def _step(name: str, step: Any, given: Columns) -> Columns:
    read = _READERS.get(full_name(step))
    selects = full_name(step).startswith("sklearn.feature_selection.")
    if takes_windows(step):
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, {type(step).__name__}, makes features of raw "
            "windows: it must be the first step."
        )
    if read is None and not (selects and hasattr(step, "get_support")):
        kind = type(step).__name__
        raise UnsupportedError(
            f"mote.convert cannot convert the step {name!r} of the Pipeline, {full_name(step)}: "
            f"it converts {CONVERTS}; "
            + _NEAREST.get(kind, "do what it does before the Pipeline, or leave it out")
            + "."
        )
    if getattr(step, "n_features_in_", len(given)) != len(given):
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline was fitted on {step.n_features_in_} columns, and "
            f"is given {len(given)}: fit the Pipeline again."
        )
    if read is None:
        return tuple(given[i] for i in step.get_support(indices=True))
    return read(name, step, given)


def _each(make: Callable[[int], Sequence[columns.Map]], given: Columns) -> Columns:
    out = []
    for i, column in enumerate(given):
        for step in make(i):
            column = column.behind(step)
        out.append(column)
    return tuple(out)


def _centred(centre: Floats | None, scale: Floats | None, given: Columns) -> Columns:
    """(x - centre) / scale, either of which may be left out."""
    return _each(
        lambda i: [
            *([] if centre is None else [columns.shifted(float(centre[i]))]),
            *([] if scale is None else [columns.divided(float(scale[i]))]),
        ],
        given,
    )


def _standard(name: str, step: Any, given: Columns) -> Columns:
    centre = step.mean_ if step.with_mean else None
    scale = step.scale_ if step.with_std else None
    if given and given[0].rounds and _rounds_its_numbers(step):
        centre, scale = (None if v is None else v.astype(np.float32) for v in (centre, scale))
    return _centred(centre, scale, given)


def _rounds_its_numbers(step: Any) -> bool:
    """Whether this scikit-learn rounds the means of StandardScaler to float32 where X is float32:
    seen in what it does to a column of which that makes a difference.
    """
    probe = type(step)(with_std=False).fit([[0.0], [2.0 + 2.0**-25]])
    return bool(probe.transform(np.array([[1.0]], np.float32))[0, 0] == 0.0)


def _robust(name: str, step: Any, given: Columns) -> Columns:
    centre = step.center_ if step.with_centering else None
    return _centred(centre, step.scale_ if step.with_scaling else None, given)


def _max_abs(name: str, step: Any, given: Columns) -> Columns:
    scaled = _centred(None, step.scale_, given)
    return _clip(step, (-1.0, 1.0), scaled)


def _min_max(name: str, step: Any, given: Columns) -> Columns:
    scaled = _each(
        lambda i: [columns.times(float(step.scale_[i])), columns.shifted(-float(step.min_[i]))],
        given,
    )
    return _clip(step, step.feature_range, scaled)


def _clip(step: Any, limits: tuple[float, float], given: Columns) -> Columns:
    if not getattr(step, "clip", False):
        return given
    return _each(lambda i: [columns.clipped(*map(float, limits))], given)


def _imputer(name: str, step: Any, given: Columns) -> Columns:
    """A number stays what it is. Columns in which fit saw none are gone."""
    if step.add_indicator:
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, SimpleImputer(add_indicator=True), makes columns "
            "of what is missing: use add_indicator=False."
        )
    if not isinstance(step.missing_values, (int, float, np.number)):
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, SimpleImputer(missing_values="
            f"{step.missing_values!r}), looks for what is no number: use missing_values=np.nan."
        )
    values = np.asarray(step.statistics_, np.float64)
    return tuple(
        _filled(name, column, float(step.missing_values), float(value))
        for column, value in zip(given, values)
        if not np.isnan(value)
    )


def _filled(name: str, column: Column, missing: float, value: float) -> Column:
    """A column in which `value` stands for what is missing."""
    nan = bool(np.isnan(missing))
    if column.base is not None or column.fill is not None:
        if nan and (column.fill is None or np.isnan(column.fill.missing)):
            return column  # none is missing any more
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, SimpleImputer(missing_values={missing:g}), stands "
            "behind what fills or mixes columns: make it the first step."
        )
    if not nan and column.maps:
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, SimpleImputer(missing_values={missing:g}), stands "
            "behind a scaler, which moves the number that is looked for: put it before."
        )
    if column.line is None:
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, SimpleImputer, stands behind a scaler that clips: "
            "put it before."
        )
    scale, offset = column.line
    return replace(column, fill=Fill(missing, (value - offset) / scale))


def _identity(name: str, step: Any, given: Columns) -> Columns:
    if step.func is not None:
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, FunctionTransformer(func={step.func!r}), is "
            "Python, which a chip does not run: do what it does before the Pipeline."
        )
    return given


def _column_transformer(name: str, step: Any, given: Columns) -> Columns:
    if step.transformer_weights:
        raise UnsupportedError(
            f"the step {name!r} of the Pipeline, ColumnTransformer(transformer_weights=...), "
            "weighs columns: use transformer_weights=None, and a scaler."
        )
    out: list[Column] = []
    for inner, part, chosen in step.transformers_:
        if isinstance(part, str) and part == "drop":
            continue
        own = tuple(given[i] for i in _places(step, chosen))
        if isinstance(part, str) or not own:
            out += own
        elif is_pipeline(part):
            out += through([(f"{name}__{inner}__{n}", s) for n, s in flat(part)], own)
        else:
            out += _step(f"{name}__{inner}", part, own)
    return joined(name, step, out, given[0].base)


def _places(step: Any, chosen: Any) -> list[int]:
    """The columns that a part of a ColumnTransformer takes: numbers, names, a slice or a mask."""
    every = list(range(step.n_features_in_))
    names = list(getattr(step, "feature_names_in_", every))
    if isinstance(chosen, slice):
        ends = (chosen.start, chosen.stop)
        if any(isinstance(end, str) for end in ends):  # by names, the last one too
            start = 0 if chosen.start is None else names.index(chosen.start)
            stop = len(names) if chosen.stop is None else names.index(chosen.stop) + 1
            return every[start : stop : chosen.step]
        return every[chosen]
    listed = [chosen] if np.ndim(chosen) == 0 else list(chosen)
    if listed and all(isinstance(one, (bool, np.bool_)) for one in listed):
        return [i for i, one in zip(every, listed) if one]
    return [names.index(one) if isinstance(one, str) else every[int(one)] for one in listed]


_READERS: dict[str, Callable[[str, Any, Columns], Columns]] = {
    "sklearn.preprocessing.StandardScaler": _standard,
    "sklearn.preprocessing.MinMaxScaler": _min_max,
    "sklearn.preprocessing.MaxAbsScaler": _max_abs,
    "sklearn.preprocessing.RobustScaler": _robust,
    "sklearn.preprocessing.FunctionTransformer": _identity,
    "sklearn.impute.SimpleImputer": _imputer,
    "sklearn.compose.ColumnTransformer": _column_transformer,
    "sklearn.decomposition.PCA": mixed.pca,
    "sklearn.decomposition.TruncatedSVD": mixed.truncated_svd,
    "sklearn.discriminant_analysis.LinearDiscriminantAnalysis": mixed.discriminant,
    "sklearn.preprocessing.Normalizer": normalized.normalizer,
    "sklearn.preprocessing.PolynomialFeatures": products.polynomial,
}
