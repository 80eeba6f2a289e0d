"""What mote raises. Every message says what was expected, what came, and what to do."""


class MoteError(Exception):
    """Base of all errors of this package."""


class UnsupportedError(MoteError, ValueError):
    """The estimator or option has no equivalent on the chip."""


class ReadError(MoteError, ValueError):
    """A file from outside is damaged, or of another kind: its message names the place."""


class UnverifiedWarning(UserWarning):
    """A model was saved that nobody has held to its estimator."""


class VerificationError(MoteError, AssertionError):
    """The converted model broke its promise on the data given to `verify`."""


class CompilerError(MoteError, RuntimeError):
    """No host C++17 compiler was found, or it refused the generated code."""


class CacheError(MoteError, RuntimeError):
    """The folder of compiled libraries is open to others, and nothing in it may be executed."""


class BudgetError(MoteError, ValueError):
    """The converted model costs more than its budget."""
