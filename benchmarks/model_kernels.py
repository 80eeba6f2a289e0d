"""What is counted of models that are no trees: programs, their goals and peers."""

from __future__ import annotations

from collections.abc import Mapping

from kernel import Kernel

KERNELS: list[Kernel] = []


def _curves(name: str, model: str, goals: Mapping[str, float], peer: str = "") -> Kernel:
    """A row of model/curves_bench.cpp, whose check() is the largest error of a log density."""
    return Kernel(
        f"mote {name}", "float", "8 features x 4", "model/curves_bench.cpp", (f"MODEL={model}",),
        unit="sample", accuracy="{:.2f}e-6 off", accuracy_unit=1000, goals=goals,
        peers=(peer,) if peer else (),
    )  # fmt: skip


_GMM = "emlearn GMM 8f 4c full log_proba"
_NB = "emlearn GaussianNB 8f 4c"
KERNELS += [
    _curves("GMM, full covariance: log density", "full_density", {"m4": 1900}, _GMM),
    _curves("GMM, tied covariance: log density", "tied_density", {}),
    _curves("GMM, diagonal covariance: log density", "diagonal_density", {"m4": 500}),
    _curves("GMM, full covariance: component", "full_component", {"m4": 1900}),
    _curves("GMM, diagonal covariance: component", "diagonal_component", {"m4": 500}),
    _curves("Gaussian naive Bayes: label", "naive_bayes", {"m4": 500}, _NB),
]
