"""This machine's C++ compiler: which one, and how a library is compiled with it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import CompilerError
from . import headers

SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
FLAGS = (
    "-std=c++17",
    "-O2",
    "-ffp-contract=off",
    "-fno-exceptions",
    "-fno-rtti",
    "-shared",
    *(() if sys.platform == "win32" else ("-fPIC",)),  # all code of Windows can be moved
)
# Of Zig: code that runs on every machine with this one's instruction set, and no C++ library, which
# mote does not use, and which Zig would compile from its sources first (minutes).
ZIG = (sys.executable, "-m", "ziglang", "c++")
ZIG_FLAGS = ("-mcpu=baseline", "-nostdlib++")
# What compilers read from the environment, beside their command.
_VARIABLES = (
    "CPATH", "CPLUS_INCLUDE_PATH", "LIBRARY_PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX", "SDKROOT",
    "MACOSX_DEPLOYMENT_TARGET", "CCC_OVERRIDE_OPTIONS",
)  # fmt: skip


def compiler() -> str:
    """The command of the host's C++ compiler: $CXX where it is set; else c++, g++ or clang++; else
    that of the Python package `ziglang`.
    """
    return shlex.join(find().command)


@dataclass(frozen=True)
class Compiler:
    """A command that compiles C++17."""

    command: tuple[str, ...]
    quick: bool = False  # for what is compiled at each try of a size: half the time, the same bits

    @property
    def flags(self) -> tuple[str, ...]:
        extra = (*(ZIG_FLAGS if self.command == ZIG else ()), *(("-O1",) if self.quick else ()))
        return (*FLAGS, *extra)

    def key(self, sources: Mapping[str, str]) -> str:
        """Names the library of `sources`: the same key, the same code."""
        parts = [
            "1",  # the version of this list
            sys.platform,
            platform.machine(),
            _identity(self.command, _changed(self.command)),
            *self.flags,
            *(f"{name}={os.environ.get(name)}" for name in _VARIABLES),
            headers.digest(),
            *(part for source in sources.items() for part in source),
        ]
        hashed = hashlib.sha256()
        for part in parts:
            hashed.update(f"{len(part.encode())}:{part}".encode())
        return hashed.hexdigest()[:32]

    def build(self, sources: Mapping[str, str], folder: Path) -> Path:
        """Compiles the .cpp files of `sources` in `folder`, which is empty, to a library there."""
        for name, text in sources.items():
            (folder / name).write_text(text, encoding="utf-8")
        library = folder / f"library{SUFFIX}"
        done = subprocess.run(
            [
                *self.command,
                *self.flags,
                "-I",
                str(headers.include_dir()),
                *(str(folder / name) for name in sources if name.endswith(".cpp")),
                "-o",
                str(library),
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            # Zig would keep what it compiles for ever, in a folder of its own.
            env={**os.environ, "ZIG_LOCAL_CACHE_DIR": str(folder / "zig")},
        )
        if done.returncode != 0 or not library.is_file():
            raise CompilerError(_refusal(shlex.join(self.command), done.stderr))
        return library


def _refusal(command: str, said: str) -> str:
    """What went wrong, by the compiler's first error, and what to do about it."""
    first = re.search(r"(?:fatal )?error: ?(.*)", said)
    words = first[1].strip() if first else ""
    if "damaged" in words:
        cure = "The numbers of the model do not fit together: convert the model again."
    elif re.search(r"(?i)std=c\+\+17|c\+\+17", words):
        cure = "The compiler must understand C++17: update it, or let CXX name another one."
    elif re.search(r"constexpr|constant expression", words):
        cure = (
            "A limit of work at compile time was reached, or a constant is no constant: let CXX "
            "name another compiler; where that refuses it too, please report it with the estimator."
        )
    elif first is None and not said.strip():
        cure = "It said nothing: see that CXX names a C++ compiler, and run it by hand."
    elif first is None:
        cure = "See that it is a C++17 compiler and runs by hand; CXX names another one."
    else:
        cure = (
            "If it is GCC 12 or Clang 14 or later, the fault is mote's: please report it with the "
            "estimator. CXX names another compiler."
        )
    reason = f": {words}" if words else ""
    quoted = f" It said:\n{said[:2000]}" if said.strip() else ""
    return f"{command} refused the generated code{reason}. {cure}{quoted}"


def find() -> Compiler:
    """The compiler to use. Raises CompilerError where there is none."""
    named = os.environ.get("CXX", "").strip()
    if named:
        command = shlex.split(named, posix=os.name == "posix")
        if not shutil.which(command[0]):
            raise CompilerError(f"CXX={named} is not a command: unset CXX, or name a C++ compiler.")
        return Compiler(tuple(command))
    for name in ("c++", "g++", "clang++"):
        if shutil.which(name):
            return Compiler((name,))
    if importlib.util.find_spec("ziglang") is not None:
        return Compiler(ZIG)
    raise CompilerError(
        "predict and verify run the generated C++ and need a host compiler; none of $CXX, c++, "
        "g++, clang++ and the Python package ziglang was found. Install one (Debian: apt-get "
        "install g++; macOS: xcode-select --install; everywhere: pip install 'mote-ml[compiler]') "
        "or set CXX. Converting and saving work without one."
    )


def _changed(command: tuple[str, ...]) -> tuple[str, int]:
    """The file that runs, and when it was written: it may be another one after an upgrade."""
    file = Path(shutil.which(command[0]) or command[0]).resolve()
    return str(file), file.stat().st_mtime_ns if file.exists() else 0


@lru_cache(maxsize=8)
def _identity(command: tuple[str, ...], changed: tuple[str, int]) -> str:
    """Which compiler it is: its command, the file that runs, and what it says of itself."""
    done = subprocess.run([*command, "--version"], capture_output=True, check=False)
    said = done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
    return "\0".join((*command, *map(str, changed), said))
