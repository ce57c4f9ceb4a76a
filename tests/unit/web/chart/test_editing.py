"""Missions changed by forms, scripts off: kept whole or not at all, nothing typed lost, nobody else's work lost."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.served import Visitor, served, text_of

PACKS = Path(__file__).resolve().parents[4] / "packs"
RIVER = "/missions/two-days-to-the-river"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a mission."""
    shutil.copytree(PACKS / "two-days-to-the-river", tmp_path / "two-days-to-the-river")
    return tmp_path / "two-days-to-the-river"


@pytest.fixture
def visitor(folder: Path) -> Iterator[Visitor]:
    """Somebody who changes it."""
    with served(folder) as visitor:
        yield visitor


def typed(page: str) -> dict[str, Any]:
    """What stands in the fields of a page's entry form, as a browser sends it."""
    form = re.search(r'<form method="post"[^>]*class="entry".*?</form>', page, re.DOTALL)
    assert form is not None
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        name, value = (html.unescape(re.search(rf'{key}="([^"]*)"', tag)[1]) for key in ("name", "value"))  # type: ignore[index]
        if 'type="checkbox"' in tag:
            if " checked" in tag:
                found.setdefault(name, []).append(value)
        elif name != "pledge":
            found[name] = value
    for name, options in re.findall(r'<select id="[^"]*" name="([^"]*)".*?>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[html.unescape(name)] = html.unescape(chosen[1]) if chosen else ""
    return found


def change(visitor: Visitor, path: str, **changes: object) -> Any:
    """Open a form, change some fields, send it."""
    page = visitor.get(f"{RIVER}/edit/{path}")
    assert page.status_code == 200, text_of(page.text)
    return visitor.post(f"{RIVER}/edit/{path}", {**typed(page.text), **changes})  # type: ignore[arg-type]


def files(folder: Path) -> Mapping[str, bytes]:
    """The files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    "path", ["places/mill", "legs/ford", "brokers/hwang", "travellers/mother", "conditions/river", "mission", "charter"]
)
def test_sending_a_form_as_it_is_changes_nothing(visitor: Visitor, folder: Path, path: str) -> None:
    """Whoever only looks changes no byte."""
    before = files(folder)
    assert change(visitor, path).status_code == 303
    assert files(folder) == before


def test_a_way_is_built_piece_by_piece(visitor: Visitor) -> None:
    """A place, a broker and a leg are added, and the next plan knows them."""
    assert change(visitor, "places/new", name="Old school", kind="safe_house").status_code == 303
    assert change(visitor, "brokers/new", name="Mrs. Lee", role="driver", kept="9", broken="0").status_code == 303
    leg = {"from": "mill", "to": "old-school", "mode": "car", "minutes": "40", "broker": "mrs-lee", "fee": "30"}
    assert change(visitor, "legs/new", **leg).status_code == 303
    said = visitor.shows(f"{RIVER}/edit")
    assert "Old rice mill → Old school, by car" in said
    assert "Kept. The plan is made anew with it." in said
    assert visitor.get(RIVER).status_code == 200


def test_a_slip_stands_beside_its_field_and_nothing_typed_is_lost(visitor: Visitor, folder: Path) -> None:
    """All that was typed is there again, with what would be right; the files are as they were."""
    before = files(folder)
    answer = change(visitor, "legs/ford", minutes="soon", fee="a lot", caught="rarely")
    assert answer.status_code == 422
    said = text_of(answer.text)
    assert "“soon” is not a length of time; write it as 45, 2h, 1h30 or 2 days" in said
    assert "“a lot” is not an amount" in said
    assert [typed(answer.text)[name] for name in ("minutes", "fee", "caught")] == ["soon", "a lot", "rarely"]
    assert re.search(r'name="minutes"[^>]*aria-describedby="[^"]*w-minutes"[^>]*aria-invalid="true"', answer.text)
    assert files(folder) == before


def test_what_the_pack_itself_refuses_is_said_too(visitor: Visitor, folder: Path) -> None:
    """What reads well and yet contradicts the rest of the pack is refused as a whole."""
    before = files(folder)
    answer = change(visitor, "brokers/hwang", held="90 %", held_max="50 %")
    assert answer.status_code == 422
    assert "below what is held now" in text_of(answer.text)
    assert typed(answer.text)["held"] == "90 %"
    assert files(folder) == before


def test_two_who_change_the_same_lose_nothing(visitor: Visitor, folder: Path) -> None:
    """Whoever comes second is told, sees how it stands now, keeps what they typed, and overwrites nothing else."""
    first = typed(visitor.get(f"{RIVER}/edit/places/mill").text)
    assert change(visitor, "places/mill", beds="11").status_code == 303
    answer = visitor.post(f"{RIVER}/edit/places/mill", {**first, "country": "Siam"})
    assert answer.status_code == 422
    assert "somebody changed this mission while you were writing" in text_of(answer.text)
    assert visitor.post(f"{RIVER}/edit/places/mill", typed(answer.text)).status_code == 303
    network = (folder / "network.geojson").read_text()
    assert '"country": "Siam"' in network
    assert '"beds": 11' in network


def test_what_is_used_cannot_be_removed(visitor: Visitor, folder: Path) -> None:
    """A place with legs stays, and it is said which; what nothing uses goes."""
    page = visitor.get(f"{RIVER}/edit/places/mill")
    answer = visitor.post(f"{RIVER}/edit/places/mill/remove", {"version": typed(page.text)["version"]})
    assert answer.status_code == 422
    assert "is still used by Hut above the upper fields → Old rice mill, on foot" in text_of(answer.text)
    assert typed(answer.text)["name"] == "Old rice mill"
    page = visitor.get(f"{RIVER}/edit/legs/walk-in")
    assert (
        visitor.post(f"{RIVER}/edit/legs/walk-in/remove", {"version": typed(page.text)["version"]}).status_code == 303
    )
    assert "walk-in" not in (folder / "network.geojson").read_text()


def test_signs_that_somebody_is_forced_block_the_mission(visitor: Visitor) -> None:
    """What was asked of one person and written down is what the charter looks at."""
    assert change(visitor, "travellers/mother", indicators=["documents_kept"]).status_code == 303
    said = visitor.shows(RIVER)
    assert said.index("Decline this plan") < said.index("Of 100, how many arrive")
    assert "mother" in visitor.shows(f"{RIVER}/decision")


def test_a_changed_charter_is_signed_anew(visitor: Visitor) -> None:
    """Signatures hold for the version that was signed, and for no other."""
    assert change(visitor, "charter", threshold="3").status_code == 303
    assert "Hold" in visitor.shows(RIVER).split("Of 100")[0]


@pytest.mark.parametrize("path", ["places/nowhere", "nothing", "nothing/new", "legs/%00", "brokers/..%2F.."])
def test_there_is_no_form_for_what_is_not_there(visitor: Visitor, path: str) -> None:
    """Neither a page nor a change of it."""
    assert visitor.get(f"{RIVER}/edit/{path}").status_code == 404
    assert visitor.post(f"{RIVER}/edit/{path}", {"version": "0"}).status_code in (404, 405)
