"""Reads and writes the CSV files of results/: a line a record, columns named by a dataclass."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

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


def load(kind: type[Record], path: Path) -> list[Record]:
    """The records in `path`; none when there is no such file."""
    if not path.exists():
        return []
    types = get_type_hints(kind)
    with path.open(encoding="utf-8", newline="") as file:
        return [
            kind(**{name: _parsed(types[name], text) for name, text in line.items()})
            for line in csv.DictReader(file)
        ]


def save(kind: type[Record], path: Path, records: Iterable[Record]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [f.name for f in fields(kind)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(record) for record in records)


def _parsed(kind: Any, text: str) -> Any:
    options = get_args(kind) or (kind,)  # int, or int | None where an empty cell is None
    return None if text == "" and NoneType in options else options[0](text)
