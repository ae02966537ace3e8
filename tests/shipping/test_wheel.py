"""The wheel holds the whole program and nothing else, and runs from an empty folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

PACKAGES = ("bot", "charts", "storage")
BESIDE = ("pyproject.toml", "README.md", "LICENSE")
DEVELOPERS = {"storage/migrations/script.py.mako"}
"""Only who writes a migration needs it."""
Okrbot = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built where no earlier build has left anything."""
    sources = tmp_path_factory.mktemp("sources")
    for package in PACKAGES:
        shutil.copytree(package, sources / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in BESIDE:
        shutil.copy(name, sources)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "."]
    subprocess.run(command, cwd=sources, check=True)
    (built,) = sources.glob("okrbot-*.whl")
    return built


@pytest.fixture
def okrbot(wheel: Path, tmp_path: Path) -> Okrbot:
    """Runs the wheel's own files, in an empty folder."""
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    (tmp_path / "empty").mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(tmp_path / "installed"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OKRBOT_DATA_DIR": str(tmp_path / "data"),
    }
    return lambda *words: subprocess.run(
        [sys.executable, *words], cwd=tmp_path / "empty", env=environment, capture_output=True, text=True, check=False
    )


def test_it_holds_every_file_of_the_program_and_no_other(wheel: Path) -> None:
    sources = {
        str(file.relative_to(wheel.parent))
        for package in PACKAGES
        for file in (wheel.parent / package).rglob("*")
        if file.is_file()
    }
    with ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
    assert names == sources - DEVELOPERS
    assert {"bot/text/catalogs/ru/prompts.po", "bot/localslack/page/index.html", "storage/migrations/env.py"} <= names


def test_it_makes_its_database_from_what_it_holds(okrbot: Okrbot, tmp_path: Path) -> None:
    where = okrbot("-c", "import storage; print(storage.__file__)")
    assert where.stdout.startswith(str(tmp_path / "installed"))
    before = sorted((tmp_path / "installed").rglob("*"))
    upgraded = okrbot("-m", "bot", "db", "upgrade")
    assert (upgraded.returncode, upgraded.stdout, upgraded.stderr) == (0, "The database is up to date.\n", "")
    assert okrbot("-m", "bot", "okrs", "show", "--json").returncode == 0
    assert sorted((tmp_path / "installed").rglob("*")) == before  # nothing is written beside the program
    assert list((tmp_path / "empty").iterdir()) == []
