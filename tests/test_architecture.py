"""What holds for the project as a whole: which way imports point, what they load, how versions are pinned."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = ("mxnet", "onnxruntime", "onnx", "av", "matplotlib")
# A folder of somebody's machine (but for our example user ada), or a package registry; [.] spares this very line.
FOREIGN = re.compile(r"(?<![\w.)}])/(?:home|root|Users|work)/(?!ada\b)\w|[A-Z]:\\Users|pypi[.]org|pythonhosted[.]org")
PINNED = re.compile(r"([\w.-]+)==([\w.]+)( ; .+)?")


def python(*arguments):
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True)


def pins(name):
    """The requirements that a file itself names, comments and references to other files left out."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def requirement_files():
    return sorted(path.name for path in [*ROOT.glob("requirements*.txt"), ROOT / "constraints.txt"])


def project_files():
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: git alone knows which files are the project's")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_imports_point_one_way():
    lint = python("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo", "--no-cache")
    assert lint.returncode == 0, lint.stdout + lint.stderr


@pytest.mark.parametrize(
    "module", ["app.application", "app.program", "gluonar_engine.encoder", "gluonar_engine.runtime.importing"]
)
def test_importing_loads_nothing_heavy(module):
    loaded = python("-c", f"import {module}, sys; print(*sys.modules)")
    assert loaded.returncode == 0, loaded.stderr
    assert module in loaded.stdout.split()
    assert not set(HEAVY) & set(loaded.stdout.split())


def test_command_line_needs_no_qt():
    loaded = python("-c", "import app.application, sys; print(*sys.modules)")
    assert not {"PyQt5", "pyqtgraph", "sounddevice"} & set(loaded.stdout.split())


def test_only_jobs_and_the_audio_driver_start_threads():
    starts = re.compile(r"\b(Thread|QThread|QThreadPool|ThreadPoolExecutor)\(")
    starters = [path for path in (ROOT / "app").rglob("*.py") if starts.search(path.read_text(encoding="utf-8"))]
    assert {path.relative_to(ROOT / "app").parts[0] for path in starters} == {"jobs.py", "audio"}


@pytest.mark.parametrize("name", requirement_files())
def test_every_requirement_is_pinned(name):
    assert [line for line in pins(name) if not PINNED.fullmatch(line)] == []


def test_cuda_set_differs_in_mxnet_only():
    def others(name):
        text = (ROOT / name).read_text(encoding="utf-8")
        return [line for line in text.splitlines() if not line.startswith(("#", "mxnet"))]

    assert others("requirements.txt") == others("requirements-cu101.txt") == ["-r requirements-base.txt"]
    assert [pin.partition("==")[0] for pin in pins("requirements-cu101.txt")] == ["mxnet-cu101"]


def test_cuda_build_of_onnx_runtime_is_near_the_other_ones_version():
    """It takes the place of the other package, and models are written for the operators of one version."""
    (gpu,) = pins("requirements-cuda.txt")
    name, version = PINNED.fullmatch(gpu).group(1, 2)
    usual = [
        PINNED.fullmatch(pin).group(2) for pin in pins("requirements-base.txt") if pin.startswith("onnxruntime==")
    ]
    minors = [int(each.split(".")[1]) for each in (version, *usual)]
    assert name == "onnxruntime-gpu" and min(minors[1:]) <= minors[0] <= max(minors[1:])


def test_third_party_page_names_every_pin():
    page = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8").lower()
    named = {tuple(cell.strip() for cell in row.split("|")[1:3]) for row in page.splitlines() if row.startswith("|")}
    wanted = {PINNED.match(pin.lower()).group(1, 2) for name in requirement_files() for pin in pins(name)}
    assert sorted(wanted - named) == []


def test_no_file_mentions_a_machine_or_a_registry():
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in project_files()
        for match in FOREIGN.finditer(path.read_bytes().decode("utf-8", errors="ignore"))
    ]
    assert found == []
