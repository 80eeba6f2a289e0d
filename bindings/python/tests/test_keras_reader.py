"""Networks of Keras, from files and objects: what is read, what is refused, and no damage."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mote
from mote.families.network import model_file, reference
from mote.families.network.keras import apart, files
from mote.families.network.layers import Convolution, Dense, Depthwise
from mote.families.network.lower import lower

h5py = pytest.importorskip("h5py", reason="pip install h5py, which holds the weights of Keras")

import keras_files  # noqa: E402
import keras_fuzz  # noqa: E402
from keras_files import functional, keras2, keras3, of, two  # noqa: E402

GOLDENS = Path(__file__).parents[3] / "tests/data/keras"
needs_goldens = pytest.mark.skipif(
    not GOLDENS.exists(), reason="these tests stand alone, without the repository"
)


def read(data: bytes) -> Any:
    return lower(files.read_here(data, "a.keras"))


def refusal(data: bytes) -> str:
    with pytest.raises(mote.MoteError) as caught:
        read(data)
    return str(caught.value)


def ask(network: Any, *rows: Any) -> Any:
    return reference.run(network, np.array(rows, np.float64).reshape(len(rows), -1))


@needs_goldens
@pytest.mark.parametrize(
    "path", sorted([*GOLDENS.glob("*.keras"), *GOLDENS.glob("*.h5")]), ids=lambda path: path.name
)
def test_files_of_keras_answer_as_keras_does(path: Path) -> None:
    """The answers were given by Keras, when tests/data/make_keras_goldens.py wrote the files."""
    answers = np.load(GOLDENS / "answers.npz")
    x, y = answers[f"{path.name} x"], answers[f"{path.name} y"]
    own = model_file.from_path(path).predict_proba(x)
    assert np.abs(own - y).max() <= 1e-5 * np.abs(y).max()
    assert np.ptp(y, axis=0).max() > 0.01


@needs_goldens
@pytest.mark.slow
@pytest.mark.parametrize("name", ["image.keras", "series.h5"])
def test_a_file_of_keras_runs_as_cpp(name: str) -> None:
    model = mote.convert(GOLDENS / name)
    x = np.load(GOLDENS / "answers.npz")[f"{name} x"]
    verified = model.verify(x)
    assert verified.identical == len(x)
    assert name in model.header()


def test_batch_normalization_is_a_part_of_the_layer_before() -> None:
    weights = np.arange(6.0).reshape(2, 3) - 2.0
    gamma, beta, mean, variance = (
        np.array(n) for n in ([1.0, 2, 3], [4.0, 5, 6], [0.5, 1, -1], [3.0, 8, 15])
    )
    network = read(
        keras3(
            (2,),
            of("Dense", weights, units=3, use_bias=False),
            of("BatchNormalization", gamma, beta, mean, variance, epsilon=1.0),
            of("ReLU"),
        )
    )
    assert [type(layer) for layer in network.layers[1:]] == [Dense]
    x = np.array([0.7, -0.4])
    wanted = (x @ weights - mean) / np.sqrt(variance + 1.0) * gamma + beta
    np.testing.assert_allclose(ask(network, x), np.maximum(wanted, 0.0)[None], rtol=1e-6)


def test_what_scales_the_input_is_a_part_of_the_layer_behind_unless_that_pads() -> None:
    kernel = np.random.default_rng(0).normal(size=(3, 1, 2))
    found = {}
    for padding in ("valid", "same", "causal"):
        network = read(
            keras3(
                (5, 1),
                of("Rescaling", scale=0.5, offset=-1.0),
                of("Conv1D", kernel, filters=2, kernel_size=3, padding=padding, use_bias=False),
            )
        )
        found[padding] = [type(layer) for layer in network.layers[1:]]
        x = np.arange(5.0)
        padded = np.concatenate([np.zeros({"valid": 0, "same": 1, "causal": 2}[padding]), x / 2 - 1,
                                 np.zeros(int(padding == "same"))])  # fmt: skip
        wanted = [
            np.tensordot(padded[at : at + 3], kernel[:, 0], 1) for at in range(len(padded) - 2)
        ]
        np.testing.assert_allclose(ask(network, x)[0], np.ravel(wanted), rtol=1e-5, atol=1e-6)
    assert found == {
        "valid": [Convolution],
        "same": [Depthwise, Convolution],
        "causal": [Depthwise, Convolution],
    }


def test_a_scale_without_a_shift_goes_through_padding() -> None:
    network = read(
        keras3(
            (4, 4, 1),
            of("Rescaling", scale=1 / 255),
            of("ZeroPadding2D", padding=1),
            of("Conv2D", np.ones((3, 3, 1, 1)), [2.0], filters=1, kernel_size=[3, 3]),
        )
    )
    assert [type(layer) for layer in network.layers[1:]] == [Convolution]
    np.testing.assert_allclose(ask(network, np.full(16, 255.0))[0][:2], [6.0, 8.0], rtol=1e-6)


def test_a_functional_model_of_keras_2_is_read_from_a_file_and_from_an_object() -> None:
    random = np.random.default_rng(2)
    config = functional(
        (6,),
        two("a", "Dense", "x", units=6, activation="relu"),
        {
            "class_name": "TFOpLambda", "name": "plus",
            "config": {"name": "plus", "function": "__operators__.add"},
            "inbound_nodes": [["a", 0, 0, {"y": ["x", 0, 0], "name": None}]],
        },
        two("b", "Dense", "plus", units=2),
    )  # fmt: skip
    weights = {
        "b": [random.normal(size=(6, 2)), [0.1, 0.2]], "a": [random.normal(size=(6, 6)), [1.0] * 6],
    }  # fmt: skip
    x = random.normal(size=6)
    first = np.maximum(x @ weights["a"][0] + 1.0, 0.0) + x
    wanted = first @ weights["b"][0] + weights["b"][1]
    np.testing.assert_allclose(ask(read(keras2(config, weights)), x)[0], wanted, rtol=1e-5)
    held = model_file.from_keras(keras_files.Model(config, weights))
    np.testing.assert_allclose(ask(held.network, x)[0], wanted, rtol=1e-5)
    model = mote.convert(keras_files.Model(config, weights))
    assert model.verify(x[None].astype(np.float32)).identical == 1


def test_the_name_of_a_layer_cannot_end_a_comment_of_the_header() -> None:
    name = "a\nint x; //\\\u2028"
    data = keras3((2,), of("Dense", np.ones((2, 2)), units=2, use_bias=False, name=name))
    model = mote.convert(model_file.NetworkFile(files.read(data, "a.keras")))
    assert "// Dense (layer 'a?int?x??//??'): 1 x 1 x 2\n" in model.header()


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (of("LayerNormalization"), "The nearest that works is BatchNormalization, which costs"),
        (of("Cats"), "Cats (layer 'l0') of this network is not read. mote reads Activation, "),
        (of("Conv1D", filters=2, kernel_size=[3], groups=2), "has groups: the nearest that works"),
        (of("Conv1D", filters=2, kernel_size=[3], data_format="channels_first"),
         "has data_format 'channels_first', and mote reads 'channels_last'"),
        (of("Conv2D", filters=2, kernel_size=[3, 3]), "takes 3 axes, and its input has"),
        (of("Conv1D", filters=2, kernel_size=[9]), "of shapes [], and [[9, 4, 2], [2]] were"),
        (of("Conv1D", np.ones((9, 4, 2)), filters=2, kernel_size=[9], use_bias=False),
         "makes numbers of shape [1, 0, 2]"),
        (of("Dense", units="many"), "has units 'many', and a whole number was expected"),
        (of("Activation", activation="cube"), "has activation 'cube', and mote reads linear, "),
        (of("ReLU", max_value=3.0), "ends at 3.0, and mote reads ReLU and ReLU(max_value=6)"),
        (of("Softmax", axis=0), "is along axis 0, and mote takes the last one"),
        (of("Reshape", target_shape=[5, 5]), "makes [5, 5] of [8, 4]"),
        (of("BatchNormalization", [1.0] * 4, [0.0] * 4, [0.0] * 4, [-1.0] * 4),
         "has a variance that is not above 0"),
        (of("Dense", np.full((4, 2), np.nan), units=2, use_bias=False), "is no finite float32"),
        (of("ZeroPadding1D", padding=[-1, 0]), "has padding [-1, 0], and numbers of 0 to 255"),
        (of("GlobalMaxPooling1D", keepdims="x"), "True or False was expected"),
        (of("Rescaling", scale="big"), "has scale 'big', and numbers were expected"),
    ],
    ids=lambda given: given if isinstance(given, str) else given[0],
)  # fmt: skip
def test_a_layer_that_has_no_equal_is_named_with_the_reason(layer: Any, expected: str) -> None:
    said = refusal(keras3((8, 4), layer))
    assert said.startswith(f"{layer[0]} (layer 'l0') of this network ")
    assert expected in said


def test_a_free_axis_two_inputs_and_a_class_of_ones_own_are_refused() -> None:
    dense = of("Dense", np.ones((4, 2)), units=2, use_bias=False)
    assert "has an input of shape [None, 4], and a chip needs all of it" in refusal(
        keras3((None, 4), dense)
    )
    config = functional((4,), two("a", "Dense", "x", units=2))
    config["config"]["input_layers"].append(["y", 0, 0])
    assert "has 2 inputs, and mote reads networks with one" in refusal(keras2(config, {}))
    with pytest.raises(mote.UnsupportedError, match="a class of your own is not read"):
        mote.convert(keras_files.Model({"config": {"name": "mine"}}, {}))
    apart = functional((4,), two("a", "Dense", "b", units=2))
    assert "has no way from its input to its output 'a'" in refusal(keras2(apart, {}))


def test_a_number_beside_a_layer_is_no_layer() -> None:
    plus = two("a", "Add", "x")
    plus["inbound_nodes"] = [{"args": [{"class_name": "__keras_tensor__", "config": {
        "keras_history": ["x", 0, 0]}}, 0.5], "kwargs": {}}]  # fmt: skip
    assert "write a constant factor as keras.layers.Rescaling" in refusal(
        keras2(functional((4,), plus), {})
    )


def test_a_file_that_is_none_of_keras_is_refused(tmp_path: Path) -> None:
    assert "is no HDF5 file, or damaged" in refusal(b"TFL3")
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("metadata.json", "{}")
    assert "has no config.json in it" in refusal(out.getvalue())
    assert "is a damaged archive" in refusal(out.getvalue()[:-30])
    assert "holds weights and no model" in refusal(_h5(lambda file: None))
    assert "a description that is no JSON" in refusal(keras_files.archive("[" * 100_000, {}))
    assert "a description that is no JSON object" in refusal(keras_files.archive("[]", {}))
    folder = tmp_path / "saved.keras"
    folder.mkdir()
    with pytest.raises(mote.UnsupportedError, match=r"is a folder, as TensorFlow saves models"):
        mote.convert(folder)


def _h5(change: Any) -> bytes:
    out = BytesIO()
    with h5py.File(out, "w") as file:
        change(file)
    return out.getvalue()


def test_weights_that_lead_to_other_files_or_grow_are_refused(tmp_path: Path) -> None:
    """An HDF5 file can name others, and a small one can unpack to any size."""
    other = tmp_path / "other.h5"
    with h5py.File(other, "w") as file:
        file["w"] = np.ones((4, 2), np.float32)
    (tmp_path / "raw").write_bytes(bytes(32))
    config = functional((4,), two("a", "Dense", "x", units=2, use_bias=False))

    def held(put: Any) -> str:
        data = keras2(config, {"a": [np.ones((4, 2))]})
        out = BytesIO(data)
        with h5py.File(out, "a") as file:
            del file["model_weights/a/a/w0:0"]
            put(file["model_weights/a/a"], "w0:0")
        return refusal(out.getvalue())

    def external(group: Any, name: str) -> None:
        group[name] = h5py.ExternalLink(str(other), "/w")

    def soft(group: Any, name: str) -> None:
        group["z"] = np.ones((4, 2), np.float32)
        group[name] = h5py.SoftLink("/model_weights/a/a/z")

    def outside(group: Any, name: str) -> None:
        group.create_dataset(name, (4, 2), "f4", external=[(str(tmp_path / "raw"), 0, 32)])

    def packed(group: Any, name: str) -> None:
        group.create_dataset(name, data=np.ones((4, 2), np.float32), compression="gzip")

    def large(group: Any, name: str) -> None:
        group.create_dataset(name, (1 << 16, 1 << 12), "f4", chunks=(1, 1))

    assert "leads from 'model_weights/a/a/w0:0' to another place" in held(external)
    assert "leads from 'model_weights/a/a/w0:0' to another place" in held(soft)
    assert "an array of numbers, not compressed, was expected" in held(outside)
    assert "an array of numbers, not compressed, was expected" in held(packed)
    assert "and mote takes up to 16,777,216 numbers" in held(large)


def test_an_archive_that_unpacks_to_more_than_a_description_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", " " * (files.MOST_CONFIG + 1))
    assert len(out.getvalue()) < 100_000
    assert "has a config.json of more than 16,777,216 bytes" in refusal(out.getvalue())


def test_models_inside_of_models_end() -> None:
    config = keras_files.described((4,), of("Dropout"))
    for _ in range(9):
        inner = {**config, "config": {**config["config"], "name": "s"}}
        config = {"class_name": "Sequential", "config": {"name": "s", "layers": [
            config["config"]["layers"][0], inner]}}  # fmt: skip
    assert "has models inside of models, deeper than 8" in refusal(keras_files.archive(config, {}))


def test_neither_keras_nor_tensorflow_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "a.keras"
    path.write_bytes(keras3((2,), of("Dense", np.ones((2, 2)), units=2, use_bias=False)))
    script = (
        "import sys, mote; mote.convert(sys.argv[1]); "
        "print([name for name in ('keras', 'tensorflow', 'jax') if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=True
    )
    assert said.stdout == "[]\n"


def test_without_h5py_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "h5py", None)
    with pytest.raises(mote.UnsupportedError, match=r"package h5py: pip install h5py \(or mote-ml"):
        files.read(b"\x89HDF\r\n\x1a\n", "a.h5")


def test_a_file_on_which_the_hdf5_library_does_not_end_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = keras3((2,), of("Dense", np.ones((2, 2)), units=2, use_bias=False))
    assert len(files.read(data, "a.keras").nodes) == 1
    with pytest.raises(mote.ReadError, match=r"a\.keras is no HDF5 file, or damaged"):
        files.read(b"TFL3", "a.keras")
    monkeypatch.setattr(apart, "_CHILD", "while True: pass")
    monkeypatch.setattr(apart, "SECONDS", 1.0)
    with pytest.raises(mote.ReadError, match="the HDF5 library was not done with it in 1 seconds"):
        files.read(data, "a.keras")
    monkeypatch.setattr(apart, "_CHILD", "import os; os.abort()")
    with pytest.raises(mote.ReadError, match=r"a\.keras is damaged: reading it ended with no"):
        files.read(data, "a.keras")


@pytest.mark.parametrize("count", [300, pytest.param(3_000, marks=pytest.mark.slow)])
def test_no_damaged_file_does_worse_than_to_be_refused(count: int) -> None:
    found = keras_fuzz.run(count, seed=count)
    assert found["refused"] > count // 4
    assert found["run"] > count // 20


@needs_goldens
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Keras' own
def test_models_of_keras_itself_answer_as_keras_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs where Keras is installed with a back end: its numpy one needs jax."""
    monkeypatch.setenv("KERAS_BACKEND", "numpy")
    pytest.importorskip("keras", reason="pip install keras jax to compare with it")
    monkeypatch.syspath_prepend(str(GOLDENS.parent))
    import make_keras_goldens

    for name, make in make_keras_goldens.MODELS.items():
        random = np.random.default_rng(5)
        model = make()
        make_keras_goldens.drawn(model, random)
        x = random.normal(1.0, 1.0, (4, *model.input_shape[1:])).astype(np.float32)
        y = np.asarray(model(x, training=False)).reshape(4, -1)
        own = model_file.from_keras(model).predict_proba(x)
        assert np.abs(own - y).max() <= 1e-5 * max(1.0, np.abs(y).max()), name
