"""What every family of models brings: from a fitted estimator to C++, and to a promise.

A family is one object without state. `convert` finds it by the estimator's full name (registry.py),
calls `read` and `quantize` once, and keeps what they return; all else is asked of that. Nothing
outside a family's own files knows what is in it.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np

from ..arrays import Array, Bools, Floats, Ints
from ..scaling import Scaling

if TYPE_CHECKING:
    from ..pipeline.columns import Column


@dataclass(frozen=True)
class Option:
    """A keyword argument of `convert` that a family takes."""

    default: Any
    says: str  # what it is for, a phrase without a stop: shown where another is misspelt


@dataclass(frozen=True)
class Output:
    """Numbers that C++ gives for a sample."""

    type: str  # "uint16", "int32" or "float"
    unit: float = 1.0  # what one of them is worth
    columns: int = 1
    zero: int = 0  # which of them stands for 0


@dataclass(frozen=True)
class Abi:
    """How the host calls a generated header."""

    feature: str  # "float", "int8", "int16" or "int32"
    prediction: Output  # of a classifier the place in `classes`, of a regression its value
    probability: Output | None = None
    score: Output | None = None
    prepared: Output | None = None  # the row of the model, where it is worked out before it
    workspace: bool = False  # verbs take a mote::workspace, and there is no model as code
    stream: bool = False  # they take a mote::stream in its place: rows are in the order of time


@dataclass(frozen=True)
class Cure:
    """What makes a model cheaper, for a budget that it exceeds."""

    text: str  # "{fewer}" in it stands for `count` divided by the worst excess
    helps: frozenset[str]  # of "flash", "ram", "stack", "instructions", "microseconds"
    count: int | None = None


@dataclass(frozen=True)
class Missing:
    """What may be missing in the rows of a user, who writes NaN for it."""

    number: float | None = None  # what the chip is given instead; None: nothing may be missing
    known: bool = False  # the estimator takes this number for a missing one as well
    cure: str = "impute it first"  # of a row that may not


@dataclass(frozen=True)
class Facts:
    """What a converted model is made of."""

    n_features: int
    classes: Array | None
    line: str  # "5 trees, 37 splits, int8 features, hard leaves"
    parts: Mapping[str, int]  # constants in flash by name, bytes
    code: tuple[str, ...] = ()  # the parts that turn into code in predict<model>(x)
    branches: int = 0  # that predict<model>(x) is compiled into: what its compile time grows with
    work: str = ""  # what an inference goes through
    memory: str = ""  # what the stack holds
    cures: tuple[Cure, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)  # for `Model.details`
    enumerators: tuple[str, ...] = ()  # names of the labels, where classes are no names
    missing: Missing = field(default_factory=Missing)
    ram: str = "no RAM"  # what the model needs of it, in words
    scaling: str = "none: features as the estimator was trained on"  # of what the chip is given
    whole: tuple[int, ...] = ()  # columns of a sample of which every number is whole: categories

    @property
    def flash(self) -> int:
        """Bytes of constants, without code."""
        return sum(self.parts.values())


@dataclass(frozen=True)
class Body:
    """The part of a header that is the family's own.

    The skeleton (emit/header.py) adds origin, labels, scaler and checks. `parts` stands in the
    namespace `parts` of the header; `type` and `value` are of the constant `model`.
    """

    includes: Sequence[str]
    type: str
    value: str
    parts: str = ""
    entries: int = 0  # constants that valid() goes through
    longest: int = 0  # of its arrays; where there are many entries, valid(from, to) is asked


@dataclass(frozen=True)
class File:
    """A file that is loaded at run time, and the C++ that holds exactly this model.

    `type` is the model, `reader` a template that reads a file into it: `reader{model}.read(next)`.
    """

    text: str
    includes: Sequence[str]
    declarations: str
    type: str
    reader: str


@dataclass(frozen=True)
class Samples:
    """The same rows several times."""

    given: Floats  # as the estimator takes them
    raw: Floats  # what the chip is given of them: of a Pipeline the columns that its model uses
    seen: Floats  # as float32 holds them, where the chip is given floats
    features: Array  # as the model takes them on the chip
    # Where a chip works `raw` out itself: how far from it may be what it gets.
    off: Floats | None = None
    # `given` as float32 holds it, where that is not `given` rounded: numbers may be missing.
    rounded: Floats | None = None


@dataclass(frozen=True)
class Excuse:
    """Rows on which a model may differ, and why."""

    rows: Bools
    numbers: bool = False  # also its numbers may, and not only the label that hangs on them
    cure: str = ""  # what leaves no such row


@dataclass(frozen=True)
class Evidence:
    """What `mote::score` is held to, beside the numbers of a contract; (rows, columns) both."""

    scores: Floats
    bound: Floats


@dataclass(frozen=True)
class Contract:
    """What the converted model is held to on some samples."""

    prediction: Array  # the estimator's: labels or values
    promised: Array | None  # the label that the model must give; None: its numbers are all
    numbers: Floats  # (rows, columns): probabilities, scores or values
    bound: Floats  # (rows,): how far a number may be from them
    excused: Mapping[str, Excuse]  # by name, in words: "near a tie"
    evidence: Evidence | None = None
    ceiling: Floats | float = 1.0  # a bound that is not below it promises nothing
    whose: str = "scikit-learn"  # answers these are


class Read(Protocol):
    """What `Family.read` returns holds at least this."""

    @property
    def n_features(self) -> int: ...


IrT = TypeVar("IrT", bound=Read)
StoredT = TypeVar("StoredT")


class Family(Protocol[IrT, StoredT]):
    """What a family brings. `Ir` is an estimator in plain numbers, `Stored` what the chip holds."""

    @property
    def name(self) -> str:
        """One word, as its file or folder is called."""

    @property
    def estimators(self) -> Sequence[str]:
        """Full names, as documented: "sklearn.tree.DecisionTreeClassifier"."""

    @property
    def converts(self) -> str:
        """The same in words, for a list of all that mote converts."""

    @property
    def options(self) -> Mapping[str, Option]:
        """Keyword arguments of `convert` that are this family's."""

    @property
    def dtypes(self) -> Mapping[str, str]:
        """Feature types that it cannot take, each with a sentence that says why, and what can."""

    def read(self, estimator: Any) -> IrT:
        """The fitted estimator in plain numbers. Raises UnsupportedError where it has no equal."""

    def behind(self, ir: IrT, columns: Sequence[Column]) -> tuple[IrT, Ints]:
        """The same of the user's columns, from which `columns` come: what stands before the model
        becomes a part of it. Also which of the user's columns that takes.
        """

    def quantize(
        self, ir: IrT, dtype: str, scaling: Scaling | None, options: Mapping[str, Any]
    ) -> StoredT:
        """What the chip holds. `options` has all of this family's, with defaults filled in."""

    def facts(self, stored: StoredT) -> Facts: ...

    def abi(self, stored: StoredT) -> Abi: ...

    def emit(self, stored: StoredT) -> Body: ...

    def file(self, stored: StoredT) -> File | None:
        """What is loaded at run time; None: the family has no file."""

    def contract(self, stored: StoredT, estimator: Any, samples: Samples) -> Contract: ...

    def probes(self, stored: StoredT, rows: int) -> Array | None:
        """Samples that go through the whole model, as the chip takes them; None: any will do."""


