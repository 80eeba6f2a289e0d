#!/usr/bin/env python3
"""Write perceptron.json: what MLPClassifier learnt of the digits, for benchmarks/estimators.py.

A fit ends elsewhere with other libraries of linear algebra, so that the weights are kept.
"""

from __future__ import annotations

import json
import pathlib
import sys

from sklearn.neural_network import MLPClassifier

HERE = pathlib.Path(__file__).parent


def main() -> None:
    sys.path.insert(0, str(HERE.parent))
    import estimators

    X, y, rest, labels = estimators.halves("digits", scaled=False)
    fitted = MLPClassifier((32,), max_iter=400, random_state=0).fit(X, y)
    print(f"{fitted.score(rest, labels):.4f} of the other half are right")
    kept = {
        name: [[[float(f"{v:.7g}") for v in row] for row in rows.reshape(len(rows), -1).tolist()]
               for rows in getattr(fitted, name)]
        for name in ("coefs_", "intercepts_")
    }  # fmt: skip
    (HERE / "perceptron.json").write_text(json.dumps(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
