"""The tree is the architecture: these tests keep it readable, as docs and CONTRIBUTING promise."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "waystation"
MOST_LINES = 500


def modules(folder: Path = SOURCE) -> list[Path]:
    """Every Python file below a folder."""
    return sorted(folder.rglob("*.py"))


def name_of(path: Path) -> str:
    """A path as it is said in a test's name."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_a_module_stays_within_500_lines(module):
    """A longer module does more than its name says."""
    assert len(module.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_a_module_begins_with_a_docstring(module):
    """The docstring says what the module decides and what it leaves to others."""
    assert ast.get_docstring(ast.parse(module.read_text("utf-8")))


def public_names(module: Path) -> Iterator[list[str]]:
    """The lists that a module assigns to `__all__`."""
    for statement in ast.parse(module.read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "__all__" for target in statement.targets
        ):
            yield list(ast.literal_eval(statement.value))


def rank_of(name: str) -> int:
    """0 for a constant, 1 for a class, 2 for all else."""
    return 0 if name.isupper() else 1 if name[0].isupper() else 2


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_public_names_are_sorted_and_said_once(module):
    """`__all__` is read like an index: constants, then classes, then functions, each by the alphabet."""
    for names in public_names(module):
        assert names == sorted(set(names), key=lambda name: (rank_of(name), name))


@pytest.mark.parametrize("folder", [p for p in [SOURCE, *SOURCE.rglob("*")] if any(p.glob("*.py"))], ids=name_of)
def test_every_folder_of_modules_is_a_package(folder):
    """A folder without `__init__.py` would be left out by some tools and kept by others."""
    assert (folder / "__init__.py").is_file()


@pytest.mark.parametrize("test", sorted((ROOT / "tests" / "unit").rglob("test_*.py")), ids=name_of)
def test_unit_tests_mirror_the_source(test):
    """`tests/unit/world/test_clock.py` tests `world/clock.py`, or the package `world/clock`."""
    at = SOURCE / test.relative_to(ROOT / "tests" / "unit").parent
    tested = test.stem.removeprefix("test_")
    assert (at / f"{tested}.py").is_file() or (at / tested / "__init__.py").is_file(), (
        f"nothing called {tested} in {at}"
    )
