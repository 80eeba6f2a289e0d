"""A converted estimator: what the chip will run, run and verified here, and written out."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from . import quality
from .arrays import Array, Floats
from .chip.boards import Board
from .emit import file, header, line, origin
from .emit.names import check_namespace, identifier
from .errors import UnsupportedError, UnverifiedWarning, VerificationError
from .families.base import Abi, AnyFamily, Facts, Output, Samples, compared, own_samples
from .html import pairs
from .pipeline import decided, given
from .pipeline.front import Front
from .progress import waiting
from .run import WALK, Runner, numbers, plain, real, scores
from .scaling import Scaling
from .verify import PROBES, Answers, Verification, compare

if TYPE_CHECKING:
    from .chip.report import Report


class Model:
    """A converted estimator. Made by `convert`."""

    def __init__(
        self,
        estimator: Any,
        before: Front,
        family: AnyFamily,
        stored: Any,
        dtype: str,
        scaling: Scaling | None,
        options: Mapping[str, Any],
    ) -> None:
        self.estimator = estimator
        self.dtype = dtype
        self.options = dict(options)  # of the family, with defaults filled in
        self.verification: Verification | None = None
        self.stored = stored  # what the chip holds, as the family holds it
        self._before = before
        self._family = family
        self._name = str(getattr(estimator, "title", type(estimator).__name__))  # of reports
        self._warned = False  # that it was saved without verify
        self._scaling = scaling

    @property
    def facts(self) -> Facts:
        """What the model is made of, and what it costs in flash."""
        return self._family.facts(self.stored)

    @property
    def details(self) -> Mapping[str, Any]:
        """Figures of its family: of trees "trees", "splits", "leaves" and "leaf_clusters"."""
        return self.facts.details

    @property
    def classes_(self) -> Array | None:
        """The classes of a classifier, as the estimator names them."""
        return self.facts.classes

    @property
    def n_features_in_(self) -> int:
        """Columns of X, as the estimator takes them; the header takes those that its model uses."""
        return self._before.n_features

    @property
    def feature_names_in_(self) -> list[str] | None:
        """The columns of a sample, where the estimator was fitted on a table: X[of this]."""
        return None if self._before.names is None else list(self._before.names)

    @property
    def table_bytes(self) -> int:
        """Flash that the model's constants take, without code."""
        return self.facts.flash

    def __getstate__(self) -> dict[str, Any]:
        """For pickle and copy: all but the compiled library, which is made again when needed."""
        return {name: value for name, value in self.__dict__.items() if name != "_runner"}

    def __repr__(self) -> str:
        facts = self.facts
        return f"<mote.Model of {type(self.estimator).__name__}: {facts.line}, {facts.flash} bytes>"

    def _repr_html_(self) -> str:
        verified = "not yet" if self.verification is None else self.verification.line
        return pairs(repr(self)[1:-1], [("verified", verified)])

    @np.errstate(all="ignore")
    def header(self, name: str = "model") -> str:
        """The C++ header as text, its namespace called `name`."""
        check_namespace(name, "model")
        verified = self.verification
        first = origin.lines(
            self._before,
            self.facts,
            self._family.options,
            self.options,
            self._scaling is not None,
            "not yet: call verify(X, y) before save" if verified is None else verified.line,
        )
        return self._header(name, first)

    def save(self, path: str | Path, name: str | None = None) -> Path:
        """Write `path`: a C++ header (.hpp, .h) or a file to load at run time (.csv).

        `name` is the namespace of the header; default: the file's own name. A model that was never
        verified warns once.
        """
        path = Path(path)
        if path.suffix in (".hpp", ".h", ".hh"):
            text = self.header(identifier(path.stem, "model") if name is None else name)
        elif path.suffix == ".csv":
            text = file.text(self._family.file(self.stored), self._before.model)
        else:
            raise UnsupportedError(
                f"cannot save {path.name!r}: the ending says the format, .hpp for a C++ header or "
                ".csv for a file that firmware loads at run time."
            )
        path.write_text(text, encoding="utf-8", newline="\n")
        self._name = path.stem
        if self.verification is None and not self._warned:
            self._warned = True
            warnings.warn(
                f"the model in {path.name!r} was never verified: call verify(X, y) on rows that "
                "were held out before you save it.",
                UnverifiedWarning,
                stacklevel=2,
            )
        return path

    def report(
        self,
        X: ArrayLike | None = None,
        boards: Iterable[str | Board] | None = None,
        *,
        cores: Iterable[str] | None = None,
        opt: str = "-Os",
        name: str | None = None,
        way: str | None = None,
    ) -> Report:
        """What the model costs on real boards: flash, RAM, stack, instructions, time, and whether
        it fits. `print(report)`, `report.save("cost.html")`, `report.save("cost.csv")`.

        `X` are samples as for predict, to count instructions on; without, some are made up. Of a
        Pipeline of windows it is the whole way from raw samples, and what each part of it takes.
        `boards` are names of mote.chip.boards.BOARDS or a mote.Board of your own; default: all.
        `name` is the title; default: the file's or the estimator's. `way`: "walk", "unrolled".
        """
        from .chip.measure import measure

        rows = None if X is None else self._counted_on(X)
        title = self._name if name is None else name
        return measure(
            self.header(), boards=boards, cores=cores, opt=opt, rows=rows, ways=way, title=title
        )

    # --- running what the chip runs -----------------------------------------------------------

    @np.errstate(all="ignore")
    def predict(self, X: ArrayLike) -> Array:
        """Labels or values of samples as the estimator was trained on them, from compiled C++."""
        samples, output = self.samples(X)[0], self._abi.prediction
        if isinstance(samples, given.Decided):
            return self._predicted(samples.decisions)
        return self._predicted(self._runner.call(WALK, "predict", samples.features, output))

    @np.errstate(all="ignore")
    def predict_proba(self, X: ArrayLike) -> Floats:
        """Class probabilities, from compiled C++. Shape: (samples, classes)."""
        output, scores = self._abi.probability, self._abi.score
        if output is None:
            raise AttributeError(
                f"{type(self._before.model).__name__} gives no probabilities: use predict"
                + ("." if scores is None else " or score_samples.")
            )
        return real(self._walked(X, "predict_proba", output), output)

    @np.errstate(all="ignore")
    def score_samples(self, X: ArrayLike) -> Floats:
        """What `mote::score` gives, from compiled C++: anomaly scores of an isolation forest (in
        [-1, 0]: the lower, the more abnormal). Shape: (samples,), or (samples, scores).
        """
        output, kind = self._abi.score, type(self._before.model).__name__
        if output is None:
            raise AttributeError(f"{kind} gives no scores, as isolation forests do: use predict.")
        return plain(self._walked(X, "score", output), output)

    @np.errstate(all="ignore")
    @waiting("verifying the model")
    def verify(self, X: ArrayLike, y: ArrayLike | None = None) -> Verification:
        """Compare with the estimator on X, and raise VerificationError if a promise is broken.

        The promise: the estimator's label on every row, and probabilities, scores or values within
        the stated bound, apart from rows that are excused by name and counted. The guide has the
        reasons of each family. Every way to flash the model is held to the same bits on these rows
        and on samples that go through all of it: as a table, as code, and loaded from a file.
        """
        early, front, runner = None, self._before, self._runner
        if front.windows is not None:  # features need the library: compile it once
            X, y = front.windows.answered(X, y)
            early = self._other_ways()
        samples, saturated = self.samples(X)
        if len(samples.raw) == 0:
            raise ValueError("X holds no sample: pass the rows that the promise is to hold for.")
        truth = None if y is None else quality.answers(y, len(samples.raw), self.classes_)
        contract = self._family.contract(self.stored, self._before.reference, samples)
        others, broken = early or self._other_ways()
        own = self._runner.run(WALK, samples.features)
        probes = self._family.probes(self.stored, PROBES)
        every = np.concatenate([samples.features, *([] if probes is None else [probes])])
        ways: dict[str, Mapping[str, Array] | str] = {
            way: why or runner.run(way, every) for way, why in others.items()
        }
        held, more = given.held(samples, front, self.dtype, runner, own, contract, truth)
        said, worse = compared(self._family, self.stored, self._before.reference, samples)
        ways.update({**held, **said})
        broken += more + worse
        findings = compare(
            contract,
            self._answers(own),
            self._runner.run(WALK, every),
            ways,
            saturated,
            f"{saturated} feature values were outside the range of {self.dtype} and clipped: "
            "calibrate on samples that span it.",
            truth,
            self.classes_,
        )
        self.verification = findings.verification
        if broken := findings.broken + broken:
            raise VerificationError(" ".join(broken))
        return findings.verification

    @np.errstate(all="ignore")
    def samples(self, X: ArrayLike) -> tuple[Samples, int]:
        """Rows as the chip gets them, and how many of their values were clipped."""
        own = own_samples(self._family, self.stored, X)
        if own is not None:
            return own
        front, runner = self._before, self._runner
        if front.windows is not None:
            return given.from_windows(X, front, front.windows, self.dtype, runner)
        return given.from_rows(X, front, self.dtype, runner, self._scaling is not None, self.facts)

    # --- details ------------------------------------------------------------------------------

    def _other_ways(self) -> tuple[dict[str, str], list[str]]:
        return self._runner.other_ways(self.facts.branches, lambda: self._family.file(self.stored))

    def _counted_on(self, X: Any) -> Array:
        """What a report runs: raw windows, where the header has the whole way, or features."""
        windows = self._before.windows
        return self.samples(X)[0].features if windows is None else windows.counted(X)

    @cached_property
    def _runner(self) -> Runner:
        scaled, windows = self._scaling is not None, self._windows
        return Runner(self._header, self._abi, self.facts.n_features, scaled, windows)

    @property
    def _windows(self) -> Any:
        return decided.on_chip(self._before, self._abi, self.facts)

    @property
    def _abi(self) -> Abi:
        return self._family.abi(self.stored)

    def _header(self, name: str, first: Iterable[str] = ()) -> str:
        """The header, with comment lines `first`."""
        family, facts, windows = self._family, self.facts, self._windows
        shape = None if windows is None else windows.shape
        said = line.write(name, family.name, self._abi, facts, self._scaling is not None, shape)
        body, columns = family.emit(self.stored), self._before.columns_taken
        none = decided.unknown(self._before, facts)
        return header.write(
            name, said, first, facts, body, self.dtype, self._scaling, columns, windows, none
        )

    def _walked(self, X: ArrayLike, verb: str, output: Output) -> Array:
        return self._runner.call(WALK, verb, self.samples(X)[0].features, output)

    def _answers(self, own: Mapping[str, Array]) -> Answers:
        abi = self._abi
        return Answers(self._predicted(own["predict"]), numbers(own, abi), scores(own, abi))

    def _predicted(self, values: Array) -> Array:
        if self.classes_ is None:
            return plain(values, self._abi.prediction)
        return np.asarray(self._before.decided(self.classes_)[values[:, 0]])
