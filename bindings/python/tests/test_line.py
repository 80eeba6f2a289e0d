"""The line of a header that is for machines says what the model is, and is read back."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import load

import mote
from mote.emit import line
from mote.families.base import Output


def test_the_line_says_what_the_model_is(forest: Any) -> None:
    model = mote.convert(forest, "int16")
    header = model.header("digits")
    assert header.splitlines()[1].startswith('// mote: {"version":1,"name":"digits",')
    said = line.read(header)
    facts = model.facts
    assert (said.name, said.family, said.features) == ("digits", "trees", 64)
    assert (said.feature, said.labels, said.quantize) == ("int16", 10, False)
    assert said.prediction == Output("uint16")
    assert said.probability == Output("uint16", 1 / 32768, 10)
    assert said.score is None
    assert said.flash == sum(said.parts.values()) == facts.flash == model.table_bytes
    assert (said.line, said.parts, said.code) == (facts.line, facts.parts, facts.code)
    assert said.branches == model.details["splits"]


def test_values_have_the_unit_that_the_model_has() -> None:
    from sklearn.tree import DecisionTreeRegressor

    split = load("diabetes")
    tree = DecisionTreeRegressor(max_depth=3).fit(split.X_train, split.y_train)
    model = mote.convert(tree, "int16", calibrate=split.X_train)
    said = line.read(model.header())
    assert said.prediction == Output("int32", model.stored.leaves.scale)
    assert (said.labels, said.quantize, said.probability) == (0, True, None)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("// mote: ", "// moat: "), "did not find its line"),
        (
            ('"version":1', '"version":2'),
            "^line 2 [^(]* is of version 2, and this mote reads version 1",
        ),
        (('"features":4,', ""), "is damaged .*'features'"),
        (('"labels":3,', '"labels":3'), "is damaged"),
        (('["uint16",1.0,1]', '["uint16",1.0,1,0,7]'), "is damaged"),
        (('"features":4', '"features":"many"'), "^line 2 .* is damaged .*'many'"),
        (
            ('"feature":"float"', '"feature":"int64"'),
            '^line 2 [^(]* has `"feature":"int64"`, and expe',
        ),
        (('"feature":"float"', '"feature":["int8"]'), '^line 2 [^(]* has `"feature":\\["int8"\\]`'),
    ],
    ids=[
        "missing",
        "newer",
        "without a key",
        "no JSON",
        "too long",
        "no number",
        "another type",
        "no type",
    ],
)
def test_a_line_that_is_not_as_written_is_refused(
    change: tuple[str, str], expected: str, small_tree: Any
) -> None:
    header = mote.convert(small_tree).header()
    assert header.count(change[0]) == 1
    with pytest.raises(mote.UnsupportedError, match=expected):
        line.read(header.replace(*change))
