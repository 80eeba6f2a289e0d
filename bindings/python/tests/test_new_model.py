"""`./dev new model` in a copy: the family that it writes converts, and keeps the contract."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[3]
COPIED = ("include", "docs/reference", "bindings/python/src", "bindings/python/tests")


# tests/floors/new_test.py compiles the C++ of the skeleton, and looks at the family's lines.
@pytest.mark.slow
def test_the_family_of_a_new_model_passes_its_own_test_and_its_case(tmp_path: Path) -> None:
    for name in COPIED:
        shutil.copytree(TOP / name, tmp_path / name)
    new = [sys.executable, str(TOP / "tools" / "new.py"), "model", "nearest_mean"]
    subprocess.run([*new, "--top", str(tmp_path)], check=True, capture_output=True)
    tests = tmp_path / "bindings" / "python" / "tests"
    case = "test_a_family_keeps_its_promise_and_describes_itself[nearest_mean-iris]"
    ran = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("--rootdir", str(tmp_path), "-c", os.devnull),
            str(tests / "test_nearest_mean.py"),
            f"{tests / 'test_families.py'}::{case}",
        ],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "bindings" / "python" / "src")},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
    assert "5 passed" in ran.stdout
