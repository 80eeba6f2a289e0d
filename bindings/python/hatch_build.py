"""Brings the C++ headers, their version, and the files for chips into a build.

They live in the repository: include/, cmake/device/ and benchmarks/device/. A source distribution
carries a copy in its own include/ and device/, and is built from that.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

# mypy: disable-error-code="import-not-found, misc"
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


def source(root: str) -> Path:
    """The folder that holds include/ and LICENSE: this one in an sdist, else the repository."""
    for place in (Path(root), Path(root).resolve().parents[1]):
        if (place / "include" / "mote" / "core" / "version.hpp").is_file():
            return place
    raise FileNotFoundError(
        f"expected the C++ headers in {root}/include or in the repository around it: "
        "build from a checkout of mote, or from its source distribution."
    )


class Version(MetadataHookInterface):
    """The version, as include/mote/core/version.hpp says it."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (source(self.root) / "include/mote/core/version.hpp").read_text(encoding="utf-8")
        parts = re.findall(r"^#define MOTE_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)$", text, re.M)
        if len(parts) != 3:
            raise ValueError(f"expected three MOTE_VERSION_* in version.hpp, found {len(parts)}.")
        metadata["version"] = ".".join(parts)


def device_files(place: Path) -> list[Path]:
    """What mote.chip.counter builds programs for chips with."""
    folders = [place / "device", place / "cmake/device", place / "benchmarks/device"]
    files = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    ends = (".cpp", ".hpp", ".csv", ".in")
    return [path for path in files if path.suffix in ends and "gtest" not in path.name]


class Headers(BuildHookInterface[Any]):
    """The headers and the files for chips: in mote/ in a wheel, at the top of an sdist.

    An editable install has none: it finds them in the repository.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        place = source(self.root)
        into = "mote/" if self.target_name == "wheel" else ""
        build_data["force_include"][str(place / "include")] = f"{into}include"
        build_data["force_include"][str(place / "LICENSE")] = f"{into}LICENSE"
        for path in device_files(place):
            build_data["force_include"][str(path)] = f"{into}device/{path.name}"
