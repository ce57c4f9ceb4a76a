"""Whoever does not read a part of a mission is told so wherever it would count, and is told nothing of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keeping import Typist
from tests.served import Visitor, fields_of, served, text_of

PACK = Path(__file__).resolve().parents[3] / "packs" / "two-days-to-the-river"
SAID = "This device does not read all of Two days to the river."


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a mission, and a second device that was admitted to the mission alone."""
    typist = Typist(tmp_path_factory.mktemp("both"))
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", str(PACK), "--name", "heron")
    typist.joins("mine", "phone", "malee", "heron", "schedule")
    return typist.folder


@pytest.fixture
def founder(both: Path) -> Iterator[Visitor]:
    """Whoever reads all of it."""
    with served(vault=both / "mine") as visitor:
        yield visitor


@pytest.fixture
def escort(both: Path) -> Iterator[Visitor]:
    """Whoever reads neither identities nor money nor cards."""
    with served(vault=both / "phone") as visitor:
        yield visitor


@pytest.mark.parametrize(
    "address", ["/tonight", "/missions", "/cash", "/missions/heron", "/missions/heron/decision", "/brokers/heron/hwang"]
)
def test_who_reads_a_mission_in_part_is_told(escort: Visitor, address: str) -> None:
    """Consents that they cannot read are not said to be missing, nor money not to have moved, without a word."""
    said = escort.shows(address)
    assert SAID in said
    assert "what was paid" in said
    assert "who agreed to go" in said


def test_who_reads_all_of_it_is_told_nothing(founder: Visitor) -> None:
    """There is nothing to be said."""
    for address in ("/tonight", "/missions", "/missions/heron", "/cash"):
        assert "does not read" not in founder.shows(address)


def test_pages_that_are_of_no_mission_are_silent(escort: Visitor) -> None:
    """The vault's own page lists what is read."""
    assert SAID not in escort.shows("/vault")


def test_what_is_not_read_is_on_no_page(escort: Visitor, founder: Visitor) -> None:
    """The consents of the travellers are listed for one and not for the other."""
    assert "agrees" in founder.shows("/reports/heron")
    assert "agrees" not in escort.shows("/reports/heron")


def test_who_may_not_read_a_name_agrees_without_it(both: Path, tmp_path: Path) -> None:
    """To forget somebody: what is said has a subject all the same."""
    shutil.copytree(both, tmp_path / "both")
    typist = Typist(tmp_path / "both")
    typist.in_vault("mine", "vault", "retention", "propose", answers="older-girl\n")
    typist.hands("mine", "stick")
    typist.takes("phone", "stick")
    with served(vault=tmp_path / "both" / "phone") as escort:
        page = escort.get("/vault").text
        said = text_of(escort.sends("/vault/forget/agree", {"proposal": fields_of(page)["proposal"]}).text)
    assert "Somebody whose name you may not read is to be forgotten at once, once 1 more member agrees" in said
    assert "older-girl" not in said
