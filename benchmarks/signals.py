"""Filters, transforms and features on chips: what a sample or a transform costs, and how exact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from kernel import Kernel
from places import BUILD, HERE
from results import Job, SignalRow
from signal_kernels import KERNELS

import mote
from mote.chip.counter import Counter

Row = SignalRow


@dataclass(frozen=True)
class Peer:
    """A line of data/peers_signals.csv."""

    name: str
    size: str
    core: str
    opt: str
    instructions: float
    flash: int
    ram: int
    stack: int


def peer(kernel: Kernel, core: str, peers: Iterable[Peer]) -> Peer | None:
    """The fastest that another library offers for the same work; None where none was counted."""
    found = [
        p for p in peers
        if p.core == core and p.name in kernel.peers and kernel.peer_size in ("", p.size)
    ]  # fmt: skip
    return min(found, key=lambda p: p.instructions, default=None)


def amount(instructions: float) -> str:
    """A count to show: with decimals where they matter."""
    return f"{instructions:,.0f}" if instructions >= 1000 else f"{instructions:.1f}"


def accuracy(row: Row) -> str:
    """What check() returned, as Kernel.accuracy says to show it."""
    shown = {k.key: k for k in KERNELS}.get((row.name, row.sample, row.size))
    if shown is None or not shown.accuracy:
        return ""
    return shown.accuracy.format(row.accuracy / shown.accuracy_unit)


def measure(
    work: Sequence[Job[Kernel]], done: Callable[[Row], None], threads: int = 2
) -> list[Row]:
    """Counts every job; `done` hears of each row as it comes."""
    counters = {core: Counter(core, BUILD) for core in {job.core: None for job in work}}

    def one(job: Job[Kernel]) -> Row:
        counter, k = counters[job.core], job.kernel
        # The programs compute what they compare with on the chip, in double.
        defines = ("MOTE_DESIGN_ON_CHIP=1", *k.defines)
        flags = ["-I", str(mote.include_dir()), *(f"-D{d}" for d in defines)]
        cost = counter.count(job.opt, [HERE / k.source], flags)
        row = Row(
            *job.key, round(cost.instructions, 2), cost.flash, cost.ram, cost.stack, cost.check,
            f"{counter.compiler}; mote {mote.__version__}",
        )  # fmt: skip
        done(row)
        return row

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, work))
