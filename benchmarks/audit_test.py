#!/usr/bin/env python3
"""Each figure of the benchmarks is made wrong once, in a copy, and must be named."""

import csv
import pathlib
import shutil
import sys
import tempfile
import unittest
from collections.abc import Callable

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import audit
import budget
import recount
import results
import signal_kernels
from places import HERE
from results import Counted, SignalRow

Line = dict[str, str]
BIQUADS = "mote biquads, taps at run time"


def of_m55(line: Line) -> bool:
    return (line["name"], line["sample"], line["core"]) == (BIQUADS, "int16", "m55")


class Copies(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        (self.folder / "results").mkdir()
        for name in ("budget.csv", "accuracy.csv", "results/trees.csv", "results/families.csv",
                     "results/families_refused.csv", "results/signals.csv"):  # fmt: skip
            shutil.copy(HERE / name, self.folder / name)

    def edit(self, name: str, change: Callable[[Line], Line | None], seal: bool = False) -> int:
        """Rewrites each line of a file as `change` says, None without it; how many are others."""
        path = self.folder / name
        lines = results.lines(path)
        changed = [(line, change(dict(line))) for line in lines]
        kept = [new for _, new in changed if new is not None]
        if seal:
            kept = [line | {results.SEAL: results.seal(line)} for line in kept]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
        return sum(new != old for old, new in changed)

    def assert_named(self, count: int, *parts: str) -> None:
        found, _ = audit.check(self.folder)
        named = [sentence for sentence in found if all(part in sentence for part in parts)]
        self.assertEqual(len(named), count, "\n".join(found[:5]))
        self.assertGreater(count, 0)

    def test_what_is_committed_is_silent(self) -> None:
        self.assertEqual(audit.check(self.folder)[0], [])
        self.assertEqual(audit.check()[0], [])

    def test_every_ceiling_ten_times_too_high_is_named(self) -> None:
        def ten_times(line: Line) -> Line:
            more = {name: str(10 * int(line[name])) for name in ("flash", "ram", "stack")}
            return line | more | {"instructions": str(10 * float(line["instructions"]))}

        lines = self.edit("budget.csv", ten_times)
        self.assertEqual(lines, len(budget.load()))
        self.assert_named(lines, "a ceiling may be 2% above it", "instructions")
        self.assert_named(lines, "a ceiling may be 2% above it", "bytes of flash")

    def test_one_ceiling_three_percent_too_high_is_named(self) -> None:
        def higher(line: Line) -> Line:
            more = {"instructions": str(1.03 * float(line["instructions"]))}
            return line | more if of_m55(line) and line["opt"] == "-O2" else line

        self.assertEqual(self.edit("budget.csv", higher), 1)
        self.assert_named(1, "the ceiling of", BIQUADS, "on m55 at -O2")

    def test_a_ceiling_below_its_row_is_named(self) -> None:
        def lower(line: Line) -> Line:
            return line | {"flash": "1"} if of_m55(line) and line["opt"] == "-O3" else line

        self.assertEqual(self.edit("budget.csv", lower), 1)
        self.assert_named(1, BIQUADS, "on m55 at -O3", "its ceiling is 1")

    def test_every_accuracy_of_a_million_is_named(self) -> None:
        count = self.edit(
            "results/signals.csv", lambda line: line | {"accuracy": "1000000"}, seal=True
        )
        self.assert_named(count, "expected `accuracy` from", "got 1000000")

    def test_every_label_of_a_forest_right_is_named(self) -> None:
        count = self.edit("results/trees.csv", lambda line: line | {"correct": "200"}, seal=True)
        self.assert_named(count, "expected `correct` from", "got 200")

    def test_every_label_of_a_model_right_is_named(self) -> None:
        count = self.edit("results/families.csv", lambda line: line | {"same": "201"}, seal=True)
        self.assert_named(count, "expected `same` from", "got 201")

    def test_a_refusal_without_its_reason_and_one_too_many_are_named(self) -> None:
        name = "results/families_refused.csv"
        count = self.edit(name, lambda line: line | {"reason": ""})
        self.assert_named(count, "expected a line and a reason", "is there 0 times for 1")
        self.edit(name, lambda line: line | {"name": "emlearn SVR", "reason": "never"})
        self.assert_named(1, "emlearn SVR, diabetes 10 is there", "times for 1")

    def test_bounds_of_accuracy_that_allow_a_million_are_named(self) -> None:
        count = self.edit("accuracy.csv", lambda line: line | {"most": "1000000"})
        self.assert_named(count, "the bound of", "to 1000000", "bring it there")

    def test_an_accuracy_without_a_bound_and_a_bound_of_nothing_are_named(self) -> None:
        def renamed(line: Line) -> Line:
            return line | {"name": "mote new"} if line["name"] == "mote DC blocker" else line

        self.assertEqual(self.edit("accuracy.csv", renamed), 1)
        self.assert_named(1, "the bound of accuracy of mote new", "no committed row")
        rows = [line for line in results.lines(HERE / "results" / "signals.csv")
                if line["name"] == "mote DC blocker"]  # fmt: skip
        self.assert_named(len(rows), "mote DC blocker", "has no bound of `accuracy`")

    def test_a_kernel_that_is_gone_while_its_ceilings_stay_is_named(self) -> None:
        kept = [job for job in audit.all_jobs() if job.kernel.name != "mote DC blocker"]
        found, _ = audit.check(self.folder, kept)
        for file in ("budget.csv has a ceiling", "results/*.csv has a row"):
            named = [sentence for sentence in found if file in sentence]
            self.assertEqual(len(named), len(audit.all_jobs()) - len(kept), found[:5])
            self.assertIn("mote DC blocker", named[0])

    def test_a_row_and_a_ceiling_that_are_gone_are_named(self) -> None:
        lines = self.edit("budget.csv", lambda line: None if of_m55(line) else line)
        self.assert_named(lines, BIQUADS, "budget.csv has no ceiling of it")
        lines = self.edit("results/signals.csv", lambda line: None if of_m55(line) else line)
        self.assert_named(lines, BIQUADS, "results/*.csv has no row of it")

    def test_a_row_that_is_there_twice_is_named(self) -> None:
        path = self.folder / "results" / "signals.csv"
        path.write_text(path.read_text() + path.read_text().splitlines()[-1] + "\n")
        self.assert_named(1, "has 2 lines of it")

    def test_an_edited_row_of_m55_is_named(self) -> None:
        def faster(line: Line) -> Line:
            return line | {"instructions": "90.5"} if of_m55(line) else line

        lines = self.edit("results/signals.csv", faster)
        self.assertEqual(lines, 2)
        self.assert_named(lines, "signals.csv:", "its seal says that it was edited")

    def test_each_column_of_a_row_is_sealed(self) -> None:
        line = results.lines(HERE / "results" / "signals.csv")[100]
        for column in line:
            if column != results.SEAL:
                self.assertNotEqual(results.seal(line | {column: line[column] + "1"}), line["seal"])


class Recount(unittest.TestCase):
    def test_the_parts_are_all_that_is_committed_and_each_is_of_all_cores(self) -> None:
        seen = []
        for part in range(1, recount.PARTS + 1):
            keys = [job.key for jobs in recount.jobs(part) for job in jobs]
            self.assertEqual({key[2] for key in keys}, set(audit.cores()), part)
            self.assertLess(abs(len(keys) - len(budget.load()) / recount.PARTS), 3)
            seen += keys
        self.assertEqual(sorted(seen), sorted(budget.load()))
        whole = [job.key for jobs in recount.jobs(recount.ALL) for job in jobs]
        self.assertEqual(sorted(whole), sorted(seen))

    def test_commits_choose_each_part(self) -> None:
        parts = {recount.part_of_commit(f"{number:040x}") for number in range(50)}
        self.assertEqual(parts, set(range(1, recount.PARTS + 1)))
        self.assertIn(recount.part_of(recount.OF_COMMIT), parts)
        self.assertEqual(recount.part_of("all"), recount.ALL)
        for wrong in ("0", "7", "m4", ""):
            with self.assertRaisesRegex(ValueError, "expected a part from 1 to 6, or all"):
                recount.part_of(wrong)

    def test_a_committed_row_that_another_count_denies_is_named(self) -> None:
        row = SignalRow(BIQUADS, "int16", "m55", "-O2", "3", 100.0, 4000, 0, 60, 517, "gcc 12; x")

        def found(now: Counted, then: Counted) -> str:
            return "\n".join(recount.differences([now], [then]))

        self.assertEqual(found(row, row), "")
        for factor in (0.5, 0.97, 1.03):
            then = SignalRow(*row.key, 100 * factor, 4000, 0, 60, 517, "gcc 12; x")
            self.assertIn(f"its committed row says {100 * factor:g}", found(row, then))
            other = SignalRow(*row.key, 100 * factor, 4000, 0, 60, 517, "gcc 14; x")
            self.assertEqual(found(row, other), "")
        self.assertIn("no line of results", "\n".join(recount.differences([row], [])))

    def test_kernels_have_names_of_their_own(self) -> None:
        keys = [kernel.key for kernel in signal_kernels.KERNELS]
        self.assertEqual(len(keys), len(set(keys)))


if __name__ == "__main__":
    unittest.main()
