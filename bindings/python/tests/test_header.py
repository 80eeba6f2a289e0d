"""The generated header: compiles strictly everywhere, says where it is from, and is the model."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sklearn
from conftest import as_integers, compile_program, load
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingRegressor,
    IsolationForest,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

import mote
from mote.emit.names import identifier, unique_names

pytestmark = pytest.mark.slow  # left out by ./dev test --fast

TOOLS = [("g++", "c++17"), ("g++", "c++20"), ("clang++", "c++17"), ("clang++", "c++20")]


def program(name: str, rows: np.ndarray, ctype: str, body: str) -> str:
    samples = ",\n".join(
        "{{" + ", ".join(f"{v!r}f" if ctype == "float" else str(int(v)) for v in row) + "}}"
        for row in rows.tolist()
    )
    return f"""#include "{name}.hpp"
#include <stdio.h>
static const mote::array<{ctype}, {rows.shape[1]}> rows[] = {{{samples}}};
int main() {{
  for (const auto& x : rows) {{
    {body}
  }}
}}
"""


def models() -> dict[str, mote.Model]:
    digits, diabetes = load("digits"), as_integers(load("diabetes"))
    iris = load("iris")
    hard = RandomForestClassifier(4, max_depth=6, random_state=0).fit(*digits[::2])
    soft = ExtraTreesClassifier(3, min_samples_leaf=5, max_depth=6, random_state=0)
    soft.fit(*digits[::2])
    sums = GradientBoostingClassifier(n_estimators=2, random_state=0).fit(*iris[::2])
    value = RandomForestRegressor(2, max_depth=4, random_state=0).fit(*diabetes[::2])
    rates = HistGradientBoostingRegressor(loss="gamma", max_iter=3).fit(*diabetes[::2])
    strange = IsolationForest(n_estimators=4, random_state=0).fit(iris.X_train)
    return {
        "hard": mote.convert(hard, "int8", leaves="hard"),
        "soft": mote.convert(soft, "int16", leaves="soft8"),
        "exact": mote.convert(soft, leaves="exact"),
        "sums": mote.convert(sums),
        "small_sums": mote.convert(sums, "int16", calibrate=iris.X_train),
        "value": mote.convert(value, "int32"),
        "rates": mote.convert(rates),
        "strange": mote.convert(strange),
    }


@pytest.mark.parametrize(("compiler", "standard"), TOOLS)
def test_all_headers_live_in_one_program_and_two_translation_units(
    compiler: str, standard: str, tmp_path: Path
) -> None:
    sources = {}
    for name, model in models().items():
        sources[f"{name}.hpp"] = model.header(name)
    includes = "".join(f'#include "{name}"\n' for name in sources)
    address = "const void* place_of_model() { return &hard::model; }\n"
    sources["other.cpp"] = f"{includes}const void* place_of_model();\n{address}"
    sources["main.cpp"] = (
        f"{includes}#include <stdio.h>\nconst void* place_of_model();\n"
        'int main() { puts(place_of_model() == &hard::model ? "one model" : "two models"); }\n'
    )
    printed = compile_program(tmp_path, sources, compiler=compiler, standard=standard, flags=())
    assert printed == "one model\n"


def test_the_walk_and_the_unrolled_code_give_the_same(tmp_path: Path) -> None:
    data = {"hard": load("digits"), "soft": load("digits"), "exact": load("digits")}
    data |= {"sums": load("iris"), "strange": load("iris")}
    data |= {"value": as_integers(load("diabetes")), "rates": as_integers(load("diabetes"))}
    made = models()
    sources: dict[str, str] = {}
    calls = ""
    for name, split in data.items():
        model = made[name]
        ctype = {"int8": "int8_t", "int16": "int16_t", "int32": "int32_t"}.get(model.dtype, "float")
        text = program(name, split.X_test[:20].astype(np.float32), ctype, "check(x);")
        unit = f"{name}_unit"
        proba = (
            "const auto p = mote::predict_proba(m, x);\n"
            f"  const auto q = mote::predict_proba<{name}::model>(x);\n"
            "  for (size_t k = 0; k < p.size(); ++k) same = same && !(p[k] < q[k] || q[k] < p[k]);"
            if hasattr(model.estimator, "predict_proba")
            else ""
        )
        check = f"""static bool same = true;
