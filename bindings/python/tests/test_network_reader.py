"""The reader of .tflite files: what it refuses, and that no damage does worse."""

from __future__ import annotations

from pathlib import Path

import network_cases
import network_fuzz
import numpy as np
import pytest
from network_files import T, Writer, flatbuffer, single

import mote
from mote.chip.toolchain import CORES
from mote.command import main
from mote.families.network import tflite
from mote.families.network.layers import Convolution, Reshape
from mote.families.network.lower import lower


def refusal(data: bytes) -> str:
    with pytest.raises(mote.MoteError) as caught:
        lower(tflite.read(data, "a.tflite"))
    return str(caught.value)


def test_a_file_of_another_kind_is_refused() -> None:
    assert "a.tflite is no .tflite file: its bytes 4 to 7 are b'XXXX'" in refusal(
        flatbuffer(T({0: ("uint32", 3)}), b"XXXX")
    )
    assert "is no .tflite file" in refusal(b"")
    assert "its list of subgraphs is empty" in refusal(flatbuffer(T({0: ("uint32", 3)}), b"TFL3"))


def test_a_file_that_ends_early_is_refused_at_the_place() -> None:
    data = network_cases.network("image_int8")
    seen = set()
    for end in range(8, len(data) - 1, 97):
        said = refusal(data[:end])
        assert said.startswith("a.tflite is damaged: ")
        assert f"of {end}" in said
        seen.add(said.split(",")[0])
    assert len(seen) > 5


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0x7FFFFFFF, "needs 4 bytes, and the file ends before"), (1, "is damaged")],
)
def test_an_offset_that_leads_out_of_the_file_is_refused(offset: int, expected: str) -> None:
    data = bytearray(network_cases.network("image_int8"))
    data[0:4] = offset.to_bytes(4, "little")
    assert expected in refusal(bytes(data))


def test_many_fields_that_point_to_one_place_are_refused() -> None:
    """A small file must not make the reader work for long."""
    worth = T({2: np.ones(20_000, np.float32)})
    tensor = T({0: np.array([20_000], np.int32), 1: ("int8", 9), 4: worth})
    few = flatbuffer(T({2: [T({0: [tensor] * 4})]}), b"TFL3")
    assert len(tflite.read(few, "a.tflite").tensors) == 4
    many = flatbuffer(T({2: [T({0: [tensor] * 3000})]}), b"TFL3")
    assert len(many) < 100_000
    assert "is one of too many vectors at the same place" in refusal(many)


def test_a_tensor_that_is_too_large_or_of_no_type_is_refused() -> None:
    file = Writer()
    file.inputs = [file.tensor((1, 1 << 12, 1 << 13), "int8", 1.0, 0)]
    assert "mote takes up to 16777216 numbers" in refusal(file.bytes())
    file = Writer()
    file.inputs = [file.tensor((1, 4), "int8", float("nan"), 0)]
    assert "is not above 0 and finite" in refusal(file.bytes())


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("UNIDIRECTIONAL_SEQUENCE_LSTM", "is a recurrent layer, and is not read yet. mote reads"),
        ("SVDF", "is a recurrent layer"),
        ("VAR_HANDLE", "is the variable '', which is used otherwise than in a stream of rows"),
        ("WHILE", "is a loop, as TensorFlow writes recurrent layers"),
        ("TRANSPOSE", "TRANSPOSE (operator 0) of this network is not read yet. mote reads ADD, "),
    ],
)
def test_an_operator_that_is_not_read_is_named(operator: str, expected: str) -> None:
    assert expected in refusal(single(operator, (1, 4), (0.1, 0), (0.1, 0)))


def test_a_network_of_two_inputs_is_refused() -> None:
    file = Writer()
    file.inputs = [file.tensor((1, 4), "int8", 0.1, 0), file.tensor((1, 4), "int8", 0.1, 0)]
    file.outputs = [file.tensor((1, 4), "int8", 0.1, 0)]
    file.operator("ADD", file.inputs, file.outputs, activation=0)
    assert "has 2 inputs and 1 outputs, and mote reads networks with one of each" in refusal(
        file.bytes()
    )


def test_weights_of_another_type_are_refused_with_what_to_do() -> None:
    file = Writer()
    given = file.tensor((1, 4), "float32")
    held = file.tensor((3, 4), "int8", 0.1, 0, np.ones((3, 4)))
    made = file.tensor((1, 3), "float32")
    file.inputs, file.outputs = [given], [made]
    file.operator("FULLY_CONNECTED", [given, held, -1], [made], activation=0)
    assert "convert with a representative_dataset, or without optimizations" in refusal(
        file.bytes()
    )


