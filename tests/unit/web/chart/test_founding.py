"""A new mission from one form: in the vault where one is open, else in a folder that is named; to a plan by forms."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.keeping import Typist
from tests.served import Visitor, served, text_of

PACKS = Path(__file__).resolve().parents[4] / "packs"
ASKED = {
    "name": "The heron", "travellers": "grandmother, 80, woman\nanna, 9\nben, 남자, 41세", "together": "yes",
    "urgency": "PC1", "from": "Old hut", "from_kind": "home", "found": "rarely", "tz": "Bangkok", "to": "Far town",
    "to_kind": "sanctuary", "start": "2031-10-01 18:00", "hours": "don't know", "budget": "3000", "currency": "usd",
}  # fmt: skip


def builds_a_way(visitor: Visitor, mission: str) -> str:
    """A leg is added by its form; the mission's page then."""
    page = visitor.get(f"{mission}/edit/legs/new").text
    version = page.partition('name="version" value="')[2].partition('"')[0]
    leg = {"from": "old-hut", "to": "far-town", "mode": "foot", "minutes": "3h", "caught": "2 of 40", "was": "{}"}
    visitor.sends(f"{mission}/edit/legs/new", {**leg, "version": version})
    return visitor.shows(mission)


def test_a_mission_is_made_in_a_folder(tmp_path: Path) -> None:
    """With no vault open it lies where somebody said, says so, and is on the list at once."""
    with served(PACKS / "a-son") as visitor:
        assert "in a folder in the clear" in visitor.shows("/missions/new")
        answer = visitor.post("/missions/new", {**ASKED, "folder": str(tmp_path / "heron")})
        assert answer.headers["location"] == "/missions/heron/edit"
        assert "There is no way yet from Old hut to Far town" in visitor.shows("/missions/heron/edit")
        assert "The heron" in visitor.shows("/missions")
        assert "arrive" in builds_a_way(visitor, "/missions/heron")
    pack = tomllib.loads((tmp_path / "heron" / "pack.toml").read_text())
    assert [one["id"] for one in pack["traveller"]] == ["grandmother", "anna", "ben"]
    assert [(one.get("age"), one.get("sex")) for one in pack["traveller"]] == [(80, "woman"), (9, None), (41, "man")]
    assert {one["together"] for one in pack["traveller"]} == {"all"}
    assert (pack["clock"]["start"].isoformat(), pack["clock"]["horizon_hours"]) == ("2031-10-01T18:00:00+07:00", 240)
    assert pack["mission"] == {
        "from": "old-hut",
        "to": ["far-town"],
        "budget": 3000,
        "currency": "USD",
        "urgency": "PC1",
    }


def test_a_mission_is_made_in_the_vault(tmp_path: Path) -> None:
    """Where a vault is open nothing of it lies in the clear; a second of the same name is refused."""
    typist = Typist(tmp_path)
    typist.creates("vault")
    typist.in_vault("vault", "vault", "put", str(PACKS / "a-son"))
    with served(vault=tmp_path / "vault") as visitor:
        answer = visitor.post("/missions/new", ASKED)
        assert answer.headers["location"] == "/missions/heron/edit"
        assert "arrive" in builds_a_way(visitor, "/missions/heron")
        assert "there is a mission heron already" in text_of(visitor.post("/missions/new", ASKED).text)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"grandmother" in path.read_bytes()]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "This needs an answer."),
        ("travellers", "", "This needs an answer."),
        ("travellers", "anna\nanna", "anna is already taken; use another name."),
        ("travellers", "anna, old", "“old” must be a whole number from 0 to 120."),
        ("travellers", "anna, 9, woman, 4", "must be a whole number"),
        ("name", "\u202eheron", "characters that cannot be shown"),
        ("travellers", "\u202e\x1b[31manna", "characters that cannot be shown"),
        ("from", "…", "has no letter"),
        ("tz", "Nowhere", "There is no time zone Nowhere"),
        ("start", "soon", "“soon” is not a date and time"),
        ("hours", "1 second", "is not a time"),
        ("budget", "much", "“much” is not an amount"),
        ("from_lat", "9" * 500, "must be from -90 to 90"),
        ("folder", "heron", "write the folder with its whole path"),
    ],
)
def test_every_slip_is_said_and_nothing_is_lost(tmp_path: Path, field: str, value: str, said: str) -> None:
    """What cannot be used is named; all else stands in the form as it was typed, and no folder is made."""
    with served(PACKS / "a-son") as visitor:
        answer = visitor.post("/missions/new", {**ASKED, "folder": str(tmp_path / "heron"), field: value})
        assert answer.status_code == 422
        assert said in text_of(answer.text)
        kept = "The heron" if field != "name" else "3000"
        assert f'value="{kept}"' in answer.text
    assert not (tmp_path / "heron").exists()
