"""Reads and writes the CSV files of results/: a line a record, columns named by a dataclass.

A row that was counted on a chip ends in a seal, a checksum of what the counter wrote: a row that
was edited by hand is refused by name (audit.py). `./dev bench` counts a row again.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, get_args, get_type_hints

from places import HERE

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Record = TypeVar("Record", bound=DataclassInstance)
else:
    Record = TypeVar("Record")

RESULTS = HERE / "results"
Key = tuple[str, str, str, str, str]  # name, sample, core, opt, size


@dataclass(frozen=True)
class Counted:
    """What every row of a count on a chip begins with; opt is the optimisation level."""

    name: str
    sample: str
    core: str
    opt: str
    size: str
    instructions: float
    flash: int
    ram: int
    stack: int

    @property
    def key(self) -> Key:
        return (self.name, self.sample, self.core, self.opt, self.size)

    @property
    def label(self) -> str:
        return f"{self.name} ({self.sample}, {self.size}) on {self.core} at {self.opt}"


@dataclass(frozen=True)
class TreeRow(Counted):
    """A line of results/trees.csv."""

    correct: int  # rows of 200 with the right label
    same: int  # rows of 200 with the label of scikit-learn
    made_with: str


@dataclass(frozen=True)
class FamilyRow(Counted):
    """A line of results/families.csv."""

    rows: int  # that were asked
    correct: int | None  # with the right label; None: the model names none
    same: int  # with scikit-learn's answer
    made_with: str


@dataclass(frozen=True)
class SignalRow(Counted):
    """A line of results/signals.csv."""

    accuracy: int  # what check() returned, see Kernel.accuracy
    made_with: str


class Named(Protocol):
    """A kernel of signal_kernels.py or tree_kernels.py."""

    @property
    def name(self) -> str: ...
    @property
    def sample(self) -> str: ...
    @property
    def size(self) -> str: ...


K = TypeVar("K", bound=Named, covariant=True)


@dataclass(frozen=True)
class Job(Generic[K]):
    """A kernel that is counted on a core at a level of optimisation."""

    kernel: K
    core: str
    opt: str

    @property
    def key(self) -> Key:
        k = self.kernel
        return (k.name, k.sample, self.core, self.opt, k.size)


SEAL = "seal"
SEALED = (TreeRow, FamilyRow, SignalRow)


def load(kind: type[Record], path: Path) -> list[Record]:
    """The records in `path`; none when there is no such file."""
    types = get_type_hints(kind)
    return [
        kind(**{name: _parsed(types[name], text) for name, text in line.items() if name != SEAL})
        for line in lines(path)
    ]


def lines(path: Path) -> list[dict[str, str]]:
    """The text of each cell, by column."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seal(line: dict[str, str]) -> str:
    """Of a line as it is written, without its seal."""
    text = "\n".join(f"{name}={value}" for name, value in line.items() if name != SEAL)
    return f"{zlib.crc32(text.encode()):08x}"


def save(kind: type[Record], path: Path, records: Iterable[Record]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    sealed = kind in SEALED
    columns = [f.name for f in fields(kind)] + ([SEAL] if sealed else [])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        for record in records:
            line = {name: _text(value) for name, value in asdict(record).items()}
            writer.writerow(line | ({SEAL: seal(line)} if sealed else {}))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _parsed(kind: Any, text: str) -> Any:
    options = get_args(kind) or (kind,)  # int, or int | None where an empty cell is None
    return None if text == "" and NoneType in options else options[0](text)
