"""Tables and vectors of a flatbuffer, each offset and length of which is checked before use."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import numpy as np

from ...arrays import Array
from ...errors import ReadError

_SCALARS = {
    name: struct.Struct(f"<{code}")
    for name, code in {
        "bool": "?", "int8": "b", "uint8": "B", "int16": "h", "uint16": "H",
        "int32": "i", "uint32": "I", "int64": "q", "uint64": "Q", "float": "f",
    }.items()
}  # fmt: skip
MOST_ITEMS = 1 << 16  # of a vector
# Of all vectors of numbers together, by the size of the file: many fields that point to the same
# place must not make much work of a small file.
TIMES = 16


class File:
    """The bytes of a file, which are read in no other way than by `number` and `array`."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        self._left = TIMES * len(data)

    def refuse(self, place: str, at: int, what: str) -> ReadError:
        """The error to raise: which field, at which byte, and what is wrong with it."""
        return ReadError(
            f"{self.name} is damaged: {place}, at byte {at} of {len(self.data)}, {what}. Get the "
            "file again, or convert the network again."
        )

    def number(self, kind: str, at: int, place: str) -> Any:
        """The scalar at a byte."""
        scalar = _SCALARS[kind]
        if not 0 <= at <= len(self.data) - scalar.size:
            raise self.refuse(place, at, f"needs {scalar.size} bytes, and the file ends before")
        return scalar.unpack_from(self.data, at)[0]

    def array(self, kind: str, at: int, count: int, place: str) -> Array:
        """`count` scalars that begin at a byte, without a copy."""
        self._left -= count
        if self._left < 0:
            raise self.refuse(place, at, "is one of too many vectors at the same place")
        dtype = np.dtype(np.float32 if kind == "float" else kind).newbyteorder("<")
        if not 0 <= at <= len(self.data) - count * dtype.itemsize:
            raise self.refuse(
                place, at, f"has {count} numbers of {dtype.itemsize} bytes, beyond the file's end"
            )
        return np.frombuffer(self.data, dtype, count, at)

    def root(self) -> Table:
        """The table that the file begins with."""
        return Table(self, self.number("uint32", 0, "the root"), "the root")


class Table:
    """A table: fields by their number, those that are absent by their default."""

    def __init__(self, file: File, at: int, place: str) -> None:
        self.file = file
        self.at = at
        self.place = place
        vtable = at - file.number("int32", at, place)
        self._fields_at = vtable + 4
        size = file.number("uint16", vtable, f"the fields of {place}")
        self._size = file.number("uint16", vtable + 2, f"the size of {place}")
        if size < 4 or size % 2 or vtable + size > len(file.data):
            raise file.refuse(f"the fields of {place}", vtable, f"take {size} bytes")
        if self._size < 4 or at + self._size > len(file.data):
            raise file.refuse(place, at, f"takes {self._size} bytes")
        self._fields = (size - 4) // 2

    def number(self, field: int, name: str, kind: str, default: Any) -> Any:
        """A scalar of the table."""
        place = f"{self.place}.{name}"
        at = self._field(field, _SCALARS[kind].size, place)
        return default if at is None else self.file.number(kind, at, place)

    def table(self, field: int, name: str) -> Table | None:
        """The table that a field points to."""
        place = f"{self.place}.{name}"
        at = self._pointed(field, place)
        return None if at is None else Table(self.file, at, place)

    def numbers(self, field: int, name: str, kind: str, most: int = MOST_ITEMS) -> Array | None:
        """The vector of scalars that a field points to; `most` is how long it may be."""
        found = self._vector(field, f"{self.place}.{name}", most)
        if found is None:
            return None
        return self.file.array(kind, *found, f"{self.place}.{name}")

    def text(self, field: int, name: str) -> str:
        """The string that a field points to, "" where it is absent."""
        found = self.numbers(field, name, "uint8")
        return "" if found is None else found.tobytes().decode("utf-8", "replace")

    def tables(self, field: int, name: str) -> Iterator[Table]:
        """The tables of the vector that a field points to."""
        place = f"{self.place}.{name}"
        at, count = self._vector(field, place, MOST_ITEMS) or (0, 0)
        for i in range(count):
            here, item = at + 4 * i, f"{place}[{i}]"
            yield Table(self.file, here + self.file.number("uint32", here, item), item)

    def _field(self, field: int, size: int, place: str) -> int | None:
        """Where a field of so many bytes is; None: it is absent."""
        if field >= self._fields:
            return None
        offset = self.file.number("uint16", self._fields_at + 2 * field, place)
        if offset == 0:
            return None
        if not 4 <= offset <= self._size - size:
            raise self.file.refuse(place, self.at + offset, "is outside its table")
        return int(self.at + offset)

    def _pointed(self, field: int, place: str) -> int | None:
        at = self._field(field, 4, place)
        return None if at is None else int(at + self.file.number("uint32", at, place))

    def _vector(self, field: int, place: str, most: int) -> tuple[int, int] | None:
        """Where the items of a vector begin, and how many there are."""
        at = self._pointed(field, place)
        if at is None:
            return None
        count = self.file.number("uint32", at, f"the length of {place}")
        if count > most:
            raise self.file.refuse(f"the length of {place}", at, f"is {count}, above {most}")
        return at + 4, int(count)
