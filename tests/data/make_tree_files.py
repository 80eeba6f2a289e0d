"""Makes tests/data/files: model files, the headers of the same models, and what emlearn says.

usage: make_tree_files.py        (needs numpy, scikit-learn, emlearn 0.23.2 and a C compiler)

<name>.csv and <name>.hpp        one model, saved by mote both ways: they must agree bit for bit
emlearn_<name>.csv               as emlearn wrote it
emlearn_<name>.expected.csv      samples, and in the last column what emlearn's own C code predicts
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import (
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
)

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "bindings" / "python" / "src"))
FILES = HERE / "files"

# float features: iris as it is; integer features: tenths of a millimetre
IRIS, SPECIES = load_iris(return_X_y=True)
TENTHS = np.rint(IRIS * 10)
DIABETES, PROGRESSION = load_diabetes(return_X_y=True)


def forest(trees: int = 5, leaves: int = 8) -> RandomForestClassifier:
    return RandomForestClassifier(trees, max_leaf_nodes=leaves, random_state=1)


def save_both_ways(name: str, estimator: Any, X: Any, y: Any, dtype: str, **options: Any) -> None:
    import mote

    model = mote.convert(estimator.fit(X, y), dtype, **options)
    model.save(FILES / f"{name}.hpp")
    model.save(FILES / f"{name}.csv")


def save_with_emlearn(
    name: str, estimator: Any, X: Any, y: Any, rows: Any, method: str, dtype: str, **options: Any
) -> None:
    import emlearn

    peer = emlearn.convert(estimator.fit(X, y), method=method, dtype=dtype, **options)
    peer.save(file=str(FILES / f"emlearn_{name}.csv"), name=name, format="csv")
    expected = np.asarray(peer.predict(rows))
    if options:  # soft votes: where two classes tie, emlearn's float sums decide by their rounding
        best = np.sort(np.asarray(peer.predict_proba(rows)), axis=1)[:, -2:]
        clear = best[:, 1] - best[:, 0] > 1e-5
        rows, expected = rows[clear], expected[clear]
    lines = [
        ",".join(np.format_float_positional(np.float32(v), trim="-") for v in (*row, label))
        for row, label in zip(rows, expected)
    ]
    path = FILES / f"emlearn_{name}.expected.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def save_with_missing() -> None:
    """A third of the numbers is missing: NaN, or the highest int16."""
    holes = np.random.default_rng(0).random(IRIS.shape) < 1 / 3
    boosting = HistGradientBoostingClassifier(max_iter=3, max_leaf_nodes=6, min_samples_leaf=5)
    X = np.where(holes, np.nan, IRIS)
    save_both_ways("missing_float", boosting, X, SPECIES, "float", missing=np.nan)
    X = np.where(holes, np.nan, TENTHS)
    options = {"leaves": "hard", "missing": 32767}
    save_both_ways("missing_int16", forest(), X, SPECIES, "int16", **options)


def main() -> None:
    FILES.mkdir(exist_ok=True)
    save_both_ways("hard_int16", forest(), TENTHS, SPECIES, "int16", leaves="hard")
    save_both_ways("soft8_int8", forest(), TENTHS, SPECIES, "int8", leaves="soft8")
    save_both_ways("soft16_float", forest(), IRIS, SPECIES, "float", leaves="soft16")
    save_both_ways("exact_int32", forest(), TENTHS, SPECIES, "int32", leaves="exact")
    save_both_ways("scaled_int16", forest(), IRIS, SPECIES, "int16", leaves="hard", calibrate=IRIS)
    boosting = GradientBoostingClassifier(n_estimators=4, max_leaf_nodes=6, random_state=0)
    save_both_ways("softmax_int16", boosting, TENTHS, SPECIES, "int16", leaves="int32")
    save_both_ways("softmax_float", boosting, IRIS, SPECIES, "float", leaves="float")
    regression = RandomForestRegressor(3, max_leaf_nodes=9, random_state=0)
    save_both_ways("identity_float", regression, IRIS[:, :3], IRIS[:, 3], "float", leaves="float")
    isolation = IsolationForest(n_estimators=6, max_samples=16, random_state=0)
    save_both_ways("isolation_int16", isolation, TENTHS, None, "int16", leaves="int32")

    save_with_missing()

    thresholds = np.array([[v] * 4 for v in range(80)], float)  # every value, on every threshold
    rows = np.concatenate([TENTHS, thresholds, -thresholds])
    save_with_emlearn("hard", forest(), TENTHS, SPECIES, rows, "loadable", "int16_t")
    save_with_emlearn("soft", forest(), TENTHS, SPECIES, rows, "loadable", "int16_t", leaf_bits=8)
    small = DIABETES[:, :4]
    save_with_emlearn("regression", regression, small, PROGRESSION, small[:80], "inline", "float")

    rng = np.random.default_rng(0)
    X, y = rng.integers(-99, 99, (400, 3)), rng.integers(0, 30, 400)
    save_with_emlearn("many", forest(2, 9), X, y, X[:60], "loadable", "int16_t", leaf_bits=8)


if __name__ == "__main__":
    main()