static int rows_seen = 0;
template <class Sample>
static void check(const Sample& x) {{
  constexpr const auto& m = {name}::model;
  const auto a = mote::predict(m, x), b = mote::predict<{name}::model>(x);
  same = same && !(a < b || b < a);
  {proba}
  ++rows_seen;
}}
"""
        head, rest = text.split("static const", 1)
        text = f"{head}{check}static const{rest}"
        text = text.replace("int main()", f"int {unit}();\nint {unit}()")
        text = text.rstrip().removesuffix("}") + "  return same ? rows_seen : -1;\n}\n"
        sources |= {f"{name}.hpp": model.header(name), f"{unit}.cpp": text}
        calls += f"int {unit}();\n"
    body = "".join(f'  printf("%d ", {name}_unit());\n' for name in data)
    sources["main.cpp"] = f"#include <stdio.h>\n{calls}int main() {{\n{body}}}\n"
    assert compile_program(tmp_path, sources).split() == ["20"] * len(data)


STRANGE = {
    "reserved words": ["class", "int", "namespace"],
    "digits and spaces": ["3 apples", "4 pears", " padded "],
    "other alphabets": ["ä", "日本", "naïve café"],
    "quotes and escapes": ['say "hi"', "back\\slash", "new\nline"],
    "nothing and trigraphs": ["", "??/", "a\tb\x01"],
    "names that fall together": ["a b", "a_b", "a-b"],
    "macros": ["NULL", "INT8_MIN", "linux"],
    "macros of Arduino": ["LOW", "RISING", "PI"],
    "more macros": ["NAN", "M_PI", "SIGINT"],
    "macros once more": ["EDOM", "EXIT_FAILURE", "I"],
    "names of the header itself": ["label", "model", "name"],
    "names of its parts": ["shape", "vote", "go"],
    "more names of it": ["parts", "scaler", "quantize"],
    "a very long one": ["x" * 300, "y" * 300, "z"],
    "underscores": ["__a__", "_B", "_"],
}
# of the core 1.8.7 for AVR, but its registers
ARDUINO_MACROS = [
    "BIN",
    "CHANGE",
    "DEC",
    "DEFAULT",
    "DEG_TO_RAD",
    "DISPLAY",
    "EULER",
    "EXTERNAL",
    "F",
    "FALLING",
    "HALF_PI",
    "HEX",
    "HIGH",
    "INPUT",
    "INPUT_PULLUP",
    "INTERNAL",
    "INTERNAL1V1",
    "LOW",
    "LSBFIRST",
    "MSBFIRST",
    "NOT_A_PIN",
    "NOT_A_PORT",
    "OCT",
    "OUTPUT",
    "PA",
    "PB",
    "PC",
    "PD",
    "PI",
    "RAD_TO_DEG",
    "RISING",
    "SERIAL",
    "SERIAL_8N1",
    "TIMER0A",
    "TIMER2",
    "TWO_PI",
    "B0",
    "B1",
    "B0101",
    "abs",
    "bit",
    "bitClear",
    "bitRead",
    "bitSet",
    "bitWrite",
    "constrain",
    "degrees",
    "max",
    "min",
    "radians",
    "round",
    "sq",
    "word",
]
EXPECTED = {
    "reserved words": "class_class, class_int, class_namespace",
    "digits and spaces": "padded, class_3_apples, class_4_pears",
    "names that fall together": "a_b, a_b_2, a_b_3",
    "macros of Arduino": "class_LOW, class_PI, class_RISING",
}


@pytest.fixture(scope="module")
def strange_headers() -> dict[str, str]:
    split = load("iris")
    headers = {}
    for i, names in enumerate(STRANGE.values()):
        y = np.array(names)[split.y_train]
        headers[f"m{i}"] = mote.convert(
            DecisionTreeClassifier(max_depth=2).fit(split.X_train, y)
        ).header(f"m{i}")
    return headers


@pytest.mark.parametrize(("compiler", "standard"), [TOOLS[0], TOOLS[3]])
def test_strange_class_names_compile_and_come_back_unchanged(
    compiler: str, standard: str, strange_headers: dict[str, str], tmp_path: Path
) -> None:
    expected, prints = b"", ""
    for header, names in zip(strange_headers, STRANGE.values()):
        for i, text in enumerate(sorted(names)):
            expected += text.encode() + b"|"
            prints += f'  printf("%s|", {header}::name(static_cast<{header}::label>({i})));\n'
    sources = {f"{name}.hpp": text for name, text in strange_headers.items()}
    includes = "".join(f'#include "{name}"\n' for name in sources)
    # A chip's own headers come first, and bring macros.
    macros = "#define LOW 0x0\n#define RISING 3\n#define PI 3.14\n#define I 1i\n"
    macros += "#include <errno.h>\n#include <math.h>\n#include <signal.h>\n#include <stdlib.h>\n"
    sources["main.cpp"] = f"#include <stdio.h>\n{macros}{includes}int main() {{\n{prints}}}\n"
    printed = compile_program(tmp_path, sources, compiler=compiler, standard=standard)
    assert printed.encode() == expected


def test_no_class_is_called_as_a_macro_of_the_c_library_or_of_arduino(tmp_path: Path) -> None:
    """Each macro of the library that this compiler has, as a class, after all of its headers."""
    headers = "assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp "
    headers += "signal stdarg stdbool stddef stdint stdio stdlib string time wchar wctype"
    includes = "".join(f"#include <{header}.h>\n" for header in headers.split())
    found = subprocess.run(
        ["gcc", "-dM", "-E", "-x", "c", "-"],
        input=includes, capture_output=True, text=True, check=True,
    )  # fmt: skip
    macros = [m for m in re.findall(r"^#define (\w+)", found.stdout, re.M) if m[0] != "_"]
    assert len(macros) > 500
    wrong = [m for m in [*macros, *ARDUINO_MACROS] if identifier(m) == m]
    assert wrong == []
    # Not too many: words that people use stay as they are.
    for label in (
        "IDLE",
        "RUN",
        "EAST",
        "EMPTY",
        "CO2",
        "H2O",
        "A1",
        "Walk",
        "on",
        "off",
        "setosa",
    ):
        assert identifier(label) == label


def test_class_names_become_identifiers_one_can_guess(strange_headers: dict[str, str]) -> None:
    for header, kind in zip(strange_headers.values(), STRANGE):
        if kind in EXPECTED:
            assert f"enum class label : uint8_t {{\n  {EXPECTED[kind]}\n}};" in header


def test_a_namespace_may_be_called_as_what_is_in_it(small_tree: Any, tmp_path: Path) -> None:
    names = ("label", "model", "name", "parts", "shape", "vote", "go", "scaler", "quantize")
    model = mote.convert(small_tree, "int8", calibrate=load("iris").X_train)
    sources = {f"{name}.hpp": model.header(name) for name in names}
    checks = "".join(
        f"  {{\n    mote::array<int8_t, 4> x{{}};\n    {name}::quantize(raw, x);\n"
        f"    const auto answer = mote::predict({name}::model, x);\n"
        f"    same += answer == mote::predict<{name}::model>(x) && {name}::name(answer)[0] != 0;\n"
        "  }\n"
        for name in names
    )
    sources["main.cpp"] = (
        "".join(f'#include "{name}.hpp"\n' for name in names)
        + "#include <stdio.h>\nint main() {\n  const float raw[] = {5.0f, 3.0f, 4.0f, 1.0f};\n"
        + f'  int same = 0;\n{checks}  printf("%d", same);\n}}\n'
    )
    assert compile_program(tmp_path, sources) == str(len(names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("é", "e"), ("ü", "u"), ("Größe", "Grosse"), ("Ærø", "AEro"), ("Łódź", "Lodz"),
        ("µV", "uV"), ("°C", "degC"), ("k\N{OHM SIGN}", "kOhm"), ("Ω", "omega"), ("α", "alpha"),
        ("ώ", "omega"), ("m²", "m2"), ("温度", "u6e29_u5ea6"), ("да", "u434_u430"), ("éÈ", "eE"),
        ("Überlauf int", "Uberlauf_int"),
        ("ß", "ss"), ("ínt", "class_int"), ("% !", "unnamed"), ("½", "class_1_2"),
    ],
)  # fmt: skip
def test_letters_of_every_script_leave_a_name(text: str, expected: str) -> None:
    assert identifier(text) == expected
    assert unique_names([text, expected])[1] == f"{expected}_2"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (np.array([-7, -1, 30]), "class_minus_7, class_minus_1, class_30"),
        (np.array([False, True]), "False, True"),
        (np.array([0.5, 1.5]), "class_0_5, class_1_5"),
    ],
    ids=["integers", "booleans", "halves"],
)
def test_numbers_become_identifiers(labels: np.ndarray, expected: str) -> None:
    X = np.arange(len(labels), dtype=float)[:, None]
    y = labels if labels.dtype != float else labels.astype(str)
    assert expected in mote.convert(DecisionTreeClassifier().fit(X, y)).header()


def test_the_header_says_where_it_comes_from(forest: Any) -> None:
    split = load("digits")
    model = mote.convert(forest, "int8")
    assert "Verified   not yet" in model.header("digits")
    model.verify(split.X_test, split.y_test)
    text = model.header("digits")
    flat = " ".join(line.removeprefix("//").strip() for line in text.splitlines())
    for said in (
        "digits.hpp - generated by mote.convert; do not edit.",
        "RandomForestClassifier(min_samples_leaf=5, n_estimators=10, random_state=0)",
        f"scikit-learn {sklearn.__version__}",
        f"numpy {np.__version__}",
        f"mote {mote.__version__}",
        f"Python {platform.python_version()}",
        f"10 trees, {model.facts.branches} splits, int8 features, soft16 leaves",
        f"{model.table_bytes} bytes of flash",
        "Scaling none: features as the estimator was trained on",
        "599 of 599 rows identical, accuracy 0.9",
    ):
        assert said in " ".join(flat.split()), said


def test_the_scaling_is_in_the_header_and_saturates(tmp_path: Path) -> None:
    X = np.array([[0.0, -5.0], [1.0, -5.0], [0.5, 5.0]])  # only the first feature decides
    model = mote.convert(
        DecisionTreeClassifier(random_state=0).fit(X, [0, 1, 0]), "int8", calibrate=X
    )
    text = model.header("scaled")
    assert "Scaling    round((raw - offset) * scale), see quantize()" in text
    source = """#include "scaled.hpp"
