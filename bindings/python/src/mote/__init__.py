"""mote: machine learning for sensor nodes, from scikit-learn to firmware that predicts the same.

>>> model = mote.convert(forest, dtype="int16")     # doctest: +SKIP
>>> print(model.verify(X_test, y_test))             # doctest: +SKIP
>>> model.save("digits.hpp")                        # doctest: +SKIP
"""

from ._version import __version__
from .chip.boards import Board
from .chip.budget import Budget
from .convert import convert
from .errors import BudgetError, CompilerError, MoteError, UnsupportedError, VerificationError
from .host.library import compiler, include_dir
from .model import Model
from .verify import Verification

__all__ = [
    "Board",
    "Budget",
    "BudgetError",
    "CompilerError",
    "Model",
    "MoteError",
    "UnsupportedError",
    "Verification",
    "VerificationError",
    "__version__",
    "compiler",
    "convert",
    "include_dir",
]
