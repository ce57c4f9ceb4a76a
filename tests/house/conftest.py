"""What the tests of the house have in common: the files that the project holds, and the tools beside them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.running import run


@pytest.fixture(scope="session")
def uv(root: Path) -> Path:
    """The uv that the Makefile set up, or another that is here."""
    for found in (os.environ.get("UV"), root / ".uv-tool" / "bin" / "uv", shutil.which("uv")):
        if found and Path(found).is_file():
            return Path(found).resolve()
    pytest.skip("no uv here: `make test` sets one up")


@pytest.fixture(scope="session")
def small_pack(root: Path) -> Path:
    """The smallest pack that ships."""
    return root / "packs" / "two-days-to-the-river"


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """The files that git keeps, or would keep."""
    if not (root / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    listed = run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], root)
    assert listed.returncode == 0, listed.stderr
    return sorted(root / name for name in set(listed.stdout.split("\0")) if name and (root / name).is_file())


@pytest.fixture
def build(root: Path) -> ModuleType:
    """`hatch_build.py`, as a module of its own for each test."""
    spec = importlib.util.spec_from_file_location("hatch_build", root / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def python() -> Path:
    """The Python that runs these tests."""
    return Path(sys.executable)
