"""How far float32 reaches, and what it rounds: what bounds are made of."""

from __future__ import annotations

import numpy as np

LARGEST = float(np.finfo(np.float32).max)
LOWEST = -LARGEST  # the start of a class that never is
UNIT = 2.0**-24 * 1.001  # half a step of float32 at 1; the rest is for products of roundings
TINY = 2.0**-149  # the smallest float32: what a product may lose below the normal ones
EXP = 2.0**-22  # of mote::exp, relative
