"""Journeys on their pages: the answer first, then what may be told, what if it goes wrong, the way ahead, the end."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import MISSION, on_their_way
from tests.keeping import Typist
from tests.served import Visitor, fields_of, served, text_of
from waystation.world.report_journeys import Acknowledged

HERE = f"/journeys/{MISSION}/{MISSION}"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mission on its way."""
    return on_their_way(tmp_path_factory.mktemp("way"))


@pytest.fixture
def visitor(pack: Path, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who looks at a copy of it."""
    shutil.copytree(pack, tmp_path / MISSION)
    with served(tmp_path / MISSION) as visitor:
        yield visitor


def told(visitor: Visitor, form: str, **fields: str) -> str:
    """What is said after something was told with the journey's own form."""
    return text_of(visitor.sends(f"{HERE}/told", {"telling": form, "source": "father", **fields}).text)


def arrived(visitor: Visitor) -> str:
    """They have come to the mill."""
    given = {"journey": MISSION, "leg": "path>mill", "outcome": "late", "happened": "2031-10-02T01:00"}
    return told(visitor, "arrived", **given)


def test_the_answer_comes_first(visitor: Visitor) -> None:
    """What to do next, where they are, when it is late, how many arrive; then what to do when it goes wrong."""
    said = visitor.shows(HERE)
    order = [
        "When they arrive: wait at Old rice mill until Thu 2 Oct 05:00, then go on foot to Ban Lamdong market.",
        "On the way from Hut above the upper fields to Old rice mill on foot since Wed 1 Oct 18:00",
        "A sign of life is due Thu 2 Oct 00:00; they are late from 01:36.",
        "Of 100 such families, 85 arrive from here (at worst 74, at best 96).",
        "What was heard?",
        "If it goes wrong",
        "The way ahead",
        "Signs of life expected",
        "What was heard lately",
        "Close the journey",
    ]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)


def test_every_number_opens_to_what_is_behind_it(visitor: Visitor) -> None:
    """How many arrive leads to the beliefs, and each report to its own page."""
    page = visitor.get(HERE).text
    assert f'<a class="number" href="/beliefs/{MISSION}">' in page
    report = visitor.desk().cases[0].reports[-1].id
    assert f'href="/reports/{MISSION}/{report}"' in page


def test_an_arrival_is_kept_with_a_click_and_answered(visitor: Visitor) -> None:
    """The leg that they are on is known; the next page says what was kept and what it changed."""
    assert 'name="leg" value="path&gt;mill"' in visitor.get(HERE).text
    said = arrived(visitor)
    assert "Kept: Path" in said or "Kept: Hut above the upper fields → Old rice mill" in said
    assert "They are at Old rice mill, late: as before, wait at Old rice mill until Thu 2 Oct 05:00" in said
    assert "They left" in said  # what may be told now is another


def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(visitor: Visitor) -> None:
    """An illness of nobody who travels: the form comes back, open, with all that was typed."""
    given = {"telling": "ill", "journey": MISSION, "person": "uncle", "over": "no", "pace": "0.25", "source": "father"}
    answer = visitor.post(f"{HERE}/told", given)
    assert answer.status_code == 422
    assert '<details class="more" open>' in answer.text
    assert 'value="0.25"' in answer.text
    assert "illness" not in {one.kind for one in visitor.desk().cases[0].opened.reports}


def test_somebody_ill_changes_what_is_done(visitor: Visitor) -> None:
    """They walk slower: the sentence says so, and the page's answer is another."""
    arrived(visitor)
    given = {"journey": MISSION, "person": "grandmother", "over": "no", "happened": "2031-10-02T02:00"}
    assert "grandmother is ill: wait at Old rice mill until Thu 2 Oct 08:00" in told(visitor, "ill", **given)


def test_a_sign_of_life_under_pressure_is_a_red_flag_at_the_top(visitor: Visitor) -> None:
    """It stands before the answer."""
    said = told(visitor, "sign", journey=MISSION, word="pressed", happened="2031-10-01T20:00")
    assert "RED FLAG: their sign of life was given under pressure" in said
    page = visitor.shows(HERE)
    assert page.index("RED FLAG: the last sign of life was given under pressure") < page.index("When they arrive")


def test_whoever_is_overdue_stands_in_red_before_the_answer(visitor: Visitor) -> None:
    """A word from elsewhere brings the clock on: of them nothing was heard when the grace was over."""
    given = {"kind": "observation", "stands": "river=low", "source": "somlit", "happened": "2031-10-02T04:00"}
    visitor.sends(f"/missions/{MISSION}/report/form", given)
    said = visitor.shows(HERE)
    late = said.index("OVERDUE: a sign of life was due Thu 2 Oct 00:00, and nothing was heard.")
    assert late < said.index("What was heard?")
    assert "OVERDUE: a sign of life was due" in visitor.shows("/tonight")


def test_what_each_report_changed_is_worked_out_as_it_was_then(visitor: Visitor) -> None:
    """The last first, each with its sentence."""
    arrived(visitor)
    said = visitor.shows(f"{HERE}/changes")
    late = said.index("They are at Old rice mill, late: as before, wait at Old rice mill")
    left = said.index("They left on foot for Old rice mill: when they arrive, wait at Old rice mill")
    assert late < left < said.index("has begun: go at Wed 1 Oct 18:00 on foot to Old rice mill")


