"""Every family that `convert` knows: a new one is one line here."""

from __future__ import annotations

import difflib
import re
import reprlib
from collections.abc import Mapping
from typing import Any

from ..errors import UnsupportedError
from .base import AnyFamily, full_name
from .categorical import Categorical
from .combined.family import Combined
from .gmm import Mixtures
from .knn.family import Knn
from .linear.family import Linear
from .mahalanobis import Mahalanobis
from .mlp.family import Mlp
from .naive_bayes import NaiveBayes
from .network import model_file
from .network.family import Networks
from .qda import QuadraticDiscriminant
from .svm.family import Svm
from .trees import boosters
from .trees.family import Trees


def _of_member(estimator: Any) -> tuple[Any, AnyFamily]:
    """An estimator inside of another, or what stands for it, and its family."""
    estimator = stand_in(estimator)
    return estimator, find(estimator)


FAMILIES: tuple[AnyFamily, ...] = (
    Trees(),
    NaiveBayes(),
    Categorical(),
    Mixtures(),
    QuadraticDiscriminant(),
    Mahalanobis(),
    Linear(),
    Knn(),
    Mlp(),
    Svm(),
    Combined(_of_member),
    Networks(),
)

# What is a model and no estimator, and what makes an estimator of it.
_STAND_IN: dict[str, Any] = {**boosters.STAND_IN, **model_file.STAND_IN}

OLDEST = (1, 5)  # of scikit-learn, as pyproject.toml has it
TESTED = "1.5 and 1.9"

_HINTS = {
    "AdaBoostRegressor": "GradientBoostingRegressor is the nearest that works",
    "OneVsOneClassifier": "fit its estimator on all classes at once: SVC decides so by itself",
    "MultiOutputClassifier": "convert each of its estimators_, one an output",
    "MultiOutputRegressor": "convert each of its estimators_, one an output",
    "RandomTreesEmbedding": "it makes columns and no answer: RandomForest decides by such trees",
    "NearestCentroid": "KNeighborsClassifier is the nearest that works",
    "RadiusNeighborsClassifier": "KNeighborsClassifier is the nearest that works",
    "RadiusNeighborsRegressor": "KNeighborsRegressor is the nearest that works",
}


def stand_in(estimator: Any) -> Any:
    """An estimator for what is a model and none; anything else is itself."""
    if isinstance(estimator, type):
        return estimator
    if model_file.is_keras(estimator):
        return model_file.from_keras(estimator)
    made = _STAND_IN.get(full_name(estimator))
    return estimator if made is None else made(estimator)


def find(estimator: Any) -> AnyFamily:
    """The family of a fitted estimator, by its full name.

    Raises UnsupportedError with what is converted, and the nearest of it.
    """
    if isinstance(estimator, type):
        raise UnsupportedError(
            f"mote.convert got the class {estimator.__name__}, not an instance: pass what "
            f"{estimator.__name__}(...).fit(X, y) returns. It converts {supported()}."
        )
    kind, name = type(estimator), full_name(estimator)
    if name.startswith("sklearn."):
        _check_version()
    for family in FAMILIES:
        if name in family.estimators:
            if not hasattr(estimator, "n_features_in_"):
                raise UnsupportedError(
                    f"{kind.__name__} is not fitted: call fit(X, y) before convert."
                )
            return family
    known = any(known.endswith(f".{kind.__name__}") for f in FAMILIES for known in f.estimators)
    hint = _HINTS.get(kind.__name__, "the nearest that works is one of those")
    raise UnsupportedError(
        f"mote.convert cannot convert {name if known else kind.__name__}. It converts "
        f"{supported()}; {hint}."
    )


def _check_version() -> None:
    """Raises UnsupportedError where scikit-learn holds its trees otherwise than mote reads them."""
    import sklearn

    found = re.match(r"(\d+)\.(\d+)", sklearn.__version__)
    if found is not None and (int(found[1]), int(found[2])) < OLDEST:
        raise UnsupportedError(
            f"mote.convert reads estimators of scikit-learn {OLDEST[0]}.{OLDEST[1]} or newer (it "
            f"is tested with {TESTED}), and this is {sklearn.__version__}, which holds them "
            "otherwise: pip install -U scikit-learn, and fit again."
        )


def supported() -> str:
    """All that is converted, in words."""
    return ", ".join(family.converts for family in FAMILIES)


def options_of(family: AnyFamily, estimator: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """All options of a family: those given, and the others' defaults.

    Raises UnsupportedError for one that the family does not take.
    """
    known = family.options
    for name, value in given.items():
        if name in known:
            continue
        kind = type(estimator).__name__
        takes = "; ".join(f"{key}=, {option.says}" for key, option in known.items()) + "."
        near = difflib.get_close_matches(name, known, 1, 0.6)
        raise UnsupportedError(
            f"{name}={reprlib.repr(value)} is not an option of {kind}: beside dtype=, calibrate= "
            "and budget= "
            + (f"it takes {takes}" if known else "it takes none: leave it out.")
            + (f" Did you mean {near[0]}=?" if near else "")
        )
    return {name: given.get(name, option.default) for name, option in known.items()}
