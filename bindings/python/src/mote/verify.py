"""Holds what the chip will run to the estimator, on the user's rows, and counts what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from . import quality
from .arrays import Array, Bools, Floats
from .families.base import Contract
from .html import pairs

PROBES = 64  # samples that go through the whole model, on which the ways are compared as well


@dataclass(frozen=True)
class Verification:
    """What `Model.verify` found on the samples it was given."""

    rows: int
    identical: int  # rows with the label, or the value within the bound, of the estimator
    difference: float  # largest difference of a probability, or of a value
    bound: float  # what the number formats allow that difference to be
    saturated: int  # feature values outside the integer range, clipped to it
    excused: Mapping[str, int]  # rows that may differ, by reason: "near a tie", ...
    ways: Mapping[str, str]  # every other way to flash the model, and what it gave
    accuracy: float | None = None  # of the model on the chip, where y had classes
    reference_accuracy: float | None = None  # of the estimator
    apart: int = 0  # rows that are excused for any reason
    r2: float | None = None  # of the model on the chip, where y had values
    reference_r2: float | None = None  # of the estimator
    unknown: int = 0  # rows of which y is no class of the model
    cures: Mapping[str, str] = field(
        default_factory=dict
    )  # by the same reasons, where there is one
    whose: str = "scikit-learn"  # answers the model is held to

    def __str__(self) -> str:
        """First what is excused, then what holds."""
        lines = [] if not self._warning else [self._warning]
        return "\n".join([*lines, *(f"{name:<18} {text}" for name, text in self._rows)])

    def _repr_html_(self) -> str:
        return pairs(self._warning or self.line, self._rows)

    @property
    def line(self) -> str:
        """In a phrase."""
        apart = "".join(f", {n} {reason}" for reason, n in self.excused.items() if n)
        text = f"{self.identical} of {self.rows} rows identical{apart}"
        return text + "".join(f", {name} {figures}" for name, figures in self._quality)

    @property
    def _warning(self) -> str:
        if 100 * self.apart <= self.rows:
            return ""
        return (
            f"{self.apart} of {self.rows} rows are excused, more than 1 %: on these the model "
            f"may differ from {self.whose}."
        )

    def _cure(self, reason: str) -> str:
        return f": {cure}" if (cure := self.cures.get(reason)) else ""

    @property
    def _rows(self) -> list[tuple[str, str]]:
        """What was found: its name, and its figures."""
        apart = ", excused rows apart" if self.difference > self.bound else ""
        found = [
            (
                reason,
                f"{count} of {self.rows} rows, which may differ{self._cure(reason)}",
            )
            for reason, count in self.excused.items()
            if count
        ]
        if self.saturated:
            found.append(("saturated values", str(self.saturated)))
        found += [
            ("identical", f"{self.identical} of {self.rows}"),
            ("largest difference", f"{self.difference:.3g} (bound {self.bound:.3g}{apart})"),
            *self.ways.items(),
            *self._quality,
        ]
        if self.unknown:
            found.append(
                (
                    "unknown classes",
                    f"y of {self.unknown} of {self.rows} rows is no class of the model",
                )
            )
        return found

    @property
    def _quality(self) -> list[tuple[str, str]]:
        """How good the model is, where y was given: accuracy, or R2 of a regression."""
        return [
            (name, f"{own:.4f} ({self.whose} {reference:.4f})")
            for name, own, reference in (
                ("accuracy", self.accuracy, self.reference_accuracy),
                ("R2", self.r2, self.reference_r2),
            )
            if own is not None and reference is not None
        ]


@dataclass(frozen=True)
class Answers:
    """What the model itself gave: its labels or values, and the numbers behind them."""

    prediction: Array
    numbers: Floats
    scores: Floats | None = None


@dataclass
class Findings:
    """A verification, and a sentence for each promise that is broken."""

    verification: Verification
    broken: list[str] = field(default_factory=list)


def compare(
    contract: Contract,
    own: Answers,
    walked: Mapping[str, Array],
    ways: Mapping[str, Mapping[str, Array] | str],
    saturated: int,
    clipped: str,
    truth: Array | None,
    classes: Array | None,
) -> Findings:
    """Holds `own` to the contract, and every other way to the bits of the walk.

    `walked` may have rows more, of probes. A way is what it gave by verb, as `walked`, or a
    sentence that says why there are none. `clipped` is what to say where a broken promise may be
    due to saturated values. `truth` are the right answers, of a classifier among its `classes`.
    """
    rows = len(contract.numbers)
    difference = np.abs(contract.numbers - own.numbers).max(axis=1)
    may_differ, numbers_may = _any(contract, rows), _any(contract, rows, numbers=True)
    beyond = ~(difference <= contract.bound)
    if contract.promised is None:
        other, identical = np.zeros(rows, bool), ~beyond
    else:
        other = np.asarray(own.prediction != contract.promised)
        identical = np.asarray(own.prediction == contract.prediction)
    if contract.evidence is not None and own.scores is not None:
        apart = np.abs(contract.evidence.scores - own.scores)
        beyond |= ~(apart <= contract.evidence.bound).all(axis=1)
    lost = np.isfinite(contract.numbers).all(axis=1) & ~np.isfinite(own.numbers).all(axis=1)
    worthless = ~(contract.bound < contract.ceiling) & ~numbers_may
    broken = lost | (beyond & ~numbers_may) | (other & ~may_differ)
    found, complaints = _ways(rows, walked, ways)
    findings = Findings(
        Verification(
            rows,
            int(identical.sum()),
            float(difference.max()),
            float(contract.bound.max()),
            saturated,
            {reason: int(excuse.rows.sum()) for reason, excuse in contract.excused.items()},
            found,
            apart=int((may_differ | numbers_may).sum()),
            cures={reason: excuse.cure for reason, excuse in contract.excused.items()},
            whose=contract.whose,
            **_quality(truth, own.prediction, contract.prediction, classes),
        )
    )
    if broken.any():
        first = int(np.flatnonzero(broken)[0])
        findings.broken.append(
            f"{int(broken.sum())} of {rows} rows differ from {contract.whose} beyond what the "
            f"number formats allow; the first is row {first}: {contract.whose} says "
            f"{contract.prediction[first]}, mote {own.prediction[first]}, and their numbers differ "
            f"by {difference[first]:.3g} where {contract.bound[first]:.3g} is allowed. "
            + (clipped if saturated else "Please report this with the estimator and the row.")
        )
    if worthless.any():
        first = int(np.flatnonzero(worthless)[0])
        findings.broken.append(
            f"On {int(worthless.sum())} of {rows} rows the number formats allow so large a "
            f"difference that nothing is promised; the first is row {first}, with a bound of "
            f"{contract.bound[first]:.3g}. Scale the features or the target before fit, or take "
            "wider leaves."
        )
    findings.broken += complaints
    return findings


def _any(contract: Contract, rows: int, *, numbers: bool = False) -> Bools:
    """Rows that some excuse covers: their label, or their numbers as well."""
    covered = np.zeros(rows, bool)
    for excuse in contract.excused.values():
        if excuse.numbers or not numbers:
            covered |= excuse.rows
    return covered


def _ways(
    rows: int, walked: Mapping[str, Array], ways: Mapping[str, Mapping[str, Array] | str]
) -> tuple[dict[str, str], list[str]]:
    """What each way gave, and a sentence for each that is not the walk, bit for bit."""
    every = len(walked["predict"])
    found, complaints = {}, []
    for way, given in ways.items():
        if isinstance(given, str):
            found[way] = given
            continue
        other = np.zeros(every, bool)
        other = other[: len(given["predict"])]  # raw samples have no probes
        for verb, values in walked.items():
            if verb not in given:  # what only the walk is asked for
                continue
            values = values[: len(other)]
            other |= (_bits(values) != _bits(given[verb])).any(axis=1)
        found[way] = f"the same bits on {_share(~other, rows)}"
        if other.any():
            first = int(np.flatnonzero(other)[0])
            complaints.append(
                f"{way} the model answers {_share(other, rows)} otherwise than walked; the first "
                f"is {'row' if first < rows else 'probe'} {first % rows}. Please report this with "
                "the estimator and the row."
            )
    return found, complaints


def _share(which: Bools, rows: int) -> str:
    """How many of the user's rows, and of the probes behind them."""
    text = f"{int(which[:rows].sum())} of {rows} rows"
    probes = len(which) - rows
    return f"{text}, {int(which[rows:].sum())} of {probes} probes" if probes else text


def _bits(values: Array) -> Array:
    return np.ascontiguousarray(values).view(np.uint8).reshape(len(values), -1)


def _quality(
    truth: Array | None, own: Array, reference: Array, classes: Array | None
) -> dict[str, Any]:
    """The figures of a verification that need the right answers."""
    if truth is None:
        return {}
    if classes is None:
        return {"r2": quality.r2(truth, own), "reference_r2": quality.r2(truth, reference)}
    return {
        "accuracy": quality.accuracy(truth, own),
        "reference_accuracy": quality.accuracy(truth, reference),
        "unknown": int((~quality.known(truth, classes)).sum()),
    }
