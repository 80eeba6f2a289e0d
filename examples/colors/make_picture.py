"""Writes china.ppm, a photograph that comes with scikit-learn, every fourth pixel: for
example_colors. With `picture before.ppm after.ppm out.jpg` both side by side.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_sample_image


def write(path: Path, every: int) -> None:
    pixels = np.ascontiguousarray(load_sample_image("china.jpg")[: 427 - 427 % every : every])
    pixels = np.ascontiguousarray(pixels[:, ::every])
    height, width = pixels.shape[:2]
    path.write_bytes(f"P6\n{width} {height}\n255\n".encode() + pixels.tobytes())


def side_by_side(before: str, after: str, out: str) -> None:
    from PIL import Image

    both = [Image.open(path) for path in (before, after)]
    width, height = both[0].size
    page = Image.new("RGB", (2 * width + 8, height), "white")
    page.paste(both[0], (0, 0))
    page.paste(both[1], (width + 8, 0))
    page.save(out, quality=80)


if __name__ == "__main__":
    if sys.argv[1:2] == ["picture"]:
        side_by_side(*sys.argv[2:5])
    else:
        write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 4)
