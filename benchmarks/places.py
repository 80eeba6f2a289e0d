"""Where the benchmarks live, and where they build."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
BUILD = TOP / "build" / "bench"
