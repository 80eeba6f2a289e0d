"""`python -m mote convert` and `verify`: an estimator that joblib or pickle wrote."""

from __future__ import annotations

import argparse
import ast
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from ..convert import convert
from ..emit.names import identifier
from ..errors import UnsupportedError, UnverifiedWarning, VerificationError
from ..families.registry import stand_in
from ..model import Model
from . import rows

_PRAGMA = "#pragma once\n"  # above it a header says how it was made, below it stands the model


def add_convert(commands: Any) -> None:
    """Adds `convert` to argparse's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "convert",
        help="write the header of an estimator",
        description="Writes the C++ header of a fitted estimator, and verifies it on --samples.",
    )
    _add_model(parser)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="MODEL.hpp",
                        help="the header to write, or a .csv that firmware loads")  # fmt: skip
    parser.add_argument("--name", help="namespace of the header; default: its file's name")
    parser.add_argument("--samples", type=Path, metavar="FILE", help="verify on them before")
    _add_target(parser)
    parser.set_defaults(run=_convert)


def add_verify(commands: Any) -> None:
    """Adds `verify` to argparse's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "verify",
        help="hold a converted model to its estimator",
        description="Converts an estimator, and holds the result to it on samples: 0 where the "
        "promise is kept, 1 where it is broken.",
    )
    _add_model(parser)
    parser.add_argument("samples", type=Path, help="rows that were held out: .csv, .npy or .npz")
    parser.add_argument("--header", type=Path, metavar="MODEL.hpp",
                        help="also that this is the header of the estimator")  # fmt: skip
    _add_target(parser)
    parser.set_defaults(run=_verify)


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("estimator", type=Path, metavar="model.joblib",
                        help="what joblib.dump or pickle wrote; loading one runs code in it, so "
                        "take none from strangers; or a .tflite file")  # fmt: skip
    parser.add_argument("--dtype", help="float (the default; of a .tflite file its own), int8, "
                        "int16, int32")  # fmt: skip
    parser.add_argument("--calibrate", type=Path, metavar="FILE", help="samples to fit a scale on")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE",
                        help="of convert, such as leaves=hard; may be repeated")  # fmt: skip


def _add_target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--target", metavar="COLUMN", help="of the samples, with the right answers")


def _convert(given: argparse.Namespace) -> int:
    model = _converted(given)
    if given.samples is not None:
        print(_held(model, given))
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", UnverifiedWarning)
        model.save(given.out, given.name)
    print(f"{repr(model)[1:-1]}\nwrote {given.out}")
    if warned:
        print("mote: it was not verified: give held-out rows as --samples.", file=sys.stderr)
    return 0


def _verify(given: argparse.Namespace) -> int:
    model = _converted(given)
    print(_held(model, given))
    if given.header is not None:
        _compare(model, given.header)
        print(f"{given.header} is the header of {given.estimator}")
    return 0


def _held(model: Model, given: argparse.Namespace) -> str:
    X, y = rows.read(given.samples, given.target)
    with _naming_the_target(given, X, model.n_features_in_):
        return str(model.verify(X, y))


@contextmanager
def _naming_the_target(given: argparse.Namespace, X: Any, features: int) -> Iterator[None]:
    """Where the rows have a column too many and none was called the target, it may be that."""
    try:
        yield
    except ValueError as error:
        if given.target is not None or X is None or np.asarray(X).shape[-1] <= features:
            raise
        raise type(error)(
            f"{error} If a column holds the right answers, name it: --target COLUMN."
        ) from None


def _compare(model: Model, path: Path) -> None:
    """Raises VerificationError where the file holds another model."""
    text = path.read_text(encoding="utf-8")
    name = next((part.split(" {")[0] for part in text.split("\nnamespace ")[1:]), "model")
    own = model.header(identifier(name, "model"))
    if text.partition(_PRAGMA)[2] != own.partition(_PRAGMA)[2]:
        raise VerificationError(
            f"{path} is not the header of this estimator, converted with these options: convert "
            "it again, or give the --dtype, --calibrate and --option that it was made with."
        )


def _converted(given: argparse.Namespace) -> Model:
    options = {}
    for text in given.option:
        name, equals, value = text.partition("=")
        if not equals:
            raise UnsupportedError(f"--option {text} has no value: write --option NAME=VALUE.")
        options[name] = _value(value)
    calibrate = None
    if given.calibrate is not None:
        calibrate, _ = rows.read(given.calibrate, given.target, needs_target=False)
    estimator = _load(given.estimator)
    dtype = given.dtype or ("auto" if given.estimator.suffix == ".tflite" else "float")
    with _naming_the_target(given, calibrate, getattr(estimator, "n_features_in_", 0)):
        return convert(estimator, dtype, calibrate=calibrate, **options)


def _value(text: str) -> Any:
    """A number or None where it is one, else the text."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def _load(path: Path) -> Any:
    import joblib

    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}.")
    if path.suffix == ".tflite":
        return stand_in(path)
    try:
        return joblib.load(path)
    except ImportError:
        raise
    except Exception as error:  # whatever a damaged pickle brings
        raise UnsupportedError(
            f"{path} is no estimator that joblib.dump or pickle wrote ({type(error).__name__})."
        ) from None
