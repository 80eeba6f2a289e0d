"""Networks that remember rows between calls: what is read as such, and what they answer."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import network_cases
import network_oracles
import numpy as np
import pytest
from network_files import T, Writer
from network_streams import Variables

import mote
from mote.families.network import recent, reference, tflite
from mote.families.network.layers import Network
from mote.families.network.lower import lower

_FOLDER = os.environ.get("MOTE_NETWORKS")


def read(data: bytes) -> Network:
    return lower(tflite.read(data, "a.tflite"))


def _states(network: Network) -> int:
    return sum(layer.size for layer in network.layers if isinstance(layer, recent.Recent))


def test_a_variable_of_rows_is_a_layer_that_remembers() -> None:
    network = read(network_cases.network("stream_int8"))
    kept = [layer for layer in network.layers if isinstance(layer, recent.Recent)]
    # Of parts of the channels no more rows are kept than are looked at.
    assert [layer.shape for layer in kept] == [(4, 1, 5), (5, 1, 5), (3, 1, 3), (3, 1, 4)]
    assert recent.calls_to_fill(network) == 8
    model = mote.convert(network_cases.network("stream_int8"))
    assert model.details["calls_to_fill"] == 8
    assert "#include <mote/nn/stream.hpp>" in model.header()


def test_a_stream_forgets_what_is_older_than_its_rows() -> None:
    network = read(network_cases.network("stream_int8"))
    rows = network_cases.samples(network.input.size, "int8", 40)
    whole, later = reference.run(network, rows), reference.run(network, rows[5:])
    full = recent.calls_to_fill(network) - 1
    np.testing.assert_array_equal(whole[5 + full :], later[full:])
    assert (whole[5 : 5 + full] != later[:full]).any()


@pytest.mark.parametrize("dtype", ["int8", "float32"])
def test_verify_runs_rows_in_the_order_of_time(dtype: str) -> None:
    model = mote.convert(network_cases.network(f"stream_{dtype}"))
    rows = network_cases.samples(model.n_features_in_, dtype, 60)
    first = model.verify(rows)
    assert first.identical == 60
    assert "in this order: each is a call of the stream" in str(first)
    again = model.predict(rows)
    np.testing.assert_array_equal(again, model.predict(rows))  # each begins anew
    assert (model.predict(rows[::-1])[::-1] != again).any()


def test_a_stream_that_is_off_by_a_row_is_found() -> None:
    model = mote.convert(network_cases.network("stream_int8"))
    rows = network_cases.samples(model.n_features_in_, "int8", 40)
    header = model.header
    model = mote.convert(network_cases.network("stream_int8"))
    model._header = lambda name, first=(): header(name).replace(  # type: ignore[method-assign]
        "window<4, 1, mote::nn::stride<2, 1>>", "window<4, 1, mote::nn::stride<2, 1>, "
        "mote::nn::padding<1, 0>>"
    )  # fmt: skip
    with pytest.raises(mote.VerificationError, match="differ"):
        model.verify(rows)


def _one(change: Callable[[Writer, Variables], None] | None = None, **ring: Any) -> bytes:
    """A network of one variable, with something changed."""
    net = network_cases.Drawn(0, "int8", (1, 1, 1, 4))
    kept = Variables(net)
    at = kept.ring(net.file.inputs[0], net.shape, 3, **ring)
    to = net.file.tensor((2,), "int32", data=[1, 12])
    at = net.add("RESHAPE", [at, to], (1, 12), worth=net.worth.get(at))
    net.file.outputs = [network_cases.dense(net, at, 12, 3)]
    if change is not None:
        change(net.file, kept)
    return net.file.bytes()


def _operator(file: Writer, name: str) -> T:
    return next(o for o in file.operators if file.codes[o.fields[0][1]] == name)


def _other_axis(file: Writer, kept: Variables) -> None:
    _operator(file, "CONCATENATION").fields[4].fields[0] = ("int32", 3)


def _first_rows(file: Writer, kept: Variables) -> None:
    held = _operator(file, "STRIDED_SLICE").fields[1]
    for place, numbers in ((held[1], [0, 0, 0, 0]), (held[2], [0, 2, 0, 0])):
        at = file.tensors[place].fields[2][1]
        file.buffers[at] = T({0: np.array(numbers, np.int32).tobytes()})
    _operator(file, "STRIDED_SLICE").fields[4].fields[1] = ("int32", 13)


def _not_written(file: Writer, kept: Variables) -> None:
    file.operators.remove(_operator(file, "ASSIGN_VARIABLE"))


def _not_begun(file: Writer, kept: Variables) -> None:
    file.begun = [("another", file.begun[0][1])]


def _begun_with_ones(file: Writer, kept: Variables) -> None:
    at = file.tensors[file.begun[0][1]].fields[2][1]
    file.buffers[at] = T({0: bytes([1] * 8)})


def _named_twice(file: Writer, kept: Variables) -> None:
    more = file.tensor((), "resource")
    file.operator("VAR_HANDLE", [], [more], container="", variable="stream_0/states")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_other_axis, "which is used otherwise than in a stream of rows: mote reads variables"),
        (_first_rows, "which is used otherwise than in a stream of rows"),
        (_not_written, "which is used otherwise than in a stream of rows"),
        (_not_begun, "the file does not begin it with what stands for 0"),
        (_begun_with_ones, "the file does not begin it with what stands for 0"),
        (_named_twice, "names the variable 'stream_0/states', which another names too"),
    ],
)
def test_a_variable_that_is_anything_else_is_refused(
    change: Callable[[Writer, Variables], None], expected: str
) -> None:
    assert len(read(_one()).layers) == 3
    assert _states(read(_one(drops=True))) == 12
    with pytest.raises(mote.UnsupportedError, match=expected):
        read(_one(change))


def test_a_split_by_what_is_no_whole_number_is_refused() -> None:
    net = network_cases.Drawn(0, "int8", (1, 1, 1, 4))
    held = Variables(net).split(net.file.inputs[0], net.shape, [1, 3])
    net.file.operators.remove(_operator(net.file, "CALL_ONCE"))
    net.file.outputs = [held[1]]
    assert read(net.file.bytes()).output.shape == (1, 1, 3)
    split = _operator(net.file, "SPLIT_V")
    split.fields[1][2] = net.file.tensor((), "float32", data=[np.nan])
    with pytest.raises(mote.UnsupportedError, match="has no whole numbers that say how to split"):
        read(net.file.bytes())


@pytest.mark.skipif(_FOLDER is None, reason="MOTE_NETWORKS names no folder of .tflite files")
@pytest.mark.parametrize(("name", "state"), [("mww_okay_nabu_v2_int8", 3560)])
def test_a_wake_word_answers_as_its_goldens(name: str, state: int) -> None:
    assert _FOLDER is not None
    held = np.load(Path(_FOLDER) / "golden" / f"{name}.npz")
    model = mote.convert(Path(_FOLDER) / f"{name}.tflite")
    rows = held["x"].reshape(len(held["x"]), -1)
    assert _states(model.stored.network) == state
    found = reference.run(model.stored.network, rows) + 128  # the file ends in uint8
    np.testing.assert_array_equal(found, held["y"].reshape(len(rows), -1))
    random = np.random.default_rng(0).integers(-128, 128, (200, rows.shape[1])).astype(np.int8)
    assert model.verify(np.concatenate([rows, random])).identical == 200 + len(rows)


def test_a_stream_is_the_references() -> None:
    pytest.importorskip("tflite_micro", reason="pip install tflite-micro to compare with it")
    for seed in range(8):
        data = network_cases.network("stream_int8", seed)
        rows = network_cases.samples(read(data).input.size, "int8", 60, seed)
        np.testing.assert_array_equal(
            network_oracles.own(data, rows), network_oracles.answers(data, rows)
        )