def test_a_journey_is_closed_and_what_follows_is_ticked_off(visitor: Visitor) -> None:
    """Nothing is left on the list of what runs; each task is done with a click."""
    given = {"journey": MISSION, "leg": "path>mill", "outcome": "back", "happened": "2031-10-02T00:00"}
    told(visitor, "back", **given)
    said = text_of(visitor.sends(f"{HERE}/close", {"end": "home"}).text)
    assert "is closed: turned home" in said
    assert "tell the family" in said
    after = text_of(visitor.sends(f"{HERE}/done", {"task": "family"}).text)
    assert "Done; it is kept." in after
    assert "done tell the family" in after
    assert "done: tell the family" in visitor.shows(HERE)
    assert "No journey runs." in visitor.shows("/journeys")
    page = visitor.get(f"/missions/{MISSION}").text
    assert "The journey has ended. What follows would hold" in page
    assert 'class="answer is-danger"' not in page
    listed = visitor.get("/missions").text
    assert 'class="badge' not in listed
    assert "not worked out yet" not in listed


def test_what_is_taken_note_of_is_said_in_words(visitor: Visitor) -> None:
    """Among the last reports of a journey: not the id of what it answers."""
    visitor.sends("/handover", {"to": "bo", "source": "anna"})
    visitor.sends("/handover/take", {"source": "bo"})
    (answered,) = (one.answers for one in visitor.desk().cases[0].reports if isinstance(one, Acknowledged))
    said = visitor.shows(HERE)
    assert "takes note: the night is handed over to bo" in said
    assert answered not in said


def test_what_is_owed_after_the_end_leads_to_its_payment(visitor: Visitor) -> None:
    """They come by boat to the other bank, and it is over: the boatman's held share is a form that is filled in."""
    boat = next(one for one in visitor.desk().cases[0].pack.legs if one.mode == "boat")
    arrived(visitor)
    sign = {"journey": MISSION, "word": "good", "at": boat.origin, "happened": "2031-10-03T05:00"}
    told(visitor, "sign", **sign)
    leg = f"{boat.id}>{boat.destination}"
    told(visitor, "left", journey=MISSION, leg=leg, happened="2031-10-03T06:00")
    told(visitor, "arrived", journey=MISSION, leg=leg, outcome="arrived", happened="2031-10-03T07:00")
    visitor.sends(f"{HERE}/close", {"end": "home"})
    page = visitor.get(HERE).text
    found = re.search(r'href="([^"]*kind=payment[^"]*)"', page)
    assert found is not None
    form = fields_of(visitor.get(html.unescape(found[1])).text)
    assert (form["to"], form["state"], form["journey"]) == (boat.broker, "released", MISSION)
    given = {**form, "source": "pastor", "happened": "2031-10-03T08:00"}
    visitor.sends(f"/missions/{MISSION}/report/form", {key: value for key, value in given.items() if key != "pledge"})
    assert "kind=payment" not in visitor.get(HERE).text


@pytest.mark.parametrize("end", ["", "happy", "arrived"])
def test_an_end_that_cannot_be_is_refused(visitor: Visitor, end: str) -> None:
    """They are on a leg: by the reports nobody has arrived."""
    answer = visitor.post(f"{HERE}/close", {"end": end})
    assert answer.status_code == 422
    assert visitor.desk().cases[0].running


def test_a_journey_that_is_not_there_has_no_page(visitor: Visitor) -> None:
    """Neither to look at nor to write to."""
    assert visitor.get(f"/journeys/{MISSION}/none").status_code == 404
    assert visitor.get("/journeys/none/none").status_code == 404
    assert visitor.post("/journeys/none/none/close", {"end": "home"}).status_code == 404


def test_a_mission_begins_only_when_two_stand_behind_it(root: Path, tmp_path: Path) -> None:
    """The page says what keeps it back; once two stand behind going, the number is said and what to do first."""
    shutil.copytree(root / "packs" / MISSION, tmp_path / MISSION)
    with served(tmp_path / MISSION) as visitor:
        assert "Everybody who travels must have agreed to it." in visitor.shows(f"/missions/{MISSION}/begin")
        refused = visitor.post(f"/missions/{MISSION}/begin", {"false_alarms": "7"})
        assert refused.status_code == 422
        assert "at worst 74 of 100 arrive" in text_of(refused.text)
        assert fields_of(refused.text)["false_alarms"] == "7"
        answers = "go\nthe river is low, and will not be for long\npastor\nwife\n"
        Typist(tmp_path).types("override", str(tmp_path / MISSION), answers=answers)
        said = text_of(visitor.sends(f"/missions/{MISSION}/begin", {"false_alarms": "7"}).text)
        assert "has begun" in said
        assert "Go at Wed 1 Oct 18:00 on foot to Old rice mill." in said
        (case,) = visitor.desk().cases
        assert case.journeys[0].false_alarms == pytest.approx(0.07)


@pytest.mark.parametrize("rate", ["many", "200", "-1", "²"])
def test_a_rate_of_false_alarms_that_is_none_is_asked_again(root: Path, tmp_path: Path, rate: str) -> None:
    """It is a number of a hundred."""
    shutil.copytree(root / "packs" / MISSION, tmp_path / MISSION)
    with served(tmp_path / MISSION) as visitor:
        answer = visitor.post(f"/missions/{MISSION}/begin", {"false_alarms": rate})
    assert answer.status_code == 422
    assert rate in text_of(answer.text)


def test_the_journey_is_said_in_korean(pack: Path) -> None:
    """All but the names of places and people."""
    with served(pack, language="ko") as visitor:
        said = visitor.shows(HERE)
    assert "도착하면:" in said
    assert "10월 2일 (목) 00:00에 생존 신호가 올 때입니다. 01:36부터는 늦은 것입니다." in said
    for english in ("What was heard", "The way ahead", "If it goes wrong", "Close", "arrive"):
        assert english not in said
