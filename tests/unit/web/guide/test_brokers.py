"""Brokers on their pages: who is to be feared first, how likely each sells or brings through, money, what they know."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.desks import MISSION
from tests.served import Visitor, served, text_of
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

PACK = Path(__file__).resolve().parents[4] / "packs" / MISSION


def told(kind: str, **words: object) -> Report:
    """A report of the days before the journey."""
    found = read_report(
        {"source": "boun", "grade": "A1", "happened": "2031-09-28T12:00:00+07:00", "kind": kind, **words}
    )
    assert isinstance(found, Report), found
    return found


def test_whoever_fails_or_is_burnt_stands_first(tmp_path: Path) -> None:
    """The answer names them, and so do their panels; whoever is likeliest to keep faith comes before the others."""
    pack = tmp_path / MISSION
    shutil.copytree(PACK, pack)
    days = [f"2031-09-{day}T12:00:00+07:00" for day in (20, 22, 24, 26)]
    ReportFile(pack).add([told("word", broker="somlit", broken=1.0, happened=day) for day in days])
    ReportFile(pack).add([told("burn", what="broker", name="phet")])
    with served(pack) as visitor:
        said = visitor.shows("/brokers")
        page = visitor.get("/brokers").text
    assert "Burnt, call them no more: Phet." in said
    assert "May be failing, do not count on them: Somlit." in said
    names = [part.split("</h2>")[0].split(">")[-1] for part in page.split('<h2 class="name">')[1:]]
    assert names[:2] == ["Phet", "Somlit"]
    assert set(names[2:]) == {"Sister Malee", "the sergeant", "Mr. Hwang"}


def test_every_number_opens_to_its_reports() -> None:
    """On the list and on a broker's own page."""
    with served(PACK) as visitor:
        assert f'href="/beliefs/{MISSION}/broker%3Ahwang"' in visitor.get("/brokers").text
        page = visitor.get(f"/brokers/{MISSION}/hwang").text
    assert f'href="/beliefs/{MISSION}/leg%3Aford%2Fcaught"' in page
    assert "Of 100 such engagements, at worst 8 end in being sold; likely 4." in text_of(page)


def test_money_and_cards_are_what_their_reports_say(in_folder: Visitor) -> None:
    """What was agreed, what is paid; and a card that was given is among what they know."""
    paid = told("payment", to="hwang", amount=900.0, state="agreed", by="father", journey=MISSION)
    store = ReportFile(Path(in_folder.front.office.places.packs[0]))
    store.add([paid])
    here = f"/journeys/{MISSION}/{MISSION}/cards/card"
    in_folder.sends(here, {"to": "broker:hwang", "at": "leg:ford", "source": "father"})
    said = in_folder.shows(f"/brokers/{MISSION}/hwang")
    assert "USD 900" in said
    assert "Card of the way Near bank, below the reeds → Far bank, the sandbar" in said


def test_a_broker_who_is_none_is_not_there() -> None:
    """Nor a mission."""
    with served(PACK) as visitor:
        visitor.shows(f"/brokers/{MISSION}/nobody", 404)
        visitor.shows("/brokers/nowhere/hwang", 404)


def test_the_same_broker_in_two_missions_is_one(tmp_path: Path) -> None:
    """With each mission that has them."""
    for name in ("one", "other"):
        shutil.copytree(PACK, tmp_path / name)
    with served(tmp_path / "one", tmp_path / "other") as visitor:
        page = visitor.get("/brokers").text
        assert page.count(">Mr. Hwang</h2>") == 1
        assert 'href="/brokers/one/hwang"' in page
        assert 'href="/brokers/other/hwang"' in page
