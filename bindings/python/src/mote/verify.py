"""Holds what the chip will run to the estimator, on the user's rows, and counts what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Array, Bools, Floats
from .families.base import Contract

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
    accuracy: float | None = None  # of the model on the chip; R^2 for a regression
    reference_accuracy: float | None = None  # of the estimator
    apart: int = 0  # rows that are excused for any reason

    def __str__(self) -> str:
        """First what is excused, then what holds."""
        lines = []
        if 100 * self.apart > self.rows:
            lines.append(
                f"{self.apart} of {self.rows} rows are excused, more than 1 %: on these the model "
                "may differ from scikit-learn."
            )
        lines += [
            f"{reason:<18} {count} of {self.rows} rows, which may differ"
            for reason, count in self.excused.items()
            if count
        ]
        if self.saturated:
            lines.append(f"saturated values   {self.saturated}")
        apart = ", excused rows apart" if self.difference > self.bound else ""
        lines += [
            f"identical          {self.identical} of {self.rows}",
            f"largest difference {self.difference:.3g} (bound {self.bound:.3g}{apart})",
        ]
        lines += [f"{way:<18} {result}" for way, result in self.ways.items()]
        if self.accuracy is not None and self.reference_accuracy is not None:
            lines.append(
                f"accuracy           {self.accuracy:.4f} (scikit-learn "
                f"{self.reference_accuracy:.4f})"
            )
        return "\n".join(lines)

    @property
    def line(self) -> str:
        """In a phrase."""
        apart = "".join(f", {n} {reason}" for reason, n in self.excused.items() if n)
        text = f"{self.identical} of {self.rows} rows identical{apart}"
        if self.accuracy is not None and self.reference_accuracy is not None:
            text += f", accuracy {self.accuracy:.4f} (scikit-learn {self.reference_accuracy:.4f})"
        return text


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
    y: ArrayLike | None,
) -> Findings:
    """Holds `own` to the contract, and every other way to the bits of the walk.

    `walked` may have rows more, of probes. A way is what it gave by verb, as `walked`, or a
    sentence that says why there are none. `clipped` is what to say where a broken promise may be
    due to saturated values.
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
            _accuracy(y, own.prediction, contract),
            _accuracy(y, contract.prediction, contract),
            int((may_differ | numbers_may).sum()),
        )
    )
    if broken.any():
        first = int(np.flatnonzero(broken)[0])
        findings.broken.append(
            f"{int(broken.sum())} of {rows} rows differ from scikit-learn beyond what the number "
            f"formats allow; the first is row {first}: scikit-learn says "
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
        for verb, values in walked.items():
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


def _accuracy(y: ArrayLike | None, predicted: Array, contract: Contract) -> float | None:
    if y is None:
        return None
    truth = np.asarray(y)
    if truth.shape != predicted.shape:
        raise ValueError(
            f"y must have shape {predicted.shape}, one answer a row of X; got {truth.shape}."
        )
    if contract.promised is not None:
        return float((truth == predicted).mean())
    spread = float(((truth - truth.mean()) ** 2).sum())
    return 1.0 - float(((truth - predicted) ** 2).sum()) / spread if spread else 0.0
