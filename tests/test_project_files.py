"""What is shipped, pinned and told: the wheel holds every file, the lock files every package, the docs no lost path."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.fixtures.paths import ROOT

PACKAGES = ("ingest", "qa", "prompts", "eval")
LOCKS = ("requirements.lock", "requirements-dev.lock")
OUT_OF_THE_LOCK = {"torch", "budgetqa"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _shipped(folder: Path) -> set[str]:
    files = (path.relative_to(folder) for package in PACKAGES for path in (folder / package).rglob("*"))
    return {path.as_posix() for path in files if path.suffix and "__pycache__" not in path.parts}


def test_a_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    """Data files, pages, templates and the sample's own data, too: an installed budgetqa lacks nothing."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    build = ["pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", "wheels", "."]
    subprocess.run([sys.executable, "-m", *build], cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.split("/")[0] in PACKAGES}
    assert held == _shipped(ROOT)
    assert {f"{package}/py.typed" for package in PACKAGES} <= held


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def _pinned(lock: str) -> set[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {_name(line) for line in lines if re.match(r"[a-z0-9]", line, re.I) and "==" in line}


def test_a_lock_file_pins_what_pyproject_asks_for() -> None:
    """make lock was run after the last change of the requirements; torch is installed after the lock file."""
    extras = [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
    main = {_name(each) for each in PROJECT["dependencies"]}
    assert main <= _pinned("requirements.lock")
    assert main | {_name(each) for each in extras} <= _pinned("requirements-dev.lock") | OUT_OF_THE_LOCK


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_machine_and_has_a_hash_for_each_package(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text and "--find-links" not in text and "-index" not in text
    pins = re.split(r"^(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.M), flags=re.M)[1:]
    assert len(pins) > 100
    assert all("--hash=sha256:" in pin for pin in pins)


def test_the_hooks_run_the_commands_of_make_lint() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"^lint:.*\n((?:\t.*\n)+)", makefile, re.M)
    assert found
    checks = [line.strip().replace("$(BIN)", ".venv/bin") for line in found[1].splitlines()]
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"entry: (.+)", hooks) == checks


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda page: page.name)
def test_every_path_link_and_module_of_a_page_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    paths = re.findall(r"(?<![\w/.])(?:ingest|qa|eval|prompts|tests|docs)/[\w./-]*\w", text)
    links = [page.parent / link for link in re.findall(r"\]\(([\w./-]+\w)(?:#[^)]*)?\)", text)]
    modules = [name.replace(".", "/") for name in re.findall(r"python -m ((?:ingest|qa|eval|tests)[\w.]*)", text)]
    wanted = [*(ROOT / path for path in paths), *links]
    assert [str(path) for path in wanted if not path.exists()] == []
    assert [name for name in modules if not ((ROOT / name).is_dir() or (ROOT / f"{name}.py").is_file())] == []