#include <stdio.h>
int main() {
  const float raw[][2] = {{0.0f, -5.0f}, {0.5f, 0.0f}, {1.0f, 5.0f}, {9.0f, -9.0f}};
  for (const auto& r : raw) {
    mote::array<int8_t, 2> x{};
    const size_t saturated = scaled::quantize(r, x);
    printf("%d %d %d %s;", x[0], x[1], static_cast<int>(saturated),
           scaled::name(mote::predict(scaled::model, x)));
  }
}
"""
    printed = compile_program(tmp_path, {"scaled.hpp": text, "main.cpp": source})
    assert printed == "-120 -120 0 0;0 0 0 0;120 120 0 1;127 -128 2 1;"


def test_the_same_model_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    script = tmp_path / "make.py"
    script.write_text(
        """
import numpy as np, mote, sys
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
X, y = load_iris(return_X_y=True)
names = np.array(["setosa", "versicolor", "virginica"])[y]
forest = RandomForestClassifier(5, min_samples_leaf=3, random_state=np.random.RandomState(3))
forest.fit(X, names)
model = mote.convert(forest, "int16", calibrate=X, leaves="soft8", leaf_clusters=2)
sys.stdout.write(model.header("iris"))
""",
        encoding="utf-8",
    )
    runs = [
        subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout
    assert "random_state=RandomState(MT19937)" in runs[0].stdout
    assert len(runs[0].stdout) > 2000


def test_a_saved_file_is_the_header_with_unix_line_ends(small_tree: Any, tmp_path: Path) -> None:
    model = mote.convert(small_tree)
    saved = model.save(str(tmp_path / "iris.hpp"), name="flowers")
    assert saved.read_bytes() == model.header("flowers").encode()
    assert b"\r" not in saved.read_bytes()


def test_no_line_is_longer_than_a_screen_and_no_macro_but_the_guard_is_defined(forest: Any) -> None:
    for model in models().values():
        text = model.header("digits")
        wide = [text for text in text.splitlines() if len(text) > 100]
        assert all(text.startswith("// mote: {") for text in wide)
        assert text.count("\n// mote: {") == 1
        assert "#define" not in text
        assert text.count("#pragma once") == 1


def test_a_damaged_header_does_not_compile(small_tree: Any, tmp_path: Path) -> None:
    text = mote.convert(small_tree).header("iris")
    damaged = text.replace("features = 4", "features = 1")
    assert damaged != text
    source = '#include "iris.hpp"\nint main() {}\n'
    with pytest.raises(AssertionError, match="is damaged: convert the model again"):
        compile_program(tmp_path, {"iris.hpp": damaged, "main.cpp": source})


def test_a_forest_of_200000_splits_compiles_with_both_compilers(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    X = random.normal(size=(3000, 8))
    forest = RandomForestClassifier(200, random_state=0).fit(X, random.integers(0, 4, 3000))
    model = mote.convert(forest)
    assert model.details["splits"] > 180_000  # g++ gave up above 175,000 steps of one proof
    main = (
        '#include "big.hpp"\nint main() { return big::model.table.roots.size() == 200 ? 0 : 1; }\n'
    )
    for compiler in ("g++", "clang++"):
        sources = {"big.hpp": model.header("big"), "main.cpp": main}
        compile_program(tmp_path, sources, compiler=compiler, flags=())


def test_a_large_naive_bayes_is_checked_in_pieces_by_both_compilers(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    y = np.arange(240) % 120
    model = mote.convert(GaussianNB().fit(random.normal(size=(240, 200)), y))  # 48,000 entries
    text = model.header("large")
    assert "__clang__" not in text
    call = "int main() { static float x[200]; return int(mote::predict<large::model>(x)) >= 120; }"
    main = f'#include "large.hpp"\n{call}\n'
    # The last precision of the last class is the last number of all pieces.
    end = text.rindex("}}, ", 0, text.index("static_assert(model.valid(0"))
    begin = text.rindex(" ", 0, end) + 1
    damaged = f"{text[:begin]}-{text[begin:]}"
    for compiler in ("g++", "clang++"):
        sources = {"large.hpp": text, "main.cpp": main}
        compile_program(tmp_path, sources, compiler=compiler, flags=())
    sources = {"large.hpp": damaged, "main.cpp": '#include "large.hpp"\nint main() {}\n'}
    with pytest.raises(AssertionError, match=r"large\.hpp is damaged"):
        compile_program(tmp_path, sources, compiler="clang++", flags=())
