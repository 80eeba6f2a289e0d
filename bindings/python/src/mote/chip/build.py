"""A model compiled for one core, and what that costs on a board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .boards import Board
from .toolchain import CORES


@dataclass(frozen=True)
class Build:
    """A model compiled in one way for one core."""

    core: str
    way: str  # "walk" or "unrolled"
    flash: int  # bytes that a program grows by when it predicts
    ram: int  # bytes of static RAM
    stack: int | None = None
    count: float | None = None  # instructions per inference; on AVR cycles
    note: str = ""  # why there is no count

    @property
    def unit(self) -> str:
        """What is counted: "instructions" or "cycles"."""
        return CORES[self.core].unit


class Row(NamedTuple):
    """A build on a board."""

    board: Board
    build: Build

    @property
    def microseconds(self) -> float | None:
        """Of an inference; exact on AVR, elsewhere an estimate."""
        return None if self.build.count is None else self.board.microseconds(self.build.count)

    @property
    def time(self) -> str:
        """The same as a person says it: "96 µs", "≈ 1.2 ms"."""
        t = self.microseconds
        if t is None:
            return "–"
        text = f"{t:.1f} µs" if t < 10 else f"{t:.0f} µs" if t < 1000 else f"{t / 1000:.1f} ms"
        return text if self.board.cpu.exact else f"≈ {text}"

    @property
    def ram(self) -> int:
        """Static RAM and stack."""
        return self.build.ram + (self.build.stack or 0)

    @property
    def fits(self) -> bool:
        return self.build.flash <= self.board.flash and self.ram <= self.board.ram

    @property
    def verdict(self) -> str:
        """Whether it fits, and how much of what is scarcer it takes: "yes, 57 % of flash"."""
        scarce, percent = self._scarcer
        size = "under 1 %" if percent < 1 else f"{percent:.0f} %"
        return f"{'yes' if self.fits else 'no'}, {size} of {scarce}"

    @property
    def short(self) -> str:
        """The same in fewer letters: "yes, 57 % flash"."""
        scarce, percent = self._scarcer
        size = "<1" if percent < 1 else f"{percent:.0f}"
        return f"{'yes' if self.fits else 'no'}, {size} % {scarce}"

    @property
    def _scarcer(self) -> tuple[str, float]:
        """Flash or RAM, and how many percent of it are taken."""
        shares = {"flash": self.build.flash / self.board.flash, "RAM": self.ram / self.board.ram}
        scarce = max(shares, key=lambda name: shares[name])
        return scarce, 100 * shares[scarce]
