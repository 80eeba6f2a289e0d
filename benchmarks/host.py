"""The same forests on this machine, timed by Google Benchmark."""

from __future__ import annotations

import json
import platform
import re
import shlex
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import tree_kernels
import trees
from places import BUILD, HERE

import mote
from mote.chip.counter import CXX

SOURCE = HERE / "model" / "trees_host_bench.cpp"
PACKAGE = "libbenchmark-dev"


@dataclass(frozen=True)
class HostRow:
    """A line of results/trees_host.csv."""

    name: str
    sample: str
    size: str
    nanoseconds: float  # a prediction
    correct: int
    same: int
    made_with: str
    processor: str


class HostError(RuntimeError):
    """The host's compiler or Google Benchmark failed."""


def available() -> bool:
    """Whether Google Benchmark is installed."""
    probe = "#include <benchmark/benchmark.h>\nBENCHMARK_MAIN();\n"
    command = [*shlex.split(mote.compiler()), "-x", "c++", "-", "-lbenchmark", "-lpthread"]
    done = subprocess.run(
        [*command, "-o", "/dev/null"], input=probe, text=True, capture_output=True, check=False
    )
    return done.returncode == 0


def measure(done: Callable[[HostRow], None]) -> list[HostRow]:
    """One kernel after the other, so that they do not disturb each other."""
    rows = []
    for kernel in tree_kernels.KERNELS:
        rows.append(_measure(kernel))
        done(rows[-1])
    return rows


def _measure(kernel: tree_kernels.Kernel) -> HostRow:
    program = trees.write(kernel)
    compiler = shlex.split(mote.compiler())
    binary = BUILD / "host" / f"{kernel.name}_{kernel.sample}_{kernel.size}".replace(" ", "_")
    binary.parent.mkdir(parents=True, exist_ok=True)
    flags = ["-O2", "-w", *program.flags, "-I", str(HERE / "device")]
    objects = []
    for source in [SOURCE, *program.sources[1:]]:
        objects.append(str(binary.with_suffix(source.suffix + ".o")))
        language = ["-x", "c"] if source.suffix == ".c" else CXX[:1]
        _run([*compiler, *language, *flags, "-c", str(source), "-o", objects[-1]])
    _run([*compiler, *objects, "-lbenchmark", "-lpthread", "-o", str(binary)])
    report = json.loads(_run([str(binary), "--benchmark_format=json", "--benchmark_repetitions=3"]))
    runs = [run for run in report["benchmarks"] if run["run_type"] == "iteration"]
    same, correct = divmod(int(runs[0]["check"]), 1000)
    best = min(run["cpu_time"] for run in runs) / 200
    version = _run([*compiler, "-dumpfullversion"]).strip()
    return HostRow(
        kernel.name, kernel.sample, kernel.size, round(best, 1), correct, same,
        f"{Path(compiler[0]).name} {version}; {program.made_with}", processor(),
    )  # fmt: skip


def processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists() and (found := re.search(r"model name\s*: (.*)", info.read_text())):
        return found[1]
    return platform.processor() or platform.machine()


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise HostError(f"{shlex.join(command)}\nfailed:\n{done.stderr[-2000:]}")
    return done.stdout
