"""Which forests are counted, converted in which ways, and on which chips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from results import Job

OPTS = ("-Os", "-O2")


@dataclass(frozen=True)
class Kernel:
    """One forest, converted in one way."""

    library: str  # mote, emlearn, m2cgen
    kind: str  # what leaves hold, and how they are reached
    sample: str  # feature type
    size: str  # the forest, a name of forests.SCALE

    @property
    def name(self) -> str:
        return f"{self.library} {self.kind}"


KERNELS = [
    *(
        Kernel("mote", f"{leaves} {way}", "int16", "forest_s10")
        for leaves in ("hard", "soft8", "soft16", "exact")
        for way in ("walk", "unrolled")
    ),
    Kernel("mote", "hard walk", "float", "forest_s10"),
    Kernel("mote", "hard unrolled", "float", "forest_s10"),
    Kernel("mote", "exact walk", "float", "forest_s10"),
    Kernel("mote", "hard walk", "int8", "forest_r10"),
    Kernel("mote", "hard unrolled", "int8", "forest_r10"),
    *(
        Kernel("emlearn", f"{leaves} {way}", "int16", "forest_s10")
        for leaves in ("hard", "soft8")
        for way in ("loadable", "inline")
    ),
    Kernel("emlearn", "hard inline", "float", "forest_s10"),
    Kernel("emlearn", "hard loadable", "int16", "forest_r10"),
    Kernel("emlearn", "hard inline", "int16", "forest_r10"),
    Kernel("m2cgen", "soft inline", "double", "forest_s10"),
    Kernel("m2cgen", "soft inline", "float", "forest_s10"),
]


# What the ATmega's 128 kB of flash and 16 kB of RAM hold beside the rows: integer votes.
AVR_KERNELS = [
    k for k in KERNELS if k.library == "mote" and k.kind.startswith("hard ") and k.sample != "float"
]


def jobs(
    cores: Iterable[str], opts: Iterable[str] = OPTS, kernels: Sequence[Kernel] = KERNELS
) -> list[Job[Kernel]]:
    return [
        Job(k, core, opt)
        for core in cores
        for opt in opts
        for k in kernels
        if core != "avr" or k in AVR_KERNELS
    ]
