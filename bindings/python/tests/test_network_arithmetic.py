"""Networks of integers answer what TensorFlow Lite Micro's kernels answer, bit for bit."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import network_cases
import network_oracles
import numpy as np
import pytest
from network_files import single

import mote
from mote.families.network import integers, model_file, others, reference, text, tflite
from mote.families.network.layers import Network
from mote.families.network.lower import lower

_FOLDER = os.environ.get("MOTE_NETWORKS")
GOLDENS = Path(__file__).parents[3] / "tests/data/network"
needs_networks = pytest.mark.skipif(
    _FOLDER is None, reason="MOTE_NETWORKS names no folder of .tflite files and golden/*.npz"
)


def read(data: bytes) -> Network:
    return lower(tflite.read(data, "a file"))


def _committed(name: str) -> tuple[Any, Any]:
    """Samples and answers of tests/data/network, which tests in C++ read too."""
    header = (GOLDENS / f"network_{name}_rows.hpp").read_text(encoding="utf-8")
    held = []
    for array in ("samples", "answers"):
        found = re.search(rf" {array}\[(\d+)\]\[(\d+)\] = \{{(.*?)\}};", header, re.S)
        assert found is not None
        numbers = re.findall(r"-?\d[\d.]*(?:e[-+]?\d+)?", found[3])
        held.append(np.array(numbers, float).reshape(int(found[1]), int(found[2])))
    return held[0], held[1]


@pytest.mark.skipif(not GOLDENS.exists(), reason="these tests stand alone, without the repository")
@pytest.mark.parametrize("path", sorted(GOLDENS.glob("*_rows.hpp")), ids=lambda path: path.stem)
def test_the_answers_that_are_committed_are_the_packages_own(path: Path) -> None:
    name = path.stem.removeprefix("network_").removesuffix("_rows")
    given, answers = _committed(name)
    kind = name.rpartition("_")[2]
    own = network_oracles.own(network_cases.network(name), given.astype(kind))
    np.testing.assert_allclose(own, answers, rtol=0, atol=1e-5 if kind == "float32" else 0)


def micro(data: bytes, rows: Any) -> Any:
    pytest.importorskip("tflite_micro", reason="pip install tflite-micro to compare with it")
    return network_oracles.answers(data, rows).astype(np.int64)


@pytest.mark.parametrize("dtype", ["int8", "int16"])
@pytest.mark.parametrize(
    "case", [name.rpartition("_")[0] for name in network_cases.NAMES if name.endswith("_int8")]
)
def test_a_network_of_every_layer_is_the_references(case: str, dtype: str) -> None:
    if f"{case}_{dtype}" not in network_cases.NAMES:
        pytest.skip(f"{case} is of int8 alone")
    spread = 0
    for seed in range(100, 106):
        data = network_cases.network(f"{case}_{dtype}", seed)
        rows = network_cases.samples(read(data).input.size, dtype, 6, seed)
        expected = micro(data, rows)
        np.testing.assert_array_equal(network_oracles.own(data, rows), expected)
        spread += len(np.unique(expected))
    assert spread > 30


@pytest.mark.parametrize("case", [n for n in network_cases.NAMES if n.endswith("float32")])
def test_a_network_of_floats_is_within_a_hundred_thousandth_of_litert(case: str) -> None:
    pytest.importorskip("ai_edge_litert", reason="pip install ai-edge-litert to compare with it")
    for seed in range(3):
        data = network_cases.network(case, seed)
        rows = network_cases.samples(read(data).input.size, "float32", 6, seed)
        expected = network_oracles.answers(data, rows)
        off = np.abs(network_oracles.own(data, rows) - expected).max()
        assert off <= 1e-5 * max(1.0, np.abs(expected).max())


@pytest.mark.parametrize(
    "operator", ["LOGISTIC", "TANH", "LEAKY_RELU", "RELU", "RELU6", "QUANTIZE"]
)
def test_a_table_has_the_references_256_numbers(operator: str) -> None:
    random = np.random.default_rng(1)
    rows = np.arange(-128, 128, dtype=np.int8)[None]
    for _ in range(20):
        (given, made), (z, y) = np.exp(random.uniform(-6, -1, 2)), random.integers(-128, 128, 2)
        ends = (float(made), int(y))
        ends = {
            "LOGISTIC": (1 / 256, -128),
            "TANH": (1 / 128, 0),
            "RELU6": (float(given), int(z)),
        }.get(operator, ends)
        options = {"alpha": float(random.uniform(0, 1))} if operator == "LEAKY_RELU" else {}
        data = single(operator, (1, 256), (float(given), int(z)), ends, **options)
        np.testing.assert_array_equal(network_oracles.own(data, rows), micro(data, rows))


@pytest.mark.parametrize("operator", ["LOGISTIC", "TANH"])
def test_every_int16_has_the_references_logistic_and_tanh(operator: str) -> None:
    rows = np.arange(-32768, 32768, dtype=np.int16)[None]
    for scale in (1 / 4096, 3 / 2**15, 10 / 2**15, 0.003):
        data = single(operator, (1, 65536), (scale, 0), (1 / 32768, 0), "int16")
        np.testing.assert_array_equal(network_oracles.own(data, rows), micro(data, rows))


@pytest.mark.parametrize(("dtype", "made"), [("int8", (1 / 256, -128)), ("int16", (1 / 32768, 0))])
def test_softmax_is_the_references(dtype: str, made: tuple[float, int]) -> None:
    random = np.random.default_rng(2)
    size = 256 if dtype == "int8" else 65536
    for _ in range(60):
        count, scale = int(random.integers(2, 40)), float(np.exp(random.uniform(-9, -1)))
        scale /= 1 if dtype == "int8" else 64
        rows = random.integers(-size // 2, size // 2, (3, count)) // int(random.choice([1, 8]))
        data = single("SOFTMAX", (1, count), (scale, 0), made, dtype, beta=1.0)
        rows = rows.astype(dtype)
        np.testing.assert_array_equal(network_oracles.own(data, rows), micro(data, rows))


def test_the_rule_of_two_roundings_is_its_sentence() -> None:
    """Halves up to 2^-shift, then halves away from 0, in fractions of any size."""
    from fractions import Fraction

    random = np.random.default_rng(3)
    for _ in range(3000):
        real = float(np.exp(random.uniform(-20, 3)))
        factor, shift = integers.multiplier(real)
        assert 2**30 <= factor < 2**31
        assert abs(factor * 2.0 ** (-31 - shift) / real - 1.0) < 2.0**-30
        x = int(random.integers(-(2**29), 2**29)) >> int(random.integers(0, 28))
        left = 2 ** max(-shift, 0)
        x //= left  # so that 32 bits hold what is multiplied
        fine = Fraction(x * left * factor, 2**31)
        first = (fine + Fraction(1, 2)).__floor__()
        right = max(shift, 0)
        second = abs(Fraction(first, 2**right)) + (Fraction(1, 2) if right else 0)
        expected = second.__floor__() * (1 if first >= 0 else -1)
        assert int(integers.rescaled(x, factor, shift)) == expected


@pytest.mark.parametrize("case", ["image_int8", "odd_int8", "joined_int8", "curves_int8"])
def test_a_changed_constant_is_found(case: str) -> None:
    model = mote.convert(network_cases.network(case))
    rows = network_cases.samples(model.n_features_in_, "int8", 16)
    assert model.verify(rows).identical == 16
    header = model.header
    broken = mote.convert(network_cases.network(case))
    broken._header = lambda name, first=(): _bent(header(name))  # type: ignore[method-assign]
    with pytest.raises(mote.VerificationError, match="differ"):
        broken.verify(rows)


@pytest.mark.parametrize("case", ["image_float32", "residual_float32"])
def test_a_network_of_floats_whose_numbers_are_off_is_found(case: str) -> None:
    model = mote.convert(network_cases.network(case))
    rows = network_cases.samples(model.n_features_in_, "float32", 16)
    assert model.verify(rows).difference < 1e-5
    header = model.header
    model = mote.convert(network_cases.network(case))
    model._header = lambda name, first=(): _bent(header(name), 1e-3)  # type: ignore[method-assign]
    with pytest.raises(mote.VerificationError, match="differ"):
        model.verify(rows)


def test_verify_asks_the_interpreters_that_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = mote.convert(network_cases.network("residual_int8"))
    rows = network_cases.samples(model.n_features_in_, "int8", 5)
    own = reference.run(model.stored.network, rows)

    def absent(data: bytes, rows: Any) -> Any:
        raise ImportError

    monkeypatch.setattr(others, "_micro", absent)
    monkeypatch.setattr(others, "_lite", absent)
    assert model.verify(rows).ways == {}
    monkeypatch.setattr(others, "_micro", lambda data, rows: own)
    monkeypatch.setattr(others, "_lite", lambda data, rows: own + np.array([[1, 0, 0]]))
    assert model.verify(rows).ways == {
        "as TFLM": "the same bits on 5 of 5 rows",
        "LiteRT's default": "differs in 5 of 15 outputs: it rounds otherwise",
    }
    monkeypatch.setattr(others, "_micro", lambda data, rows: own + (np.arange(5) == 2)[:, None])
    with pytest.raises(
        mote.VerificationError, match=r"1 of 5 rows differ from what the kernels of"
    ):
        model.verify(rows)


def _bent(header: str, by: float = 20000) -> str:
    """The starts of the first layer, each with something added."""
    start = header.index("{{\n", header.index("namespace parts"))
    end = header.index("}}", start)
    numbers = header[start + 3 : end].split(",")
    plain = [float(number.strip().rstrip("f")) + by for number in numbers]
    numbers = [f"{number!r}f" if by < 1 else str(int(number)) for number in plain]
    return header[: start + 3] + ", ".join(numbers) + header[end:]


def _named(folder: Path) -> list[Any]:
    return sorted(folder.glob("golden/*.npz"))


@needs_networks
def test_every_golden_of_the_folder_is_answered_bit_for_bit() -> None:
    assert _FOLDER is not None
    folder, equal = Path(_FOLDER), []
    for golden in _named(folder):
        found = list(folder.rglob(f"{golden.stem}.tflite"))
        if not found:
            continue
        try:
            network = lower(tflite.read(found[0].read_bytes(), found[0].name))
        except mote.UnsupportedError:
            continue
        held = np.load(golden)
        rows, expected = held["x"], held["y"].reshape(len(held["y"]), -1)
        if expected.dtype == np.uint8:  # a network of bytes gives what is worth the same
            expected = expected.astype(np.int64) - 128
        answers = reference.run(network, rows.reshape(len(rows), -1))
        np.testing.assert_array_equal(answers, expected, err_msg=golden.stem)
        equal.append(golden.stem)
    assert len(equal) >= 36


@needs_networks
@pytest.mark.slow
def test_every_network_of_the_folder_that_has_c_plus_plus_verifies() -> None:
    assert _FOLDER is not None
    folder, count = Path(_FOLDER), 0
    for path in sorted(folder.rglob("*.tflite")):
        try:
            model = mote.convert(path)
        except mote.UnsupportedError:
            continue
        golden = folder / "golden" / f"{path.stem}.npz"
        size = model.n_features_in_
        rows = np.random.default_rng(0).normal(size=(8, size)).astype(np.float32)
        if golden.exists():
            rows = np.load(golden)["x"].reshape(-1, size)
        assert model.verify(rows).identical == len(rows), path.name
        count += 1
    assert count >= 38


def test_what_has_no_c_plus_plus_is_refused_by_convert() -> None:
    for case, what in (
        ("image_int16", "is of int16"),
        ("curves_float32", "has a LEAKY_RELU of float"),
        ("differences_int8", "has a SUB of two layers"),
    ):
        assert text.unwritten(read(network_cases.network(case))) == what
        with pytest.raises(mote.UnsupportedError, match=f"{what}, for which mote has no C"):
            mote.convert(network_cases.network(case))


def test_samples_are_real_numbers_or_the_networks_own() -> None:
    model = mote.convert(network_cases.network("image_int8"))
    network = model.stored.network
    own = network_cases.samples(network.input.size, "int8", 8)
    real = (own.astype(np.float64) - network.input.zero) * network.input.scale
    shaped = real.reshape(8, 9, 7, 3)
    for given in (real, shaped, shaped.astype(np.float32), own.reshape(8, 9, 7, 3)):
        found, clipped = model_file.own_numbers(network, given)
        np.testing.assert_array_equal(found, own)
        assert clipped == 0
        np.testing.assert_array_equal(model.predict(given), model.predict(own))
    assert model_file.own_numbers(network, real * 1e6)[1] > 0
    assert model.verify(real * 1e6).saturated > 0
    with pytest.raises(ValueError, match=r"X holds int64, and .* takes int8 as they are"):
        model.predict(own.astype(np.int64))
    with pytest.raises(ValueError, match=r"X must have shape \(samples, 189\) or \(samples, 9, 7"):
        model.predict(own.reshape(8, 7, 9, 3))
