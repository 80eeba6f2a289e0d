"""The C functions around a generated header: every way to run it that may be flashed.

`predict`, `predict_proba` and `score` walk the model; with the prefix `code_` they run it as code,
and with `file_` as loaded from a file by `file_load`. `prepare` gives the row of a model behind
stages, and `pipeline` takes raw samples.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..emit.literals import C_TYPE
from ..emit.pipeline import Windows
from ..families.base import Abi, File, Output

_HEAD = """\
#include "model.hpp"
#include <stddef.h>
{includes}
namespace m = {namespace};
using feature = {feature};
constexpr size_t features = {features};
using sample = mote::array<feature, features>;

namespace {{
const sample& row(const feature* x, size_t i) {{
  return *static_cast<const sample*>(static_cast<const void*>(x + i * features));
}}
template <class To, class From>
void put(To*& out, const From& from) {{
  *out++ = static_cast<To>(from);
}}
template <class To, class From, size_t N>
void put(To*& out, const mote::array<From, N>& from) {{
  for (const From& one : from) *out++ = static_cast<To>(one);
}}
{declarations}}}  // namespace

extern "C" {{
{functions}}}
"""

_FUNCTION = """\
void {prefix}{verb}(const feature* x, size_t rows, {type}* out) {{
  for (size_t i = 0; i < rows; ++i) {{
    {call}
  }}
}}
"""

_QUANTIZE = """\
size_t quantize(const float* raw, size_t rows, feature* out) {
  size_t saturated = 0;
  for (size_t i = 0; i < rows; ++i) {
    const auto& from = *static_cast<const mote::array<float, features>*>(
        static_cast<const void*>(raw + i * features));
    saturated += m::quantize(
        from, *static_cast<sample*>(static_cast<void*>(out + i * features)));
  }
  return saturated;
}
"""

_LOADED = """\
{declarations}
using loaded_type = {type};
loaded_type loaded;

struct text {{
  const char* at;
  const char* end;
  bool operator()(char& c) {{
    if (at == end) return false;
    c = *at++;
    return true;
  }}
}};
"""

_LOAD = """\
unsigned file_load(const char* file, size_t size, unsigned* line) {{
  {reader} reader{{loaded}};
  const mote::status s = reader.read(text{{file, file + size}});
  *line = s.line();
  return static_cast<unsigned>(s.code());
}}
"""

# A piece is the rows that were lost before it, all ones where a recording begins, and its samples.
_PIPELINE = """\
size_t pipeline(const {input}* x, const size_t* piece, size_t pieces, feature* rows, {type}* out,
                size_t most) {{
  m::pipeline all;
  size_t windows = 0;
  for (; pieces > 0; --pieces, piece += 2) {{
    if (piece[0] == ~size_t{{0}}) {{
      all.reset();
    }} else {{
      all.lose(static_cast<uint32_t>(piece[0]));
    }}
    mote::span<const {input}> samples{{x, piece[1]}};
    x += piece[1];
    while (all.push(samples)) {{
      if (++windows > most) continue;
      put(rows, all.features());
      put(out, all.decision());
    }}
  }}
  return windows;
}}
"""

# What C++ calls the type of a result.
_RESULT = {"predict": "prediction_t", "predict_proba": "probabilities_t", "score": "scores_t"}


def write(
    namespace: str,
    features: int,
    abi: Abi,
    *,
    quantizes: bool = False,
    code: bool = False,
    file: File | None = None,
    windows: Windows | None = None,
) -> str:
    """The C++ of a library that includes the header as model.hpp, its namespace `namespace`."""
    verbs = {"predict": abi.prediction, "predict_proba": abi.probability, "score": abi.score}
    if abi.workspace:
        return _of_network(namespace, features, abi, verbs)
    ways = {"": "put(out, mote::{verb}(m::model, row(x, i)));"}
    if code:
        ways["code_"] = "put(out, mote::{verb}<m::model>(row(x, i)));"
    if file is not None:
        ways["file_"] = (
            "mote::{result}<loaded_type> value{{}};\n"
            "    if (mote::{verb}(loaded, row(x, i), value)) put(out, value);"
        )
    functions = "".join(
        _FUNCTION.format(
            prefix=prefix,
            verb=verb,
            type=C_TYPE[output.type],
            call=call.format(verb=verb, result=_RESULT[verb]),
        )
        for prefix, call in ways.items()
        for verb, output in verbs.items()
        if output is not None
    )
    if abi.prediction.type == "int32":  # a value in units: what firmware makes of it
        call = "*out++ = m::model.rule().real(mote::predict(m::model, row(x, i)));"
        functions += _FUNCTION.format(prefix="", verb="real", type="float", call=call)
    if abi.prepared is not None:
        call = "put(out, m::model.prepare(row(x, i).data()));"
        kind = C_TYPE[abi.prepared.type]
        functions += _FUNCTION.format(prefix="", verb="prepare", type=kind, call=call)
    if windows is not None:  # one after the other, from raw samples
        functions += _PIPELINE.format(
            input=C_TYPE[windows.stage.input],
            type=C_TYPE[abi.prediction.type],
        )
    loaded = ""
    if file is not None:
        loaded = _LOADED.format(declarations=file.declarations, type=file.type)
        functions += _LOAD.format(reader=file.reader)
    return _HEAD.format(
        includes="".join(f"#include <{name}>\n" for name in (file.includes if file else ())),
        namespace=namespace,
        feature=C_TYPE[abi.feature],
        features=features,
        declarations=loaded,
        functions=functions + (_QUANTIZE if quantizes else ""),
    )


_NETWORK = """\
void {verb}(const feature* x, size_t rows, {type}* out) {{
  static mote::{ram}<m::model> ram;{begin}
  for (size_t i = 0; i < rows; ++i) {{
    {call}
  }}
}}
"""


def _of_network(namespace: str, features: int, abi: Abi, verbs: Mapping[str, Output | None]) -> str:
    """The same of a model that runs in a workspace: each verb but a label is its last layer."""
    functions = ""
    for verb, output in verbs.items():
        if output is None:
            continue
        call = f"put(out, mote::{verb}(m::model, row(x, i), ram));"
        if verb == "predict" and output.type == abi.feature:
            kind, count = C_TYPE[output.type], output.columns
            call = (
                f"mote::run(m::model, row(x, i), *static_cast<mote::array<{kind}, {count}>*>(\n"
                f"        static_cast<void*>(out + i * {count})), ram);"
            )
        functions += _NETWORK.format(
            verb=verb,
            type=C_TYPE[output.type],
            call=call,
            ram="stream" if abi.stream else "workspace",
            begin="\n  ram.reset();" if abi.stream else "",
        )
    return _HEAD.format(
        includes="",
        namespace=namespace,
        feature=C_TYPE[abi.feature],
        features=features,
        declarations="",
        functions=functions,
    )
