"""The version of the headers, which is the version of the package."""

from __future__ import annotations

import re

from .host.headers import include_dir


def _read() -> str:
    text = (include_dir() / "mote" / "core" / "version.hpp").read_text(encoding="utf-8")
    parts = [
        re.search(rf"#define MOTE_VERSION_{part} (\d+)", text)
        for part in ("MAJOR", "MINOR", "PATCH")
    ]
    return ".".join(found[1] for found in parts if found is not None)


__version__ = _read()
