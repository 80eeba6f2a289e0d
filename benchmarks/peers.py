"""Forests converted by other libraries, installed from their packages as their users would.

Each function returns C code that defines, for some feature type T,
    int32_t peer_predict(const T* x)                the class, or
    float peer_value(const T* x)                    the value of a regression, and
    void peer_proba(const T* x, float* out)         the class probabilities.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

with np.errstate():  # importing emlearn makes numpy raise on underflow, for the whole process
    import emlearn
    import emlearn.common
import m2cgen

EMLEARN_INCLUDE = Path(emlearn.common.get_include_dir())
EMLEARN = f"emlearn {version('emlearn')}"
M2CGEN = f"m2cgen {version('m2cgen')}"

C_TYPE = {"int16": "int16_t", "float": "float", "double": "double"}


class NotSupported(Exception):  # noqa: N818  # an answer, not an error
    """The library cannot convert this estimator; the text is its own."""


LARGEST = """
int32_t peer_predict(const {kind} *x) {{
  {kind} out[{classes}];
  peer_score(({kind} *)x, out);
  int32_t best = 0;
  for (int32_t k = 1; k < {classes}; ++k) if (out[k] > out[best]) best = k;
  return best;
}}
"""
_CLASSIFIER = (
    LARGEST
    + """void peer_proba(const {kind} *x, float *to) {{
  {kind} out[{classes}];
  peer_score(({kind} *)x, out);
  for (int32_t k = 0; k < {classes}; ++k) to[k] = (float)out[k];
}}
"""
)
_REGRESSOR = "float peer_value(const {kind} *x) {{ return (float)peer_score(({kind} *)x); }}\n"
_EMLEARN_PROBA = """
void peer_proba(const {kind} *x, float *out) {{
  peer_model_predict_proba(x, {features}, out, {classes});
}}
"""


def emlearn_c(
    estimator: Any, feature: str, *, method: str = "inline", leaf_bits: int = 0, proba: bool = True
) -> str:
    """`leaf_bits`: 0 for hard votes, 8 for class proportions in a byte. Ignored by regressors.

    Without `proba` each tree has one caller, so that the compiler can put it there: faster.
    """
    kind, features = C_TYPE[feature], estimator.n_features_in_
    regressor = is_regressor(estimator)
    options = {} if regressor else {"leaf_bits": leaf_bits}
    try:
        with np.errstate():
            model = emlearn.convert(estimator, method=method, dtype=kind, **options)
            code: str = model.save(name="peer_model", include_proba=proba)
    except (ValueError, AttributeError, AssertionError) as error:
        raise NotSupported(str(error) or type(error).__name__) from error
    result, name = ("float", "peer_value") if regressor else ("int32_t", "peer_predict")
    code += f"\n{result} {name}(const {kind} *x) {{ return peer_model_predict(x, {features}); }}\n"
    if proba and not regressor:
        classes = len(estimator.classes_)
        code += _EMLEARN_PROBA.format(kind=kind, features=features, classes=classes)
    return code


def m2cgen_c(estimator: Any, feature: str = "double") -> str:
    """m2cgen writes double; as float its code is edited, as its users do for a chip without it."""
    kind = C_TYPE[feature]
    try:
        code: str = m2cgen.export_to_c(estimator, function_name="peer_score")
    except NotImplementedError as error:
        raise NotSupported(str(error)) from error
    code = "#include <stdint.h>\n" + re.sub(r"\bdouble\b", kind, code) + "\n"
    if is_regressor(estimator):
        return code + _REGRESSOR.format(kind=kind)
    return code + _CLASSIFIER.format(kind=kind, classes=len(estimator.classes_))


def is_regressor(estimator: Any) -> bool:
    return type(estimator).__name__.endswith("Regressor")
