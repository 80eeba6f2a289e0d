"""What is counted of models that are no trees: programs, their goals and peers."""

from __future__ import annotations

from collections.abc import Mapping

from kernel import SMALL, Kernel

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


def _linear(name: str, sample: str, defines: tuple[str, ...] = ()) -> Kernel:
    """A row of model/linear_bench.cpp: right rows of 60, and 1000 times those as scikit-learn."""
    kind = sample if sample == "float" else f"{sample}_t"
    return Kernel(
        f"mote logistic regression, {name}", sample, "64 x 10", "model/linear_bench.cpp",
        (f"SAMPLE={kind}", *defines), unit="row", accuracy="{:.3f} thousand rows as scikit-learn",
        accuracy_unit=1000,
        peers=("m2cgen LogisticRegression",) if name == "label" and sample == "float" else (),
    )  # fmt: skip


for _sample in ("float", "int16", "int8"):
    KERNELS += [
        _linear("label", _sample),
        _linear("probabilities", _sample, ("PROBA",)),
    ]


def _of_file(name: str, sample: str, work: str, unit: str) -> Kernel:
    """A row of model/files_bench.cpp: right rows of 60, and 1000 times those as scikit-learn."""
    kind = sample if sample == "float" else f"{sample}_t"
    return Kernel(
        f"mote logistic regression from a file, {name}", sample, "64 x 10",
        "model/files_bench.cpp", (f"SAMPLE={kind}", f"FILE=LOGISTIC_FILE_{sample}", work),
        unit=unit, accuracy="{:.3f} thousand rows as scikit-learn", accuracy_unit=1000,
        not_on=SMALL,
    )  # fmt: skip


for _sample in ("float", "int16"):
    KERNELS += [
        _of_file("loading", _sample, "LOADING", "byte"),
        _of_file("label", _sample, "PREDICTING", "row"),
    ]


def _learning(name: str, work: str, off: str) -> Kernel:
    """A row of model/learning_linear_bench.cpp: what is off after 20 times 64 samples."""
    return Kernel(
        f"mote {name}", "float", "8 features", "model/learning_linear_bench.cpp",
        (f"WORK={work}",), unit="sample", accuracy=off,
    )  # fmt: skip


KERNELS += [
    _learning("learning linear regression", "linear", "{:.0f}e-6 off"),
    _learning("recursive least squares", "recursive", "{:.0f}e-6 off"),
    _learning("learning logistic regression, 4 classes", "logistic", "{:.0f} wrong of 64"),
]


def _tree(name: str, work: str, sample: str) -> Kernel:
    """A row of model/hoeffding_tree_bench.cpp: what it names wrongly after 5 times 64 samples.

    With 384 looks for a split simavr is not done in ten minutes.
    """
    kind = sample if sample == "float" else f"{sample}_t"
    return Kernel(
        f"mote Hoeffding tree: {name}", sample, "8 features x 4, 15 splits",
        "model/hoeffding_tree_bench.cpp", (f"WORK={work}", f"SAMPLE={kind}"), unit="sample",
        accuracy="{:.0f} wrong of 64", not_on=("avr",) if work == "learn_look" else (),
    )  # fmt: skip


for _sample in ("float", "int16"):
    KERNELS += [
        _tree("label", "label_of", _sample),
        _tree("label by naive Bayes", "label_bayes", _sample),
        _tree("a sample learnt", "learn", _sample),
        _tree("a sample learnt, naive Bayes too", "learn_bayes", _sample),
        _tree("a sample learnt and a look for a split", "learn_look", _sample),
    ]


def _boosted(name: str, size: str, model: str, rows: str, *defines: str) -> Kernel:
    """A row of model/boosted_bench.cpp: right rows of 40, and 1000 times those as the estimator."""
    return Kernel(
        f"mote {name}", "float", size, "model/boosted_bench.cpp",
        (f"MODEL={model}", f"ROWS={rows}", *defines), unit="row",
        accuracy="{:.3f} thousand rows as the estimator", accuracy_unit=1000, not_on=SMALL,
    )  # fmt: skip


for _way, _defines in (("walked", ()), ("as code", ("CODE",))):
    KERNELS += [
        _boosted(f"XGBoost: label, {_way}", "30 features, 10 trees", "boosted_whole",
                 "BOOSTED_WHOLE", *_defines),
        _boosted(f"XGBoost of missing values: label, {_way}", "30 features, 10 trees",
                 "boosted_missing", "BOOSTED_MISSING", *_defines),
        _boosted(f"CatBoost: label, {_way}", "13 x 3, 20 trees", "levels_wine", "LEVELS",
                 *_defines),
        _boosted(f"CatBoost as a table: label, {_way}", "13 x 3, 20 trees", "levels_table",
                 "LEVELS", *_defines),
    ]  # fmt: skip


def _mlp(name: str, sample: str, defines: tuple[str, ...] = ()) -> Kernel:
    """A row of model/mlp_bench.cpp: right rows of 20, and 1000 times those as scikit-learn."""
    goals = {"float": {"m4": 5500.0}, "int8": {"m0": 14000.0, "m4": 4000.0, "m55": 800.0}}
    peers = {"float": "emlearn MLP f32 loadable 64-32-10", "int8": "CMSIS-NN FC s8 64-32-10"}
    is_label = name == "label"
    return Kernel(
        f"mote perceptron, {name}", sample, "64-32-10", "model/mlp_bench.cpp",
        (f"KIND={sample}", *defines), unit="row", accuracy="{:.3f} thousand rows as scikit-learn",
        accuracy_unit=1000, goals=goals.get(sample, {}) if is_label else {},
        peers=(peers[sample],) if is_label and sample in peers else (),
    )  # fmt: skip


for _sample in ("float", "int16", "int8"):
    KERNELS += [_mlp("label", _sample), _mlp("probabilities", _sample, ("PROBA",))]
