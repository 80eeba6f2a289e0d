"""Which models beside forests are counted, as which library converts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kernel import OPTS_OF
from results import Job

PEERS = ("emlearn", "m2cgen")


@dataclass(frozen=True)
class Kernel:
    """One model, converted in one way."""

    library: str  # mote, emlearn, m2cgen
    model: str  # of estimators.py
    way: str  # where a library has several
    sample: str  # feature type
    size: str  # the data, features x classes

    @property
    def name(self) -> str:
        return f"{self.library} {self.model}" + (f", {self.way}" if self.way else "")


@dataclass(frozen=True)
class Task:
    """A fitted model, and what is made of it; a library of PEERS that is not named refuses it."""

    model: str
    size: str
    samples: tuple[str, ...]  # of mote
    emlearn: tuple[tuple[str, str], ...] = ()  # way and sample
    m2cgen: tuple[str, ...] = ()  # samples
    also_refused: tuple[str, ...] = ()  # ways of emlearn

    @property
    def kernels(self) -> list[Kernel]:
        own = [Kernel("mote", self.model, "", sample, self.size) for sample in self.samples]
        own += [Kernel("emlearn", self.model, way, s, self.size) for way, s in self.emlearn]
        return own + [Kernel("m2cgen", self.model, "", s, self.size) for s in self.m2cgen]

    @property
    def refused(self) -> list[Kernel]:
        """Sampled as what the peer would take."""
        missing = [peer for peer in PEERS if peer not in {k.library for k in self.kernels}]
        found = [Kernel(peer, self.model, "", "float", self.size) for peer in missing]
        return found + [
            Kernel("emlearn", self.model, way, "float", self.size) for way in self.also_refused
        ]


_ALL = ("float", "int16", "int8")
_FLOAT = (("", "float"),)
_BOTH = ("float", "double")  # m2cgen writes double, and its users edit it to float
TASKS = (
    Task("GaussianNB", "breast cancer 30 x 2", ("float",), _FLOAT),
    Task("GaussianNB", "digits 64 x 10", ("float",), _FLOAT),
    Task("LogisticRegression", "digits 64 x 10", _ALL, (), _BOTH),
    Task("LinearSVC", "digits 64 x 10", _ALL, (), _BOTH),
    Task("Ridge", "diabetes 10", ("float", "int16"), (), _BOTH),
    Task("SVC", "breast cancer 30 x 2", _ALL, (), _BOTH),
    Task("SVC", "wine 13 x 3", _ALL, (), _BOTH),
    Task("SVR", "diabetes 10", ("float", "int16"), (), _BOTH),
    Task("OneClassSVM", "wine 13", _ALL, (), _BOTH),
    Task("KNeighborsClassifier", "digits 64 x 10", _ALL, (("", "int16"),)),
    Task("KNeighborsClassifier", "digits, full range, 64 x 10", ("float", "int16")),
    Task("MLPClassifier", "digits 64-32-10", _ALL,
         (("loadable", "float"),), (), ("inline",)),
    Task("KMeans", "digits 64 x 10", _ALL),
    Task("KMeans", "wine 13 x 3", _ALL),
    Task("GaussianMixture, full", "wine 13 x 3", ("float",), _FLOAT),
    Task("GaussianMixture, diagonal", "wine 13 x 3", ("float",), _FLOAT),
    Task("BayesianGaussianMixture", "wine 13 x 3", ("float",), _FLOAT),
    Task("EllipticEnvelope", "wine 13", ("float",), _FLOAT),
)  # fmt: skip
KERNELS = [kernel for task in TASKS for kernel in task.kernels]
REFUSED = [kernel for task in TASKS for kernel in task.refused]


def jobs(cores: Iterable[str], kernels: Sequence[Kernel] = KERNELS) -> list[Job[Kernel]]:
    """Those of `cores` that others are compared on."""
    return [
        Job(k, core, opt)
        for core in cores
        if core in OPTS_OF
        for opt in OPTS_OF[core]
        for k in kernels
    ]
