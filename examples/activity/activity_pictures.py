"""The pictures of demo.py, as SVG."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

# Colours that red-green blind readers can tell.
COLOURS = ("#0072b2", "#b34700", "#009e73")


def windows_picture(windows: Mapping[str, NDArray[np.int16]], rate: float, counts: float) -> str:
    """What the sensor says in a window of each activity; `counts` are of 1 g."""
    figure, axes = plt.subplots(
        1, len(windows), figsize=(9, 2.4), layout="constrained", sharey=True, squeeze=False
    )
    for axis, (label, window) in zip(axes.flat, windows.items()):
        for column, colour, name in zip(window.T / counts, COLOURS, "xyz"):
            axis.plot(np.arange(len(window)) / rate, column, color=colour, linewidth=1, label=name)
        axis.set_title(label)
        axis.set_xlabel("s")
        axis.spines[["top", "right"]].set_visible(False)
    axes[0, 0].set_ylabel("g")
    axes[0, -1].legend(frameon=False, loc="upper right", fontsize=8)
    return _svg(figure)


def choice_picture(points: Sequence[tuple[str, float, float]]) -> str:
    """Accuracy against instructions: (name, instructions a window, accuracy)."""
    figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
    axes.plot([p[1] for p in points], [100 * p[2] for p in points], "o-", color=COLOURS[0])
    for name, instructions, accuracy in points:
        axes.annotate(name, (instructions, 100 * accuracy), xytext=(6, -12),
                      textcoords="offset points", fontsize=9)  # fmt: skip
    axes.set_xlim(left=0)
    axes.set_xlabel("instructions a decision on Cortex-M4F")
    axes.set_ylabel("accuracy in %, on recordings held out")
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    return _svg(figure)


def _svg(figure: Any) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg")
    plt.close(figure)
    return out.getvalue()[out.getvalue().index("<svg") :]
