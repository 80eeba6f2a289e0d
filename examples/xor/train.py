"""Trains XOR and writes it twice: xor.hpp to compile in, xor.csv to load at run time."""

from pathlib import Path

from sklearn.ensemble import RandomForestClassifier

import mote

X = [[a, b] for a in (0, 1) for b in (0, 1)]
y = ["same" if a == b else "differ" for a, b in X]
forest = RandomForestClassifier(n_estimators=3, bootstrap=False, random_state=1).fit(X, y)

model = mote.convert(forest, dtype="int8")
print(model.verify(X, y))
for name in ("xor.hpp", "xor.csv"):
    model.save(Path(__file__).parent / name, name="xor_gate")
