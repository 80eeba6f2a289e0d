"""Models that are no forests, converted by emlearn and m2cgen from their packages.

Each function returns C code that defines `answer peer_predict(const feature* x)`, where the answer
is int32_t, the place of a class or a component, or float, the value of a regression.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import peers
from family_kernels import Kernel
from peers import NotSupported
from places import BUILD

import mote  # noqa: F401  # before emlearn, which changes numpy for the process

with np.errstate():
    import emlearn
import m2cgen

PATIENCE = 5.0  # seconds for one row on the host

_ELLIPTIC = """
int32_t peer_predict(const float *x) {{
  float distance;
  return eml_elliptic_envelope_predict(&peer_model_classifier, x, {features}, &distance) ? 0 : 1;
}}
"""
_MIXTURE = """
int32_t peer_predict(const float *x) {{
  float out[{components}];
  peer_model_predict_log_proba(x, {features}, out);
  int32_t best = 0;
  for (int32_t k = 1; k < {components}; ++k) if (out[k] > out[best]) best = k;
  return best;
}}
"""
_NEIGHBORS = """
static EmlNeighborsDistanceItem peer_distances[{rows}];
int32_t peer_predict(const int16_t *x) {{
  int16_t out = -1;
  eml_neighbors_predict(&peer_model, x, {features}, peer_distances, {rows}, &out);
  return out;
}}
"""
_CALLED = """
int32_t peer_predict(const float *x) {{ return peer_model_predict(x, {features}); }}
"""


@contextmanager
def _scratch() -> Iterator[None]:
    """emlearn compiles what it converts in a folder `tmp` of wherever it is called."""
    before = Path.cwd()
    BUILD.mkdir(parents=True, exist_ok=True)
    os.chdir(BUILD)
    try:
        yield
    finally:
        os.chdir(before)


def emlearn_c(estimator: Any, way: str) -> str:
    """`way`: loadable or inline, of perceptrons; other models have one."""
    name, features = type(estimator).__name__, estimator.n_features_in_
    method = way or ("inline" if name == "EllipticEnvelope" else "loadable")
    try:
        with np.errstate(), _scratch():
            model = emlearn.convert(estimator, method=method)
            more = {"inference": [method]} if name == "MLPClassifier" else {}
            code: str = model.save(name="peer_model", **more)
    except (ValueError, AttributeError, AssertionError, NotImplementedError) as error:
        raise NotSupported(str(error) or type(error).__name__) from error
    if name == "EllipticEnvelope":
        return code + _ELLIPTIC.format(features=features)
    if name.endswith("Mixture"):
        return code + _MIXTURE.format(features=features, components=estimator.n_components)
    if name == "KNeighborsClassifier":
        return code + _NEIGHBORS.format(features=features, rows=len(estimator._fit_X))
    return code + _CALLED.format(features=features)


_VOTES = """
int32_t peer_predict(const {kind} *x) {{
  {kind} out[{pairs}];
  int32_t votes[{classes}] = {{0}}, best = 0, at = 0;
  peer_score(({kind} *)x, out);
  for (int32_t i = 0; i < {classes}; ++i)
    for (int32_t j = i + 1; j < {classes}; ++j) ++votes[out[at++] > 0 ? i : j];
  for (int32_t k = 1; k < {classes}; ++k) if (votes[k] > votes[best]) best = k;
  return best;
}}
"""
_SIGN = """
int32_t peer_predict(const {kind} *x) {{ return peer_score(({kind} *)x) > 0; }}
"""
_VALUE = """
float peer_predict(const {kind} *x) {{ return (float)peer_score(({kind} *)x); }}
"""


def m2cgen_c(estimator: Any, sample: str) -> str:
    """Its double, or as float edited as its users do for a chip: types and functions of math.h."""
    kind = peers.C_TYPE[sample]
    try:
        code: str = m2cgen.export_to_c(estimator, function_name="peer_score")
    except (NotImplementedError, ValueError) as error:
        raise NotSupported(str(error)) from error
    if sample == "float":
        code = re.sub(r"\bdouble\b", "float", code)
        code = re.sub(r"\b(exp|pow|tanh|sqrt)\(", r"\1f(", code)
    classes = len(getattr(estimator, "classes_", ()))
    if classes > 2:
        pairs = classes * (classes - 1) // 2
        answer = _VOTES if hasattr(estimator, "support_vectors_") else peers.LARGEST
        ending = answer.format(kind=kind, classes=classes, pairs=pairs)
    else:
        labels = classes == 2 or type(estimator).__name__ == "OneClassSVM"
        ending = (_SIGN if labels else _VALUE).format(kind=kind)
    return "#include <stdint.h>\n" + code + ending


CONVERT: dict[str, Callable[[Any, str, str], str]] = {
    "emlearn": lambda estimator, way, _: emlearn_c(estimator, way),
    "m2cgen": lambda estimator, _, sample: m2cgen_c(estimator, sample),
}


def refusal(kernel: Kernel, estimator: Any, row: Any, build: Path) -> str:
    """In the library's own words why it does not convert, or what its code does instead."""
    try:
        code = CONVERT[kernel.library](estimator, kernel.way, kernel.sample)
    except NotSupported as error:
        return str(error)
    build.mkdir(parents=True, exist_ok=True)
    x = ",".join(str(int(v)) for v in row)
    (build / "peer.c").write_text(
        f"#include <stdint.h>\n{code}\nint main(void) {{ static const int16_t x[] = {{{x}}};\n"
        "  return peer_predict(x) < 0; }\n"
    )
    subprocess.run(
        [shutil.which("cc") or "cc", "-w", "-O1", "-fno-strict-overflow",
         "-I", str(peers.EMLEARN_INCLUDE), str(build / "peer.c"), "-lm", "-o", str(build / "peer")],
        check=True,
    )  # fmt: skip
    try:
        subprocess.run([str(build / "peer")], timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"its code does not return from the first row within {PATIENCE:.0f} seconds"
    return ""
