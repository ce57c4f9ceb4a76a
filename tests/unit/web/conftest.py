"""A mission on its way, made once; whoever writes in it works on a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import MISSION, in_vault, on_their_way
from tests.served import Visitor, served


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two days to the river, agreed to, begun, and they have left: a pack in a folder."""
    return on_their_way(tmp_path_factory.mktemp("begun"))


@pytest.fixture(scope="session")
def begun_vault(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a vault."""
    return in_vault(tmp_path_factory.mktemp("begun-vault"), begun)


@pytest.fixture
def in_folder(begun: Path, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who looks at a copy of the mission in a folder."""
    shutil.copytree(begun, tmp_path / MISSION)
    with served(tmp_path / MISSION) as visitor:
        yield visitor


@pytest.fixture
def in_a_vault(begun_vault: Path, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who looks at the mission in a copy of the vault."""
    shutil.copytree(begun_vault, tmp_path / "vault")
    with served(vault=tmp_path / "vault") as visitor:
        yield visitor