def test_a_shape_that_the_file_states_otherwise_is_refused() -> None:
    file = Writer()
    given = file.tensor((1, 6, 6, 1), "int8", 0.1, 0)
    held = file.tensor((2, 3, 3, 1), "int8", 0.1, 0, np.ones((2, 3, 3, 1)))
    made = file.tensor((1, 6, 6, 2), "int8", 0.1, 0)
    file.inputs, file.outputs = [given], [made]
    file.operator("CONV_2D", [given, held], [made], padding=1, stride_h=1, stride_w=1)
    assert "makes [4, 4, 2], and the file says [6, 6, 2]" in refusal(file.bytes())


def test_what_only_moves_numbers_is_folded_away() -> None:
    """PAD is a part of the convolution behind it, and a sequence has one shape."""
    network = lower(tflite.read(network_cases.network("sequence_int8"), "a.tflite"))
    assert [type(layer) for layer in network.layers[1:]] == [Convolution, Convolution]
    assert network.layers[1].window.padding == (0, 4)  # type: ignore[attr-defined]
    assert network.layers[1].window.dilation == (1, 2)  # type: ignore[attr-defined]
    assert not any(isinstance(layer, Reshape) for layer in network.layers)


def test_ends_of_uint8_and_float_are_left_to_the_user() -> None:
    plain = single("LOGISTIC", (1, 8), (0.05, 3), (1 / 256, -128))
    for kind in ("uint8", "float32"):
        file = Writer()
        scale = {"uint8": ((0.05, 131), (1 / 256, 0)), "float32": ((), ())}[kind]
        given = file.tensor((1, 8), kind, *scale[0])
        inside = file.tensor((1, 8), "int8", 0.05, 3)
        result = file.tensor((1, 8), "int8", 1 / 256, -128)
        made = file.tensor((1, 8), kind, *scale[1])
        file.inputs, file.outputs = [given], [made]
        file.operator("QUANTIZE", [given], [inside])
        file.operator("LOGISTIC", [inside], [result])
        file.operator("DEQUANTIZE" if kind == "float32" else "QUANTIZE", [result], [made])
        found = lower(tflite.read(file.bytes(), "a.tflite"))
        wanted = lower(tflite.read(plain, "a.tflite"))
        assert (found.dtype, len(found.layers)) == ("int8", 2)
        np.testing.assert_array_equal(found.layers[1].values, wanted.layers[1].values)


def test_a_path_is_named_where_it_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no file"):
        mote.convert(tmp_path / "none.tflite")
    with pytest.raises(mote.UnsupportedError, match=r"\.h5 files, and 'model.onnx' does not"):
        mote.convert(tmp_path / "model.onnx")
    path = tmp_path / "net.tflite"
    path.write_bytes(network_cases.network("joined_int8"))
    assert "net.tflite" in mote.convert(str(path)).header()
    with pytest.raises(mote.UnsupportedError, match="which computes in int8: leave dtype out"):
        mote.convert(path, "float")
    with pytest.raises(mote.UnsupportedError, match=r"\['a', 'b'\] does not name the 150 outputs"):
        mote.convert(path, classes=["a", "b"])


def test_classes_name_the_outputs() -> None:
    model = mote.convert(network_cases.network("image_int8"), classes=["no", "yes", "up", "down"])
    rows = network_cases.samples(model.n_features_in_, "int8", 8)
    assert set(model.predict(rows)) <= {"no", "yes", "up", "down"}
    assert "enum class label : uint8_t {\n  no, yes, up, down" in model.header()


def test_the_command_line_takes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, header = tmp_path / "net.tflite", tmp_path / "net.hpp"
    path.write_bytes(network_cases.network("image_int8"))
    assert (
        main(["convert", str(path), "-o", str(header), "--option", "classes=['a','b','c','d']"])
        == 0
    )
    assert "namespace net {" in header.read_text(encoding="utf-8")
    random = np.random.default_rng(0)
    samples = tmp_path / "samples.npy"
    np.save(samples, random.normal(size=(20, 189)))
    assert main(["verify", str(path), str(samples)]) == 0
    assert "20 of 20" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.skipif(bool(CORES["m0"].tools.missing()), reason="needs the tools of Cortex-M0")
def test_a_report_counts_a_network_with_its_workspace(tmp_path: Path) -> None:
    path = tmp_path / "small.tflite"
    path.write_bytes(network_cases.network("residual_int8"))
    model = mote.convert(path)
    report = model.report(network_cases.samples(model.n_features_in_, "int8", 4), cores=["m0"])
    assert list(report.builds) == [("m0", "walk")]
    build = report.builds["m0", "walk"]
    assert build.ram >= 300
    assert build.flash > model.table_bytes
    assert build.count is not None
    assert build.count > 10_000
    assert "What small costs" in str(report)
    with pytest.raises(mote.BudgetError, match="instructions"):
        mote.convert(path, budget=mote.Budget(instructions=1000, core="m0"))


@pytest.mark.parametrize("count", [1500, pytest.param(4_000, marks=pytest.mark.slow)])
def test_no_damaged_file_does_worse_than_to_be_refused(count: int) -> None:
    found = network_fuzz.run(count, seed=count)
    assert found["refused"] > count // 4
    assert found["run"] > count // 10
