"""CalibratedClassifierCV: a curve a class makes probabilities of a member's scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from ...arrays import Array, Floats, Ints
from ...emit.literals import floating, rows
from ...errors import UnsupportedError
from ...incoming import columns_of
from ...pipeline.columns import Column
from ...scaling import Scaling
from ..base import (
    Abi,
    Body,
    Contract,
    Cure,
    Excuse,
    Facts,
    File,
    Option,
    Output,
    Samples,
    ask,
    full_name,
)  # fmt: skip
from ..shared.float32 import TINY, UNIT
from . import members, voting
from .members import Held, Member

_SIGMOID = 3.0 * UNIT  # of mote::sigmoid, relative: 2.41 ulp


class CalibratedClassifier:
    """One of the classifiers inside, which scikit-learn gives no predict."""

    def __init__(self, inner: Any, width: int) -> None:
        self.inner = inner
        self.classes_ = inner.classes
        self.n_features_in_ = width
        self.names = columns_of(inner.estimator)

    def predict_proba(self, X: Array) -> Array:
        rows: Any = X
        if self.names is not None:
            import pandas

            rows = pandas.DataFrame(X, columns=list(self.names))
        return np.asarray(self.inner.predict_proba(rows))

    def predict(self, X: Array) -> Array:
        return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])


@dataclass(frozen=True)
class Curve:
    """In doubles: points of an isotonic regression, or slope and start of a sigmoid."""

    isotonic: bool
    first: Floats  # scores of the points; or the slope
    second: Floats  # values of the points; or the start

    def __call__(self, score: Floats) -> Floats:
        if self.isotonic:
            return np.asarray(np.interp(score, self.first, self.second))
        with np.errstate(over="ignore"):
            return np.asarray(1.0 / (1.0 + np.exp(-(self.first * score + self.second))))

    def error(self, score: Floats, off: Floats) -> Floats:
        """How far the chip's value may be, where its score is within `off`: the curve never falls
        or never rises, so that its values at the ends tell. Points are rounded as well.
        """
        if self.isotonic:
            off = off + 2.0 * UNIT * (np.abs(self.first).max() + np.abs(score))
            least, most = self(score - off), self(score + off)
            value = self(score)
            return np.asarray(np.maximum(most - value, value - least) + 8.0 * UNIT * most)
        size = np.abs(self.first * score)
        off = np.abs(self.first) * off + UNIT * (3.0 * size + 2.0 * np.abs(self.second)) + TINY
        z = self.first * score + self.second
        plain = Curve(False, np.ones(1), np.zeros(1))
        spread = np.maximum(plain(z + off) - plain(z), plain(z) - plain(z - off))
        return np.asarray(spread + _SIGMOID * plain(z + off) + 2.0**-126)


@dataclass(frozen=True)
class Ir:
    classes: Array
    member: Member
    curves: tuple[Curve, ...]
    scores: bool  # they are of the decision function
    n_features: int


@dataclass(frozen=True)
class Stored:
    ir: Ir
    member: Held
    curves: tuple[tuple[Array, Array], ...]  # float32


@dataclass(frozen=True)
class Calibrated:
    """Such a classifier as a family of its own: what stands inside of a vote."""

    find: members.Find

    name: ClassVar[str] = "combined"
    estimators: ClassVar[Sequence[str]] = ()
    converts: ClassVar[str] = ""
    options: ClassVar[Mapping[str, Option]] = {}
    dtypes: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("int8", "int16", "int32"), "its curves are of float. Use dtype='float'."
    )

    def read(self, estimator: CalibratedClassifier) -> Ir:
        inner, classes = estimator.inner, np.asarray(estimator.classes_)
        model = inner.estimator
        if full_name(model) == "sklearn.frozen.FrozenEstimator":
            model = model.estimator
        if inner.method not in ("sigmoid", "isotonic"):
            raise UnsupportedError(
                f"method={inner.method!r} has no equal on a chip: use method='sigmoid' or "
                "'isotonic'."
            )
        if not np.array_equal(model.classes_, classes):
            raise UnsupportedError(
                f"a fold does not know all {len(classes)} classes: use fewer folds (cv=), or "
                "ensemble=False."
            )
        member = members.read(type(model).__name__, model, estimator.n_features_in_, self.find)
        curves = tuple(_curve(each) for each in inner.calibrators)
        scores = hasattr(model, "decision_function")
        return Ir(classes, member, curves, scores, estimator.n_features_in_)

    def behind(self, ir: Ir, columns: Sequence[Column]) -> tuple[Ir, Ints]:
        (member,), used = members.behind((ir.member,), columns)
        return replace(ir, member=member, n_features=len(used)), used

    def quantize(
        self, ir: Ir, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> Stored:
        (held,) = members.quantize((ir.member,), ir.n_features, dtype, None)
        answer = held.abi.score if ir.scores else held.abi.probability
        columns = len(ir.curves) if ir.scores else len(ir.classes)
        if answer is None or (answer.type, answer.columns) != ("float", columns):
            what = "decision_function" if ir.scores else "predict_proba"
            raise UnsupportedError(
                f"{type(ir.member.estimator).__name__} has no {what} on a chip, which is what is "
                "calibrated: convert the estimator inside, without the calibration."
            )
        curves = [(c.first.astype(np.float32), c.second.astype(np.float32)) for c in ir.curves]
        if not all(np.isfinite(part).all() for curve in curves for part in curve):
            raise UnsupportedError("a number of a curve is beyond float32: scale before fit.")
        points = max(len(first) for first, _ in curves)
        return Stored(
            ir,
            held,
            tuple(
                (np.pad(first, (0, points - len(first)), "edge"),
                 np.pad(second, (0, points - len(second)), "edge"))
                for first, second in curves
            ),
        )  # fmt: skip

    def facts(self, stored: Stored) -> Facts:
        inside, kind = stored.member.facts, self._kind(stored)
        count = sum(len(first) + len(second) for first, second in stored.curves)
        return replace(
            inside,
            classes=stored.ir.classes,
            line=f"{kind} of {inside.line}",
            parts={**stored.member.flash, "the curves of the calibration": 4 * count},
            code=tuple(f"{stored.member.member.name}: {part}" for part in inside.code),
            work=f"{inside.work}, and a curve a class",
            memory=f"{inside.memory}, and a probability a class",
            cures=(
                Cure("ensemble=False, which keeps one classifier", frozenset({"flash"})),
                *inside.cures,
            ),
            details={"curves": len(stored.curves)},
            enumerators=(),
        )

    def abi(self, stored: Stored) -> Abi:
        return Abi("float", Output("uint16"), Output("float", columns=len(stored.ir.classes)))

    def emit(self, stored: Stored) -> Body:
        ir = stored.ir
        includes, space = stored.member.emit("member_0")
        points = len(stored.curves[0][0])
        if ir.curves[0].isotonic:
            kind = f"mote::isotonic_curve<{points}>"
            listed = ",\n".join(
                f"    {{{{{{\n{_listed(first)}}}}}, {{{{\n{_listed(second)}}}}}}}"
                for first, second in stored.curves
            )
        else:
            kind = "mote::sigmoid_curve"
            listed = ",\n".join(
                f"    {{{floating(first[0])}, {floating(second[0])}}}"
                for first, second in stored.curves
            )
        of = "" if ir.scores else ", mote::curve_of::probabilities"
        return Body(
            ["mote/model/combined/calibrated.hpp", *includes],
            f"mote::calibrated<label, {len(ir.classes)}, {kind},\n    parts::member_0::model{of}>",
            f"{{{{{{\n{listed}}}}}}}",
            space,
        )

    def file(self, stored: Stored) -> File | None:
        return None

    def contract(self, stored: Stored, estimator: Any, samples: Samples) -> Contract:
        ir = stored.ir
        own = stored.member.contract(estimator, samples)
        theirs = members.reference(estimator, ir.member)
        if ir.scores:
            assert own.evidence is not None
            scores = _columns(ask(theirs, "decision_function", samples.given))
            off = own.evidence.bound + np.abs(own.evidence.scores - scores)
        else:
            scores = np.asarray(ask(theirs, "predict_proba", samples.given), np.float64)
            off = np.abs(own.numbers - scores) + own.bound[:, None]
            first = len(ir.classes) - len(ir.curves)
            scores, off = scores[:, first:], off[:, first:]
        columns = list(enumerate(ir.curves))
        value = np.stack([curve(scores[:, k]) for k, curve in columns], axis=1)
        error = np.stack([curve.error(scores[:, k], off[:, k]) for k, curve in columns], axis=1)
        numbers = np.asarray(ask(estimator, "predict_proba", samples.given), np.float64)
        bound = error[:, 0] + 2.0 * UNIT
        if len(ir.classes) > 2:
            whole, wrong = value.sum(axis=1), error.sum(axis=1)
            left = whole - wrong
            most = (error + numbers * wrong[:, None]).max(axis=1)
            bound = np.where(left > 0.0, most / np.where(left > 0.0, left, 1.0), 1.0)
            bound = np.where(wrong == 0.0, 0.0, bound) + UNIT * (len(ir.classes) + 3)
        bound = np.minimum(bound, 1.0)
        prediction = ask(estimator, "predict", samples.given)
        excused = {**members.of_numbers([own]), "near a tie": Excuse(voting.near(numbers, bound))}
        return Contract(prediction, prediction, numbers, bound, excused, ceiling=2.0)

    def probes(self, stored: Stored, rows: int) -> Array | None:
        return members.probes((stored.member,), "float", rows)

    @staticmethod
    def _kind(stored: Stored) -> str:
        return "isotonic curves" if stored.ir.curves[0].isotonic else "sigmoids"


def _columns(scores: Array) -> Floats:
    return np.asarray(scores, np.float64).reshape(len(scores), -1)


def _listed(numbers: Array) -> str:
    return rows((floating(number) for number in numbers), indent="      ")


def _curve(calibrator: Any) -> Curve:
    if hasattr(calibrator, "a_"):
        slope, start = -np.atleast_1d(calibrator.a_), -np.atleast_1d(calibrator.b_)
        return Curve(False, np.asarray(slope, np.float64), np.asarray(start, np.float64))
    points = np.asarray(calibrator.X_thresholds_, np.float64)
    values = np.asarray(calibrator.y_thresholds_, np.float64)
    return Curve(True, points, np.clip(values, 0.0, 1.0))


def read(estimator: Any, find: members.Find) -> voting.Ir:
    """The mean of the folds."""
    width = int(estimator.n_features_in_)
    family, held = Calibrated(find), []
    for at, each in enumerate(estimator.calibrated_classifiers_):
        fold = CalibratedClassifier(each, width)
        name = f"fold {at + 1}"
        try:
            ir = family.read(fold)
        except UnsupportedError as error:
            raise UnsupportedError(f"{name} of CalibratedClassifierCV: {error}") from None
        held.append(Member(name, fold, (), None, family, ir, np.arange(width)))
    share = np.ones(len(held))
    return voting.Ir("soft", np.asarray(estimator.classes_), tuple(held), share, width)
