"""A converted estimator: what the chip will run, run and verified here, and written out."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from . import incoming, quality
from .arrays import Array, Floats
from .chip.boards import Board
from .emit import header, line, origin
from .emit.names import identifier
from .errors import UnsupportedError, UnverifiedWarning, VerificationError
from .families.base import Abi, AnyFamily, Facts, Output, Samples
from .html import pairs
from .progress import waiting
from .run import WALK, Runner, real
from .scaling import Scaling
from .verify import PROBES, Answers, Verification, compare

if TYPE_CHECKING:
    from .chip.report import Report


class Model:
    """A converted estimator. Made by `convert`."""

    def __init__(
        self,
        estimator: Any,
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
        self._family = family
        self._name = type(estimator).__name__  # of reports; as a file, once it was saved
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
        return self.facts.n_features

    @property
    def feature_names_in_(self) -> list[str] | None:
        """The columns of a sample, where the estimator was fitted on a table: X[of this]."""
        names = incoming.columns_of(self.estimator)
        return None if names is None else list(names)

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
        near = identifier(name, "model")
        if near != name:
            raise ValueError(
                f"name={name!r} cannot be a C++ namespace: use letters, digits and single "
                f"underscores, and no word that C++ has taken; for example {near!r}."
            )
        verified = self.verification
        first = origin.lines(
            self.estimator,
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
            text = self._file_text()
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

        `X` are samples as for predict, to count instructions on; without, some are made up.
        `boards` are names of mote.chip.boards.BOARDS or a mote.Board of your own; default: all.
        `name` is the title; default: the file's or the estimator's. `way`: "walk", "unrolled".
        """
        from .chip.report import measure

        rows = None if X is None else self.samples(X)[0].features
        title = self._name if name is None else name
        return measure(
            self.header(), boards=boards, cores=cores, opt=opt, rows=rows, ways=way, title=title
        )

    # --- running what the chip runs -----------------------------------------------------------

    @np.errstate(all="ignore")
    def predict(self, X: ArrayLike) -> Array:
        """Labels or values of samples as the estimator was trained on them, from compiled C++."""
        return self._predicted(self._walked(X, "predict", self._abi.prediction))

    @np.errstate(all="ignore")
    def predict_proba(self, X: ArrayLike) -> Floats:
        """Class probabilities, from compiled C++. Shape: (samples, classes)."""
        output, scores = self._abi.probability, self._abi.score
        if output is None:
            raise AttributeError(
                f"{type(self.estimator).__name__} gives no probabilities: use predict"
                + ("." if scores is None else " or score_samples.")
            )
        return real(self._walked(X, "predict_proba", output), output)

    @np.errstate(all="ignore")
    def score_samples(self, X: ArrayLike) -> Floats:
        """What `mote::score` gives, from compiled C++: anomaly scores of an isolation forest (in
        [-1, 0]: the lower, the more abnormal). Shape: (samples,), or (samples, scores).
        """
        output = self._abi.score
        if output is None:
            raise AttributeError(
                f"{type(self.estimator).__name__} gives no scores, as isolation forests do: use "
                "predict."
            )
        scores = real(self._walked(X, "score", output), output)
        return scores[:, 0] if output.columns == 1 else scores

    @np.errstate(all="ignore")
    @waiting("verifying the model")
    def verify(self, X: ArrayLike, y: ArrayLike | None = None) -> Verification:
        """Compare with the estimator on X, and raise VerificationError if a promise is broken.

        The promise: the estimator's label on every row, and probabilities, scores or values within
        the stated bound, apart from rows that are excused by name and counted. The guide has the
        reasons of each family. Every way to flash the model is held to the same rows, and to
        samples that go through all of it: as a table, as code, and loaded from a file, all with
        the same bits.
        """
        samples, saturated = self.samples(X)
        if len(samples.raw) == 0:
            raise ValueError("X holds no sample: pass the rows that the promise is to hold for.")
        truth = None if y is None else quality.answers(y, len(samples.raw), self.classes_)
        contract = self._family.contract(self.stored, self.estimator, samples)
        others, broken = self._runner.other_ways(
            self.facts.branches, lambda: self._family.file(self.stored)
        )
        own = self._runner.run(WALK, samples.features)
        probes = self._family.probes(self.stored, PROBES)
        every = np.concatenate([samples.features, *([] if probes is None else [probes])])
        findings = compare(
            contract,
            Answers(self._predicted(own["predict"]), self._numbers(own), self._scores(own)),
            self._runner.run(WALK, every),
            {way: why or self._runner.run(way, every) for way, why in others.items()},
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
        incoming.check_columns(X, self.feature_names_in_, "X", "model")
        raw = incoming.numbers(X, self.n_features_in_)
        if self.dtype == "float" or self._scaling is not None:
            seen = raw.astype(np.float32)
            features, clipped = seen, 0
            if self._scaling is not None:
                features, clipped = self._runner.quantize(raw)
            return Samples(raw, seen.astype(np.float64), features), clipped
        features, clipped = incoming.integers(raw, self.dtype)
        return Samples(raw, raw, features), clipped

    # --- details ------------------------------------------------------------------------------

    @cached_property
    def _runner(self) -> Runner:
        return Runner(self._header, self._abi, self.n_features_in_, self._scaling is not None)

    @property
    def _abi(self) -> Abi:
        return self._family.abi(self.stored)

    def _header(self, name: str, first: Iterable[str] = ()) -> str:
        """The header, with comment lines `first`."""
        family, facts = self._family, self.facts
        said = line.write(name, family.name, self._abi, facts, self._scaling is not None)
        body = family.emit(self.stored)
        return header.write(
            name, said, first, facts, body, self.dtype, self._scaling, self.feature_names_in_
        )

    def _file_text(self) -> str:
        file = self._family.file(self.stored)
        if file is None:
            raise UnsupportedError(
                f"{type(self.estimator).__name__} cannot be loaded by firmware at run time: "
                "save a .hpp."
            )
        return file.text

    def _walked(self, X: ArrayLike, verb: str, output: Output) -> Array:
        return self._runner.call(WALK, verb, self.samples(X)[0].features, output)

    def _predicted(self, given: Array) -> Array:
        classes = self.classes_
        if classes is None:
            return real(given, self._abi.prediction)[:, 0]
        return np.asarray(classes[given[:, 0]])

    def _scores(self, results: Mapping[str, Array]) -> Floats | None:
        output = self._abi.score
        return None if output is None else real(results["score"], output)

    def _numbers(self, results: Mapping[str, Array]) -> Floats:
        """What the contract compares: probabilities; without them scores; without those values."""
        abi = self._abi
        if abi.probability is not None:
            return real(results["predict_proba"], abi.probability)
        if abi.score is not None:
            return real(results["score"], abi.score)
        return results["real"] if "real" in results else real(results["predict"], abi.prediction)
