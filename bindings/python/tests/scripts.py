"""A script of examples/ as a module: two of them are called demo.py."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).resolve().parents[3] / "examples"


def imported(folder: str, name: str) -> ModuleType:
    """examples/<folder>/<name>.py, known as <folder>.<name>; what it imports of its own folder is
    found there.
    """
    place, known = FOLDER / folder, f"{folder}.{name}"
    spec = importlib.util.spec_from_file_location(known, place / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[known] = module  # where dataclasses look for it
    sys.path.insert(0, str(place))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(place))
    return module
