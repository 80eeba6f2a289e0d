"""mote: machine learning for sensor nodes, from scikit-learn to firmware that predicts the same.

>>> model = mote.convert(forest, dtype="int16")     # doctest: +SKIP
>>> print(model.verify(X_test, y_test))             # doctest: +SKIP
>>> model.save("digits.hpp")                        # doctest: +SKIP
"""

from ._version import __version__
from .chip.boards import Board
from .chip.budget import Budget
from .convert import convert
from .errors import (
    BudgetError,
    CacheError,
    CompilerError,
    MoteError,
    UnsupportedError,
    UnverifiedWarning,
    VerificationError,
)
from .host.cache import cache_dir, clear_cache
from .host.compiler import compiler
from .host.headers import include_dir
from .model import Model
from .verify import Verification

__all__ = [
    "Board",
    "Budget",
    "BudgetError",
    "CacheError",
    "CompilerError",
    "Model",
    "MoteError",
    "UnsupportedError",
    "UnverifiedWarning",
    "Verification",
    "VerificationError",
    "__version__",
    "cache_dir",
    "clear_cache",
    "compiler",
    "convert",
    "include_dir",
]
