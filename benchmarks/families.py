"""Models that are no forests on chips: mote beside emlearn and m2cgen, in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import estimators
import numpy as np
from estimators import Fitted
from family_kernels import REFUSED, Kernel
from places import BUILD, HERE
from results import RESULTS, FamilyRow, Job

import mote
from mote.chip.counter import Cost, Counter
from mote.chip.toolchain import CountError

SOURCE = HERE / "model" / "families_bench.cpp"
PATH = RESULTS / "families.csv"
REFUSALS = RESULTS / "families_refused.csv"

Row = FamilyRow
C_TYPE = {"int8": "int8_t", "int16": "int16_t"}


@dataclass(frozen=True)
class Refusal:
    """A line of results/families_refused.csv."""

    name: str  # of a Kernel: "emlearn SVC"
    size: str
    reason: str  # in the library's own words


@dataclass(frozen=True)
class Program:
    """What to compile for a kernel, and what its rows must come out as."""

    sources: list[Path]
    flags: list[str]
    made_with: str
    answer: tuple[int, int] | None  # correct and same, where the host knows them


def refusals() -> list[Refusal]:
    """What each library says of the models that it does not convert."""
    import peer_models

    found = []
    for kernel in REFUSED:
        given = estimators.fitted(kernel.model, kernel.size)
        build = BUILD / "families" / tag(kernel.name, kernel.size)
        reason = peer_models.refusal(kernel, given.estimator, given.rows[0], build)
        if not reason:
            raise CountError(
                f"{kernel.name} converts {kernel.size}: take it out of what family_kernels.py says "
                "is refused, and it is counted"
            )
        found.append(Refusal(kernel.name, kernel.size, reason))
    return found


def measure(
    work: Sequence[Job[Kernel]], done: Callable[[Row], None], threads: int = 2
) -> list[Row]:
    """Counts every job; `done` hears of each row as it comes.

    Raises CountError also when a chip answers otherwise than the same model on the host.
    """
    counters = {core: Counter(core, BUILD) for core in {job.core: None for job in work}}
    programs = {kernel: write(kernel) for kernel in {job.kernel: None for job in work}}

    def one(job: Job[Kernel]) -> Row:
        counter, program = counters[job.core], programs[job.kernel]
        cost = counter.count(job.opt, program.sources, program.flags)
        row = _row(job, cost, f"{counter.compiler}; {program.made_with}")
        if program.answer not in (None, (row.correct or 0, row.same)):
            raise CountError(
                f"{row.label} has {row.correct or 0} of {row.rows} rows right and {row.same} as "
                f"scikit-learn, and on the host it is {program.answer}: the code is wrong"
            )
        done(row)
        return row

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, work))


def _row(job: Job[Kernel], cost: Cost, made_with: str) -> Row:
    k = job.kernel
    given = estimators.fitted(k.model, k.size)
    same, correct = divmod(cost.check, 1000)
    return Row(
        k.name, k.sample, job.core, job.opt, k.size, round(cost.instructions, 1), cost.flash,
        cost.ram, cost.stack, len(given.rows), None if given.truth is None else correct, same,
        made_with,
    )  # fmt: skip


def tag(*names: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in "_".join(names))


def write(kernel: Kernel, build: Path = BUILD) -> Program:
    """Converts the model, and writes the headers that model/families_bench.cpp includes."""
    folder = build / "families" / tag(kernel.name, kernel.sample, kernel.size)
    folder.mkdir(parents=True, exist_ok=True)
    given = estimators.fitted(kernel.model, kernel.size)
    make = _write_mote if kernel.library == "mote" else _write_peer
    return make(kernel, given, folder)


def _write_mote(kernel: Kernel, given: Fitted, folder: Path) -> Program:
    scales = given.calibrate or kernel.model in ("MLPClassifier", "KMeans")  # of real numbers
    calibrate = given.learnt if scales and kernel.sample != "float" else None
    model = mote.convert(given.estimator, kernel.sample, calibrate=calibrate)
    (folder / "model.hpp").write_text(model.header("subject"), encoding="utf-8")
    call = "mote::predict<subject::model>(x)"
    if given.is_value and kernel.sample != "float":
        call = f"subject::model.real({call})"
    _write_subject(
        kernel, given, folder, '#include "model.hpp"\n', "[[gnu::noinline]] static",
        f"static_cast<{_answer(given)}>({call})",
    )  # fmt: skip
    _write_rows(given, model.samples(given.rows)[0].features, folder / "rows.hpp")
    return Program(
        [SOURCE], ["-I", str(folder), "-I", str(mote.include_dir())], f"mote {mote.__version__}",
        _on_host(model, given),
    )  # fmt: skip


def _on_host(model: Any, given: Fitted) -> tuple[int, int]:
    answers = np.asarray(model.predict(given.rows))
    if given.is_value:
        apart = np.abs(answers.astype(np.float32) - given.expected.astype(np.float32))
        return 0, int((apart <= np.float32(given.within)).sum())
    if given.truth is not None:
        answers = np.searchsorted(given.estimator.classes_, answers)
    elif answers.min() < 0:
        answers = (answers > 0).astype(np.int64)
    right = 0 if given.truth is None else int((answers == given.truth).sum())
    return right, int((answers == given.expected).sum())


def _write_peer(kernel: Kernel, given: Fitted, folder: Path) -> Program:
    import peer_models
    import peers

    code = peer_models.CONVERT[kernel.library](given.estimator, kernel.way, kernel.sample)
    flags = ["-I", str(folder)]
    if kernel.library == "emlearn":
        flags += ["-I", str(peers.EMLEARN_INCLUDE)]
    elif kernel.sample == "float":
        flags.append("-fsingle-precision-constant")
    (folder / "peer.c").write_text(code, encoding="utf-8")
    _write_subject(
        kernel, given, folder,
        f'extern "C" {_answer(given)} peer_predict(const feature*);\n',
        "[[gnu::always_inline]] static inline", "peer_predict(x)",
    )  # fmt: skip
    rows = given.rows if kernel.sample in ("float", "double") else given.rows.astype(int)
    _write_rows(given, rows, folder / "rows.hpp")
    made_with = peers.EMLEARN if kernel.library == "emlearn" else peers.M2CGEN
    return Program([SOURCE, folder / "peer.c"], flags, made_with, None)


def _answer(given: Fitted) -> str:
    return "float" if given.is_value else "int32_t"


def _write_subject(
    kernel: Kernel, given: Fitted, folder: Path, head: str, manner: str, call: str
) -> None:
    kind, count = C_TYPE.get(kernel.sample, kernel.sample), given.rows.shape[1]
    (folder / "subject.hpp").write_text(
        f"#pragma once\n#include <stdint.h>\nusing feature = {kind};\n"
        f"using answer = {_answer(given)};\nconstexpr uint32_t features = {count};\n{head}"
        f"{manner} answer predict(const feature (&x)[{count}]) {{\n  return {call};\n}}\n",
        encoding="utf-8",
    )


def _write_rows(given: Fitted, rows: Any, path: Path) -> None:
    """The rows as the library takes them, scikit-learn's answers, and the labels."""
    text = ",\n".join("{" + ",".join(map(_number, row)) + "}" for row in rows.tolist())

    def listed(kind: str, name: str, values: Iterable[Any]) -> str:
        return (
            f"BENCH_IN_FLASH static const {kind} {name}[] = {{{','.join(map(_number, values))}}};\n"
        )

    known = [] if given.truth is None else given.truth.tolist()
    path.write_text(
        f"#pragma once\nBENCH_IN_FLASH static const feature rows[][features] = {{\n{text}}};\n"
        + listed(_answer(given), "expected", given.expected.tolist())
        + listed("int32_t", "labels", known or [-1] * len(given.rows))
        + f"constexpr float within = {given.within if given.is_value else 0.0!r};\n",
        encoding="utf-8",
    )


def _number(value: Any) -> str:
    return repr(float(value)) if isinstance(value, float) else str(value)
