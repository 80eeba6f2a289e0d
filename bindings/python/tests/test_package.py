"""The wheel and the source distribution carry the headers, and importing needs little."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import STRICT

import mote
from mote.chip import toolchain

PROJECT = Path(__file__).resolve().parents[1]
HEADERS = PROJECT.parents[1] / "include"

pytestmark = [
    pytest.mark.slow,  # left out by ./dev test --fast
    pytest.mark.skipif(
        find_spec("hatchling") is None or not HEADERS.is_dir(),
        reason="needs hatchling, and the repository around bindings/python",
    ),
]

NUMPY_ONLY = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("sklearn", "scipy", "joblib", "pandas", "matplotlib", "rich"):
            raise ImportError("expected numpy only, and got " + name)

sys.meta_path.insert(0, Refuse())
import mote
print(mote.__version__, mote.include_dir(), mote.__file__, sep="|")
"""


def run(*command: str, cwd: Path = PROJECT) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-1000:]
    return done.stdout


def build(kind: str, into: Path, project: Path = PROJECT) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(into), cwd=project)
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked far from the repository."""
    folder = tmp_path_factory.mktemp("sdist")
    shutil.unpack_archive(build("sdist", folder / "built"), folder / "unpacked")
    (top,) = (folder / "unpacked").iterdir()
    return top


@pytest.fixture(scope="module", params=["repository", "sdist"])
def wheel(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = PROJECT if request.param == "repository" else request.getfixturevalue("sdist")
    return build("wheel", tmp_path_factory.mktemp("wheel") / request.param, project)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def version_of_the_headers() -> str:
    text = (HEADERS / "mote/core/version.hpp").read_text(encoding="utf-8")
    return ".".join(re.findall(r"MOTE_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", text))


def test_the_wheel_is_pure_and_has_the_version_of_the_headers(wheel: Path) -> None:
    assert wheel.name == f"mote_ml-{version_of_the_headers()}-py3-none-any.whl"
    assert mote.__version__ == version_of_the_headers()


def test_the_wheel_carries_every_header_the_licence_and_the_type_marker(installed: Path) -> None:
    expected = {path.relative_to(HEADERS) for path in HEADERS.rglob("*.hpp")}
    carried = installed / "mote" / "include"
    assert {path.relative_to(carried) for path in carried.rglob("*.hpp")} == expected
    for name in expected:
        assert (carried / name).read_bytes() == (HEADERS / name).read_bytes()
    assert "MIT" in (installed / "mote" / "LICENSE").read_text(encoding="utf-8")
    assert (installed / "mote" / "py.typed").exists()
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"mote"}


def test_the_wheel_carries_what_the_counter_builds_programs_with(
    installed: Path, tmp_path: Path
) -> None:
    carried = {path.name for path in (installed / "mote" / "device").iterdir()}
    assert {"boards.csv", "link.ld.in", "startup.cpp", "harness.cpp", "size.cpp"} <= carried
    if toolchain.CORES["m0"].tools.missing():
        pytest.skip("needs the compiler and the emulator for Cortex-M")
    script = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "from mote.chip import counter, toolchain\n"
        "assert str(toolchain.device('harness.cpp')).startswith(sys.path[0])\n"
        "print(max(map(abs, counter.self_test('m0'))))"
    )
    assert float(run(sys.executable, "-c", script, cwd=tmp_path)) < 1e-4


def test_the_metadata_asks_for_numpy_and_platformdirs_only(installed: Path) -> None:
    (metadata,) = installed.glob("*.dist-info/METADATA")
    needs = re.findall(r"^Requires-Dist: (.*)$", metadata.read_text(encoding="utf-8"), re.M)
    assert [need for need in needs if "extra" not in need] == ["numpy>=1.24", "platformdirs>=3"]
    extras = {re.split(r"[>;]", need)[0].strip() for need in needs if "extra" in need}
    assert extras == {
        "matplotlib", "ziglang", "pyserial", "scikit-learn", "pandas", "pytest", "hypothesis",
        "h5py",
    }  # fmt: skip


def test_an_installed_package_imports_with_numpy_only_and_compiles_a_program(
    installed: Path, tmp_path: Path
) -> None:
    script = f"import sys; sys.path.insert(0, {str(installed)!r})\n{NUMPY_ONLY}"
    version, include, file = run(sys.executable, "-c", script, cwd=tmp_path).strip().split("|")
    assert version == version_of_the_headers()
    assert Path(file).is_relative_to(installed)
    assert Path(include).is_relative_to(installed)
    source = tmp_path / "main.cpp"
    source.write_text(
        "#include <mote/mote.hpp>\nint main() { return mote::version_string[0] - '0'; }\n"
    )
    program = str(tmp_path / "program")
    run("g++", "-std=c++17", *STRICT, "-I", include, str(source), "-o", program, cwd=tmp_path)
    assert subprocess.run([program]).returncode == int(version[0])


def test_an_editable_install_finds_the_headers_of_the_repository(tmp_path: Path) -> None:
    build_editable = "from hatchling.build import build_editable; build_editable('built')"
    into = tmp_path / "built"
    run(sys.executable, "-c", build_editable.replace("'built'", repr(str(into))))
    (built,) = into.iterdir()
    with zipfile.ZipFile(built) as archive:
        (path_file,) = (name for name in archive.namelist() if name.endswith(".pth"))
        place = archive.read(path_file).decode().strip()
    script = f"import sys; sys.path.insert(0, {place!r})\n{NUMPY_ONLY}"
    _, include, file = run(sys.executable, "-c", script, cwd=tmp_path).strip().split("|")
    assert Path(file).is_relative_to(PROJECT)
    assert Path(include) == HEADERS


def test_an_unpacked_source_distribution_finds_its_own_headers(sdist: Path, tmp_path: Path) -> None:
    script = f"import sys; sys.path.insert(0, {str(sdist / 'src')!r})\n{NUMPY_ONLY}"
    _, include, _ = run(sys.executable, "-c", script, cwd=tmp_path).strip().split("|")
    assert Path(include) == sdist / "include"
    assert (sdist / "tests" / "test_package.py").exists()
