"""mote: machine learning for sensor nodes, from scikit-learn to firmware that predicts the same.

>>> model = mote.convert(forest, dtype="int16")     # doctest: +SKIP
>>> print(model.verify(X_test, y_test))             # doctest: +SKIP
>>> model.save("digits.hpp")                        # doctest: +SKIP
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from . import feature, filters, transform
from ._version import __version__
from .chip.boards import Board
from .chip.budget import Budget
from .chip.scorer import CostScorer, Pareto, cost_scorer, pareto
from .convert import convert
from .decisions.steps import Hysteresis, Majority, MinimalDuration, Reject, SmoothProbabilities
from .decisions.values import RunningMedian, SmoothValues
from .errors import (
    BudgetError,
    CacheError,
    CompilerError,
    MoteError,
    ReadError,
    UnsupportedError,
    UnverifiedWarning,
    VerificationError,
)
from .host.cache import cache_dir, clear_cache
from .host.compiler import compiler
from .host.headers import include_dir
from .model import Model
from .recordings.cut import Windows, windows
from .recordings.folder import Folder, load_folder
from .verify import Verification

if TYPE_CHECKING:
    from .features.catch22 import Catch22
    from .features.cepstral import Mel, Mfcc
    from .features.framed import Framed
    from .features.motion import Motion
    from .features.spectral import Spectrum
    from .features.statistics import Statistics
    from .features.windowed import Windowed

__all__ = [
    "Board",
    "Budget",
    "BudgetError",
    "CacheError",
    "Catch22",
    "CompilerError",
    "CostScorer",
    "Folder",
    "Framed",
    "Hysteresis",
    "Majority",
    "Mel",
    "Mfcc",
    "MinimalDuration",
    "Model",
    "MoteError",
    "Motion",
    "Pareto",
    "ReadError",
    "Reject",
    "RunningMedian",
    "SmoothProbabilities",
    "SmoothValues",
    "Spectrum",
    "Statistics",
    "UnsupportedError",
    "UnverifiedWarning",
    "Verification",
    "VerificationError",
    "Windowed",
    "Windows",
    "__version__",
    "cache_dir",
    "clear_cache",
    "compiler",
    "convert",
    "cost_scorer",
    "feature",
    "filters",
    "include_dir",
    "load_folder",
    "pareto",
    "transform",
    "windows",
]

# What needs scikit-learn, which comes in when it is asked for.
_ASKED_FOR = {
    "Catch22": ".features.catch22",
    "Framed": ".features.framed",
    "Mel": ".features.cepstral",
    "Mfcc": ".features.cepstral",
    "Motion": ".features.motion",
    "Spectrum": ".features.spectral",
    "Statistics": ".features.statistics",
    "Windowed": ".features.windowed",
}


def __getattr__(name: str) -> Any:
    if name in _ASKED_FOR:
        return getattr(importlib.import_module(_ASKED_FOR[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
