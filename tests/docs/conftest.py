"""What the tests of the pages have in common."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.blocks import Page
from waystation.storage.vault_session import release


@pytest.fixture
def page(root: Path, tmp_path: Path, runtime: Path) -> Iterator[Page]:
    """A folder with a copy of the packs, and the commands within reach; no vault stays unlocked after a page."""
    packs = root / "packs"
    if packs.is_dir():
        shutil.copytree(packs, tmp_path / "packs")
    targets = re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE)
    yield Page(tmp_path, Path(sys.executable).parent, frozenset(targets), {"__name__": "__main__"})
    release(runtime / "waystation")
