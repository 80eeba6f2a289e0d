"""Python reaches every header that makes samples into samples, spectra or features."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mote

PACKAGE = Path(mote.__file__).parent
# What is a part of what another one gives, or has no samples.
APART = {
    "filter/interleave": "is x[:, ::2] and stack of numpy",
    "transform/dct_table": "is a part of dct",
    "transform/power": "is a part of power_to_db",
    "feature/calibration": "is a number of a data sheet",
    "feature/level_histogram": "is a part of level",
    "feature/level_options": "is an argument of level",
    "feature/mel_options": "is an argument of mel",
    "feature/frame": "is what windows cuts, held to it by test_windows.py",
}


def reached() -> set[str]:
    """Headers that a module of the package names, in full or as the first argument of filtered."""
    found = set()
    for folder in ("filters", "transform", "feature", "features"):
        for path in (PACKAGE / folder).glob("*.py"):
            text = path.read_text(encoding="utf-8")
            found |= set(re.findall(r"mote/(\w+/\w+)\.hpp", text))
            names = re.findall(r'(?:filtered|_moving)\(\s*"(\w+)"', text)
            found |= {f"filter/{name}" for name in names}
            found |= {f"feature/{kind}" for kind in re.findall(r'_frames\(x, "(\w+)"', text)}
    return found


@pytest.mark.parametrize("folder", ["filter", "transform", "feature"])
def test_every_header_is_reached_or_said_why_not(folder: str) -> None:
    headers = {
        f"{folder}/{path.stem}" for path in (mote.include_dir() / "mote" / folder).glob("*.hpp")
    }
    assert len(headers) > 5
    missing = headers - reached() - set(APART)
    assert not missing, f"no function or transformer of Python includes {sorted(missing)}"
    assert not {name for name in APART if name.startswith(f"{folder}/")} - headers