AnyFamily = Family[Any, Any]


def own_samples(family: AnyFamily, stored: Any, X: Any) -> tuple[Samples, int] | None:
    """Rows as a family brings them to the chip that has shapes or scales of its own, and how many
    numbers were clipped; None of any other.
    """
    made: tuple[Samples, int] | None = None
    if hasattr(family, "samples"):
        made = family.samples(stored, X)
    return made


def compared(
    family: AnyFamily, stored: Any, estimator: Any, samples: Samples
) -> tuple[dict[str, str], list[str]]:
    """What others answer that run the same model, a line by name; and what is broken."""
    said: dict[str, str] = {}
    broken: list[str] = []
    if hasattr(family, "compared"):
        said, broken = family.compared(stored, estimator, samples)
    return said, broken


def full_name(estimator: Any) -> str:
    """As documented, without private modules: "sklearn.tree.DecisionTreeClassifier"."""
    kind = type(estimator)
    return f"{kind.__module__.split('._')[0]}.{kind.__qualname__}"


def seen(estimator: Any, X: Floats) -> Floats:
    """Rows as the model itself is given them: behind the steps of a Pipeline."""
    steps = getattr(estimator, "seen", None)
    return X if steps is None else np.asarray(steps(X), np.float64)


def ask(estimator: Any, method: str, X: Floats, **asked: Any) -> Any:
    """The estimator's answer, to an array even where it was fitted on a data frame."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="X does not have valid feature names")
        return np.asarray(getattr(estimator, method)(X, **asked))
