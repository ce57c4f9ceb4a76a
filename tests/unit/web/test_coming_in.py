"""Unlocking: in another view of the vault nothing stands of what was shown, written or to be said before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keeping import ANOTHER, PASSPHRASE, Typist
from tests.served import Visitor, fields_of, served, text_of

PACKS = Path(__file__).resolve().parents[3] / "packs"
TYPED = "grandmother, last seen at the mill"


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a mission, and a second passphrase whose view has another."""
    typist = Typist(tmp_path_factory.mktemp("pressed"))
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", str(PACKS / "two-days-to-the-river"), "--name", "heron")
    second = str(typist.file("second", ANOTHER + "\n"))
    typist.in_vault("mine", "vault", "duress", "prepare", "--new-passphrase-file", second)
    typist.in_vault("mine", "vault", "duress", "put", str(PACKS / "christmas-1854"))
    return typist.folder / "mine"


@pytest.fixture
def visitor(pressed: Path, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who has opened the vault itself."""
    shutil.copytree(pressed, tmp_path / "mine")
    with served(vault=tmp_path / "mine") as visitor:
        yield visitor


def locked(visitor: Visitor) -> None:
    """Lock the office by hand."""
    assert visitor.post("/lock").status_code == 303


@pytest.mark.parametrize("path", ["/trace", "/missions/heron/report"])
def test_what_was_being_written_is_not_shown_in_another_view(visitor: Visitor, path: str) -> None:
    """It was written in the vault itself, and is carried back there only."""
    locked(visitor)
    page = visitor.post(path, {"sought": TYPED, "lines": TYPED})
    assert page.status_code == 423
    fields = fields_of(page.text)
    answer = visitor.post("/unlock", {**fields, "passphrase": ANOTHER})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    shown = visitor.get("/").text
    assert TYPED not in shown
    assert "Christmas 1854" in shown
    locked(visitor)
    visitor.unlocks(ANOTHER)
    locked(visitor)
    assert visitor.post("/unlock", {**fields, "passphrase": PASSPHRASE}).status_code == 303


@pytest.mark.parametrize("path", ["/trace", "/missions/heron/report"])
def test_it_comes_back_in_the_view_in_which_it_was_written(visitor: Visitor, path: str) -> None:
    """As ever."""
    locked(visitor)
    fields = fields_of(visitor.post(path, {"sought": TYPED, "lines": TYPED}).text)
    answer = visitor.post("/unlock", {**fields, "passphrase": PASSPHRASE})
    assert TYPED in answer.text


def test_the_address_that_was_shown_is_not_looked_for_in_another_view(visitor: Visitor) -> None:
    """A page that says that there is no such mission would say that there was one."""
    locked(visitor)
    fields = fields_of(visitor.get("/missions/heron").text)
    assert fields["to"] == "/missions/heron"
    assert visitor.post("/unlock", {**fields, "passphrase": ANOTHER}).headers["location"] == "/"


def test_what_was_still_to_be_said_is_said_in_no_other_view(visitor: Visitor) -> None:
    """Nor while the office is locked."""
    sent = visitor.post("/trace", {"sought": TYPED, "enquirer": "her son"})
    assert sent.status_code == 303
    visitor.session.note("her son was told", "/trace", visitor.front.instant())
    locked(visitor)
    assert "her son was told" not in visitor.get("/trace").text
    visitor.unlocks(ANOTHER)
    assert "her son was told" not in text_of(visitor.get("/").text)
    assert "her son was told" not in text_of(visitor.get("/trace").text)


def test_what_was_still_to_be_said_is_said_where_it_belongs(visitor: Visitor) -> None:
    """Locked in between, it is said once the same is open again."""
    visitor.session.note("her son was told", "/trace", visitor.front.instant())
    locked(visitor)
    visitor.get("/trace")
    visitor.unlocks(PASSPHRASE)
    assert "her son was told" in visitor.shows("/trace")
