"""The steps behind a model on this machine: the same C++, over windows of recordings."""

from __future__ import annotations

import numpy as np

from ..arrays import Array, Bools, Floats, Ints
from ..host.series import Code, run
from ..host.types import C_TYPE, name_of
from .steps import Code as Steps
from .steps import Decide, Hysteresis
from .values import SmoothValues


def begins(recording: Ints) -> Array:
    """Where windows are of another recording than the one before."""
    return np.asarray(np.diff(recording, prepend=-1) != 0)


def decisions(
    steps: Decide, given: Array, recording: Ints, classes: int, near: Bools | None = None
) -> Array:
    """Places of classes, `classes` for none of them. `given` are the model's labels, uint16 of
    shape (windows,), or the probabilities, float32 or uint16 of shape (windows, classes); `near`
    says of each window whether it is near a class, None: all are.
    """
    unknown = f"uint16_t{{{classes}}}"
    code = steps.code("uint16_t", unknown, C_TYPE[_kind(given)], classes)
    takes = "const sample p = row[2];" if given.ndim == 1 else (
        f"mote::array<sample, {classes}> p{{}};\n"
        f"    for (size_t k = 0; k < {classes}; ++k) p[k] = row[2 + k];"
    )  # fmt: skip
    return _through(code, given, recording, takes, "uint16", near, unknown)


def values(steps: Decide, given: Array, recording: Ints) -> Array:
    """What stands behind a regression, of its values, float32 or int32 of shape (windows,)."""
    code = steps.code_of_values(C_TYPE[_kind(given)])
    return _through(code, given, recording, "const sample p = row[2];", _kind(given))


def _kind(given: Array) -> str:
    kind = name_of(given.dtype)
    assert kind is not None
    return kind


def _through(
    code: Steps,
    given: Array,
    recording: Ints,
    takes: str,
    gives: str,
    near: Bools | None = None,
    unknown: str = "0",
) -> Array:
    """Of each window what the last of the stages gives; `takes` declares `p`, what the first is
    given, of `row`. A window that is not near is `unknown`, whatever the first ones said.
    """
    stages = code.stages
    far = np.zeros(len(given)) if near is None else ~near
    x = np.column_stack([begins(recording), far, given]).astype(given.dtype)
    each = [
        "const sample* row = x;",
        f"for (size_t i = 0; i < m; ++i, row += {x.shape[1]}) {{",
        "  if (row[0] != 0) {",
        *(f"    stage_{i} = {{}};" for i in range(len(stages))),
        "  }",
        f"  result last = {unknown};",
        "  if (row[1] == 0) {",
        f"    {takes}",
    ]
    last = "p"
    for i in range(code.deciding):
        each.append(f"    const auto y_{i} = stage_{i}({last});")
        last = f"y_{i}"
    each += [f"    last = static_cast<result>({last});", "  }"]
    each += [f"  last = stage_{i}(last);" for i in range(code.deciding, len(stages))]
    each += ["  y[i] = last;", "}"]
    ready = "\n  ".join(f"{stage} stage_{i}{{}};" for i, stage in enumerate(stages))
    made = Code(code.includes, ready, "\n    ".join(each), gives, code.declarations)
    _, y, _ = run(made, x.reshape(1, -1), len(x))
    return np.asarray(y[0])


def doubtful(
    steps: Decide,
    probabilities: Floats,
    recording: Ints,
    bound: Floats,
    near: Bools | None = None,
    unsure: Bools | None = None,
) -> Array:
    """Windows of which the class, before labels are smoothed, may be another where probabilities
    are as far as `bound` from these, and of those `unsure` it is not known whether they are `near`.
    """
    if near is not None and unsure is not None:
        return _of_near(steps, probabilities, recording, bound, near, unsure)
    p, slack = probabilities.astype(np.float64).copy(), bound.astype(np.float64).copy()
    if steps.alpha is not None:
        for i in np.flatnonzero(~begins(recording)):
            p[i] = p[i - 1] + steps.alpha * (p[i] - p[i - 1])
            slack[i] = max(slack[i], slack[i - 1])
    slack += 3 / 32768  # of smoothing in integers, and of limits
    if steps.hysteresis is not None:
        return _held(steps.hysteresis, p[:, 1], slack, begins(recording))
    ordered = np.sort(p, axis=1)
    margin = ordered[:, -1] - ordered[:, -2]
    near = margin <= 2 * slack
    if steps.reject is not None:
        near |= np.abs(ordered[:, -1] - steps.reject.probability) <= slack
        near |= np.abs(margin - steps.reject.margin) <= 2 * slack
        if steps.reject.entropy is not None:
            small = np.minimum(slack, 0.25)  # -p log2 p changes by no more than -s log2 s
            change = p.shape[1] * (1 / 2048 - small * np.log2(small))
            change = np.where(slack > 0.25, 16, change)
            bits = -np.where(p > 0, p * np.log2(np.where(p > 0, p, 1)), 0).sum(axis=1)
            near |= np.abs(bits - steps.reject.entropy) <= change
    return np.asarray(near)


def _of_near(
    steps: Decide, p: Floats, recording: Ints, bound: Floats, near: Bools, unsure: Bools
) -> Array:
    """The same where the steps are told of near windows alone. Behind one of which that is not sure
    nothing is known of what is smoothed, until the next recording.
    """
    out = np.array(unsure)
    if not steps.by_probability:
        return out
    asked = near & ~unsure
    if steps.alpha is not None:
        slack = bound.copy()
        for one in np.unique(recording[unsure]):
            behind = (recording == one) & (np.cumsum(unsure & (recording == one)) > 0)
            slack[behind] = 1.0
        bound = slack
    out[asked] = doubtful(steps, p[asked], recording[asked], bound[asked])
    return out


def _held(limits: Hysteresis, p: Floats, slack: Floats, first: Array) -> Array:
    """The same of a hysteresis: windows at which it may be on and may be off. Both stay, until a
    probability is beyond one of the limits whatever it is within its bound.
    """
    least, most = p - slack, p + slack
    may_be_on, may_be_off = False, True
    out = np.zeros(len(p), bool)
    for i in range(len(p)):
        if first[i]:
            may_be_on, may_be_off = False, True
        may_be_on, may_be_off = (
            most[i] >= limits.on or (may_be_on and most[i] >= limits.off),
            least[i] < limits.off or (may_be_off and least[i] < limits.on),
        )
        out[i] = may_be_on and may_be_off
    return out


def allowed(steps: Decide, bound: Floats, size: Floats, unit: float, recording: Ints) -> Floats:
    """How far values behind the steps may be apart where those before them, of that size, are as
    far as `bound`: middle ones and means differ by no more than the largest difference so far. What
    rounding adds is a `unit` of integers, if any, and of floats 2^-20 of the largest, each step.
    """
    means = sum(isinstance(step, SmoothValues) for step in steps.values)
    first = begins(recording)
    most, largest = bound.astype(np.float64).copy(), size.astype(np.float64).copy()
    for i in np.flatnonzero(~first):
        most[i], largest[i] = max(most[i], most[i - 1]), max(largest[i], largest[i - 1])
    return np.asarray(most + (1 + means) * 2.0**-20 * largest + means * unit)
