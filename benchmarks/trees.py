"""The forests of the benchmarks on chips: mote beside emlearn and m2cgen, in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import forests
import numpy as np
from places import BUILD, HERE
from results import Job, TreeRow
from tree_kernels import Kernel

import mote
from mote.chip.counter import Cost, Counter
from mote.chip.toolchain import CountError

SOURCE = HERE / "model" / "trees_bench.cpp"

Row = TreeRow
C_TYPE = {"int8": "int8_t", "int16": "int16_t", "float": "float", "double": "double"}


@dataclass(frozen=True)
class Program:
    """What to compile for a kernel, and what its rows must come out as."""

    sources: list[Path]
    flags: list[str]
    made_with: str
    answer: tuple[int, int] | None  # correct and same, where the host knows them


def measure(
    work: Sequence[Job[Kernel]], done: Callable[[Row], None], threads: int = 2
) -> list[Row]:
    """Counts every job; `done` hears of each row as it comes.

    Raises CountError also when a chip predicts other labels than the same model on the host.
    """
    counters = {core: Counter(core, BUILD) for core in {job.core: None for job in work}}
    with ThreadPoolExecutor(threads) as pool:
        kernels = list({job.kernel: None for job in work})
        programs = dict(zip(kernels, pool.map(write, kernels)))

        def one(job: Job[Kernel]) -> Row:
            counter, program = counters[job.core], programs[job.kernel]
            cost = counter.count(job.opt, program.sources, program.flags)
            row = _row(job, cost, f"{counter.compiler}; {program.made_with}")
            if program.answer not in (None, (row.correct, row.same)):
                raise CountError(
                    f"{row.label} predicts {row.correct} of 200 rows right and {row.same} as "
                    f"scikit-learn, and on the host it is {program.answer}: the code is wrong"
                )
            done(row)
            return row

        return list(pool.map(one, work))


def _row(job: Job[Kernel], cost: Cost, made_with: str) -> Row:
    k = job.kernel
    same, correct = divmod(cost.check, 1000)
    return Row(
        k.name, k.sample, job.core, job.opt, k.size, round(cost.instructions, 1), cost.flash,
        cost.ram, cost.stack, correct, same, made_with,
    )  # fmt: skip


def write(kernel: Kernel, build: Path = BUILD) -> Program:
    """Converts the forest, and writes the headers that model/trees_bench.cpp includes."""
    folder = build / "trees" / "_".join([kernel.name, kernel.sample, kernel.size]).replace(" ", "_")
    folder.mkdir(parents=True, exist_ok=True)
    _write_rows(kernel, folder / "rows.hpp")
    make = _write_mote if kernel.library == "mote" else _write_peer
    return make(kernel, folder)


def _write_mote(kernel: Kernel, folder: Path) -> Program:
    leaves, way = kernel.kind.split()
    estimator = forests.forest(kernel.size)
    model = mote.convert(estimator, kernel.sample, leaves=leaves)
    (folder / "forest.hpp").write_text(model.header("forest"), encoding="utf-8")
    call = "<forest::model>(x)" if way == "unrolled" else "(forest::model, x)"
    _write_subject(
        kernel, folder, '#include "forest.hpp"\n', "[[gnu::noinline]] static",
        f"static_cast<int32_t>(mote::predict{call})",
    )  # fmt: skip
    X, y = forests.rows(kernel.size)
    labels = model.predict(X)
    return Program(
        [SOURCE], ["-I", str(folder), "-I", str(mote.include_dir())], f"mote {mote.__version__}",
        (int((labels == y).sum()), int((labels == estimator.predict(X)).sum())),
    )  # fmt: skip


def _write_peer(kernel: Kernel, folder: Path) -> Program:
    import peers

    leaves, way = kernel.kind.split()
    estimator = forests.forest(kernel.size)
    flags = ["-I", str(folder)]
    if kernel.library == "emlearn":
        code = peers.emlearn_c(
            estimator, kernel.sample, method=way, leaf_bits=8 if leaves == "soft8" else 0,
            proba=False,
        )  # fmt: skip
        flags += ["-I", str(peers.EMLEARN_INCLUDE)]
        call, arguments, made_with = (
            "peer_model_predict(x, 64)",
            "(const feature*, int32_t)",
            peers.EMLEARN,
        )
    else:
        code = peers.m2cgen_c(estimator, kernel.sample)
        flags += ["-fsingle-precision-constant"] if kernel.sample == "float" else []
        made_with = peers.M2CGEN
        call, arguments = "peer_predict(x)", "(const feature*)"
    (folder / "forest.c").write_text(code, encoding="utf-8")
    _write_subject(
        kernel, folder, f'extern "C" int32_t {call.split("(")[0]}{arguments};\n',
        "[[gnu::always_inline]] static inline", call,
    )  # fmt: skip
    return Program([SOURCE, folder / "forest.c"], flags, made_with, None)


def _write_subject(kernel: Kernel, folder: Path, head: str, manner: str, call: str) -> None:
    (folder / "subject.hpp").write_text(
        f"#pragma once\n#include <stdint.h>\nusing feature = {C_TYPE[kernel.sample]};\n{head}"
        f"{manner} int32_t predict(const feature (&x)[64]) {{\n  return {call};\n}}\n",
        encoding="utf-8",
    )


def _write_rows(kernel: Kernel, path: Path) -> None:
    X, y = forests.rows(kernel.size)
    predicted = forests.forest(kernel.size).predict(X)
    rows = ",\n".join("{" + ",".join(map(str, row)) + "}" for row in X.tolist())

    def listed(name: str, values: Iterable[int]) -> str:
        text = ",".join(map(str, values))
        return f"BENCH_IN_FLASH static const uint8_t {name}[] = {{{text}}};\n"

    path.write_text(
        f"#pragma once\nBENCH_IN_FLASH static const feature rows[][64] = {{\n{rows}}};\n"
        + listed("labels", y.tolist())
        + listed("scikit_learn", np.asarray(predicted).tolist()),
        encoding="utf-8",
    )
