"""What a unit of an integer sum is worth where the sum is a logarithm."""

from __future__ import annotations

import numpy as np

LOGIT = float(np.log2(np.e))  # halvings


def decay(halvings: float) -> tuple[int, int]:
    """mote::decay of a unit that is worth so many halvings: factor * 2^(-16 - shift) of them."""
    shift = int(15 - np.floor(np.log2(halvings * 65536)))
    factor = round(halvings * 65536 * 2.0**shift)
    if factor == 65536:
        factor, shift = 32768, shift - 1
    if shift > 47:  # 2^32 such units are less than a probability can show
        factor, shift = 32768, 47
    return factor, shift
