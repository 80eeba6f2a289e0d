"""A program that is counted: what it is called, how it is built, its goals and its peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

OPTS = ("-O2", "-O3")
OPTS_OF = dict.fromkeys(("m0", "m4", "m55"), OPTS)  # others: -O2 alone
SMALL = ("avr",)  # cores whose RAM does not hold what a bench of large blocks needs


@dataclass(frozen=True)
class Kernel:
    """A program below benchmarks/ that does one thing, chosen by its definitions."""

    name: str  # "mote biquads, taps at run time"
    sample: str  # float, int8, int16, int32
    size: str  # "3 sections, block 256"
    source: str
    defines: tuple[str, ...] = ()
    unit: str = "sample"
    accuracy: str = ""  # how to show check() / accuracy_unit, e.g. "{:.1f} dB SNR"
    accuracy_unit: float = 1
    not_on: tuple[str, ...] = ()
    goals: Mapping[str, float] = field(default_factory=dict)  # instructions, by core
    flash_goal: int = 0  # bytes, on the M4F; 0: none
    peers: tuple[str, ...] = ()  # names of data/peers_signals.csv that do the same
    peer_size: str = ""  # and its size there, where a name has several

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.name, self.sample, self.size)
