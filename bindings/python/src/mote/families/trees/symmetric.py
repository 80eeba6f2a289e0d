"""Lays symmetric trees out as include/mote/model/trees/symmetric_trees.hpp walks them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...arrays import Array, Ints
from ...scaling import INTEGER_RANGE, Scaling
from .ensemble import Ensemble, Tree
from .layout import feature_bytes, key, thresholds
from .leaves import Leaves


@dataclass(frozen=True)
class Symmetric:
    """The arrays of symmetric_trees."""

    depths: list[int]
    borders: list[int]  # as mote::key orders them
    columns: list[int]  # byte offsets
    leaves: list[float | int]  # tree by tree, leaf by leaf, a value an output
    index_bits: int
    leaf_bytes: int
    key_bytes: int

    @property
    def levels_flash(self) -> int:
        """Bytes of depths and splits, which the code has in itself."""
        return len(self.depths) + len(self.borders) * (self.key_bytes + self.index_bits // 8)

    @property
    def leaves_flash(self) -> int:
        return len(self.leaves) * self.leaf_bytes

    @property
    def flash(self) -> int:
        return self.levels_flash + self.leaves_flash


def build(
    ensemble: Ensemble, leaves: Leaves, dtype: str, scaling: Scaling | None
) -> Symmetric | None:
    """The trees level by level; None where one is not symmetric, or has a level that no sample of
    the type can take both ways.
    """
    if not ensemble.symmetric or ensemble.n_features * feature_bytes(dtype) > 2**16:
        return None
    outputs = ensemble.outputs
    limits = thresholds(ensemble, dtype, scaling)
    depths, borders, columns, values = list[int](), list[int](), list[int](), list[Array]()
    for at in range(0, len(limits), outputs):
        tree, limit = ensemble.trees[at], limits[at]
        depth = len(tree.left).bit_length() - 1
        if not _is_symmetric(tree, limit, depth) or not _in_range(limit[: 2**depth - 1], dtype):
            return None
        first = 2 ** np.arange(depth) - 1  # of each level
        exact = limit.dtype == np.float32
        depths.append(depth)
        borders += [key(limit[i] if exact else int(limit[i])) for i in first.tolist()]
        columns += (tree.feature[first] * feature_bytes(dtype)).tolist()
        ends = slice(2**depth - 1, None)
        values.append(np.stack([slots[ends] for slots in leaves.slots[at : at + outputs]], axis=1))
    if not borders:
        return None
    return Symmetric(
        depths,
        borders,
        columns,
        np.concatenate(values).ravel().tolist(),
        8 if max(columns) < 2**8 else 16,
        2 if leaves.format == "int16" else 4,
        feature_bytes(dtype),
    )


def _is_symmetric(tree: Tree, limit: Array, depth: int) -> bool:
    """Whether a level has one split, and the levels stand one behind the other."""
    inner = 2**depth - 1
    level: Ints = np.repeat(np.arange(depth), 2 ** np.arange(depth))
    first = (2 ** np.arange(depth) - 1)[level]
    return (
        len(tree.left) == 2 * inner + 1
        and bool((tree.left[:inner] == 2 * np.arange(inner) + 1).all())
        and bool((tree.right[:inner] == tree.left[:inner] + 1).all())
        and bool((tree.left[inner:] < 0).all())
        and bool((tree.feature[:inner] == tree.feature[first]).all())
        and bool((limit[:inner] == limit[first]).all())
    )


def _in_range(limit: Array, dtype: str) -> bool:
    if dtype == "float":
        return True
    low, high = INTEGER_RANGE[dtype]
    return bool(((limit >= low) & (limit < high)).all())
