"""What a network is held to: its reference, bit for bit where it is of integers."""

from __future__ import annotations

import numpy as np

from ...arrays import Floats
from ..base import Contract, Evidence, Excuse, Samples
from . import reference
from .model_file import is_classifier, real
from .stored import Stored

# Of a float network: what the order of sums and the precision of float32 may change, by the size
# of the numbers that a layer gives.
FLOAT = 1e-5
OWN = "the network in numpy"


def contract(stored: Stored, samples: Samples) -> Contract:
    network = stored.network
    every = reference.every(network, samples.features)
    rows = len(samples.features)
    numbers = real(network, every[-1].reshape(rows, -1))
    bound = np.zeros(rows)
    if network.dtype == "float":
        bound = FLOAT * np.maximum(1.0, np.abs(numbers).max(axis=1))
    if stored.classes is None:
        return Contract(numbers, None, numbers, bound, {}, ceiling=np.inf, whose=OWN)
    at = network.output.inputs[0] if is_classifier(network) else -1
    before = network.layers[at]
    weighed = every[at].reshape(rows, -1).astype(np.float64)
    places = weighed.argmax(axis=1)
    excused = {}
    if network.dtype == "float":
        near = _ahead(weighed) <= 2.0 * FLOAT * np.maximum(1.0, np.abs(weighed).max(axis=1))
        excused["near a tie"] = Excuse(near)
    labels = stored.classes[places]
    scores = (weighed - before.zero) * before.scale
    of_scores = FLOAT * np.maximum(1.0, np.abs(scores)) if bound.any() else np.zeros(scores.shape)
    return Contract(
        labels, labels, numbers, bound, excused, Evidence(scores, of_scores), np.inf, OWN
    )


def _ahead(weighed: Floats) -> Floats:
    """How far the largest number is above the next."""
    if weighed.shape[1] < 2:
        return np.full(len(weighed), np.inf)
    two = np.sort(weighed, axis=1)[:, -2:]
    return np.asarray(two[:, 1] - two[:, 0])
