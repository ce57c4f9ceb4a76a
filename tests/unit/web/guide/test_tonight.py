"""Tonight, as somebody reads it whose scripts are off: what needs them, and a click for each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desks import MISSION, on_their_way
from tests.served import Visitor, fields_of, served, text_of
from waystation.web.asked import Asked
from waystation.web.guide.tonight import MOST_WHOLE, needs


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


def kinds(visitor: Visitor) -> list[str]:
    """The kinds of reports that are kept, the last first."""
    return [one.kind for one in reversed(visitor.desk().cases[0].opened.reports)]


def test_it_says_where_they_are_and_what_is_next(visitor: Visitor) -> None:
    """A journey stands there in a few lines: what they do next, since when they are on the way, how many arrive."""
    said = visitor.shows("/tonight")
    assert "When they arrive: wait at Old rice mill until Thu 2 Oct 05:00" in said
    assert "On the way from Hut above the upper fields to Old rice mill on foot since Wed 1 Oct 18:00" in said
    assert "Of 100 such families, 85 arrive from here" in said
    assert visitor.shows("/") == said


def test_nobody_watching_is_said_before_all_else(visitor: Visitor) -> None:
    """While a journey runs and no watch does, the page begins with that."""
    said = visitor.shows("/tonight")
    assert said.index("NO WATCH RUNS on this machine") < said.index("Calls")


def test_a_call_is_kept_with_a_click(visitor: Visitor) -> None:
    """The host who is to be called has four buttons; after one of them nobody has to call there again."""
    page = visitor.get("/tonight").text
    given = {**fields_of(page), "outcome": "reached"}
    assert "the host of Old rice mill" in text_of(page)
    assert given["who"].startswith("place:")
    called = {"mission": MISSION, "who": "place:mill", "about": "they come", "back": "/tonight", "source": "anna"}
    after = text_of(visitor.sends("/calls", {**called, "outcome": "reached"}).text)
    assert "Kept: the host of Old rice mill, reached." in after
    assert "the host of Old rice mill : they come" not in after
    assert kinds(visitor)[0] == "call"


def test_an_outcome_that_is_none_is_refused_and_nothing_is_kept(visitor: Visitor) -> None:
    """Then the form is shown again with what was typed."""
    before = kinds(visitor)
    given = {"mission": MISSION, "other": "Aunt Sook", "outcome": "perhaps", "about": "the keys", "source": "anna"}
    answer = visitor.post("/calls", given)
    assert answer.status_code == 422
    assert "perhaps" in text_of(answer.text)
    assert fields_of(answer.text)["other"] == "Aunt Sook"
    assert fields_of(answer.text)["about"] == "the keys"
    assert kinds(visitor) == before


def test_a_call_leads_back_only_to_these_pages(visitor: Visitor) -> None:
    """An address elsewhere, hidden in the form by somebody, is not followed."""
    given = {"mission": MISSION, "who": "broker:hwang", "outcome": "reached", "source": "anna"}
    for back in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        answer = visitor.post("/calls", {**given, "about": back, "back": back})
        assert answer.headers["location"] == "/calls"


def test_somebody_is_put_on_call(visitor: Visitor) -> None:
    """From then on their name stands at the head of the night."""
    said = text_of(visitor.sends("/oncall", {"who": "anna", "until": "12", "source": "pastor"}).text)
    assert "anna is on call." in said
    assert "On call: anna until Thu 2 Oct 06:30." in said


@pytest.mark.parametrize("until", ["yesterday", "0", "-3", "1e9", "nan", "", "0001-01-01T00:00"])
def test_an_end_of_a_watch_that_is_none_is_asked_again(visitor: Visitor, until: str) -> None:
    """Nobody is on call for a time that makes no sense."""
    answer = visitor.post("/oncall", {"who": "anna", "until": until, "source": "pastor"})
    assert answer.status_code == 422
    assert "oncall" not in kinds(visitor)


def test_the_night_is_handed_over_after_what_is_open_was_read(visitor: Visitor) -> None:
    """What is open stands above the form; the other takes it on the same page, and the first may sleep."""
    page = visitor.shows("/handover")
    assert page.index("they come Thu 2 Oct 00:00") < page.index("Who takes over")
    said = text_of(visitor.sends("/handover", {"to": "bo", "source": "anna"}).text)
    assert "Handed over to bo, as typed" in said
    assert "anna handed the night over to bo (Wed 1 Oct 18:30); it is not taken yet." in said
    tonight = visitor.shows("/tonight")
    assert "anna handed over, and it was not taken" in tonight
    taken = text_of(visitor.sends("/handover/take", {"source": "bo"}).text)
    assert "bo has the night; anna may sleep." in taken
    assert "it was not taken" not in taken


def test_only_whom_it_was_handed_to_takes_it(visitor: Visitor) -> None:
    """Somebody else who presses the button is told whose it is."""
    visitor.sends("/handover", {"to": "bo", "source": "anna"})
    answer = visitor.post("/handover/take", {"source": "cleo"})
    assert answer.status_code == 422
    assert "acknowledged" not in kinds(visitor)


def test_money_among_us_is_written_down(visitor: Visitor) -> None:
    """The cash book says who holds it then; an amount that could mean two things is asked again, as it was typed."""
    given = {"mission": MISSION, "giver": "pastor", "to": "anna", "source": "pastor"}
    said = text_of(visitor.sends("/cash", {**given, "amount": "2,000"}).text)
    assert "Kept: pastor gave anna USD 2,000." in said
    assert "In hands now: USD 2,000." in said
    answer = visitor.post("/cash", {**given, "amount": "2.000"})
    assert answer.status_code == 422
    assert 'value="2.000"' in answer.text


def test_an_alarm_that_nobody_has_cannot_be_noted(visitor: Visitor) -> None:
    """Whatever number is sent, the page says that there is no such alarm."""
    for number in ("417", "", "²", "9" * 5000, "-1"):
        assert visitor.post("/tonight/noted", {"number": number}).status_code == 422


def test_all_is_quiet_where_no_journey_runs(root: Path) -> None:
    """That is said, and where to go on."""
    with served(root / "packs" / MISSION) as visitor:
        said = visitor.shows("/tonight")
    assert "All quiet: nothing needs anybody now." in said
    assert "No journey runs." in said
    assert "NO WATCH RUNS" not in said
    assert "Waiting for a decision not begun Two days to the river" in said


def test_the_night_is_said_in_korean(pack: Path) -> None:
    """All of it but the names."""
    with served(pack, language="ko") as visitor:
        said = visitor.shows("/tonight")
    assert "당직이 없습니다." in said
    assert "이런 가족이 여기서 100번 떠난다면 85번은 무사히 도착합니다" in said
    assert "When they arrive" not in said


MANY = 14


@pytest.fixture(scope="module")
def many(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Somebody who looks at many missions that are all on their way, none of them watched."""
    home = tmp_path_factory.mktemp("many")
    packs = [Path(shutil.copytree(pack, home / f"mission-{number:02}")) for number in range(MANY)]
    with served(*packs) as visitor:
        yield visitor


def test_of_many_the_most_urgent_stand_there_in_full_and_each_other_has_a_line(many: Visitor) -> None:
    """Nothing is left out: each need is counted, each journey has its link."""
    page, every = many.get("/tonight").text, many.get("/tonight?all=1").text
    count = len(many.desk().tonight())
    assert count > MOST_WHOLE
    assert page.count('<li class="item') == MOST_WHOLE
    assert page.count('<article class="panel') == MOST_WHOLE
    briefly = re.findall(r'<ul class="brief.*?</ul>', page, re.DOTALL)
    behind = sum(map(int, re.findall(r"\(and (\d+) more\)", page)))
    assert sum(one.count("<li") for one in briefly) == count - MOST_WHOLE - behind + MANY - MOST_WHOLE
    assert every.count('<li class="item') == count
    assert every.count('<article class="panel') == MANY
    assert 'class="brief' not in every
    for number in range(MANY):
        assert f'href="/journeys/mission-{number:02}/{MISSION}"' in page
    assert 'href="/tonight?all=1"' in page


def test_what_is_most_urgent_comes_first(many: Visitor) -> None:
    """Whoever is looked at closely is above everything that has a line alone, in every kind."""
    groups = needs(many.desk(), Asked(), MOST_WHOLE)
    assert [bool(one.others) for one in groups] == sorted(bool(one.others) for one in groups)
    whole = needs(many.desk(), Asked())
    for one, other in zip(groups, whole, strict=True):
        assert [*one.needs] == [*other.needs[: len(one.needs)]]
        assert sum(1 + each.more for each in one.others) == len(other.needs) - len(one.needs)
        first: dict[object, object] = {}
        for each in other.needs[len(one.needs) :]:
            first.setdefault((each.mission, each.number), each)
        assert one.grave or [replace(each, more=0) for each in one.others] == list(first.values())


def test_few_are_as_they_were(visitor: Visitor) -> None:
    """A single journey has no lines of that kind, and nothing is offered that shows no more."""
    page = visitor.get("/tonight").text
    assert 'class="brief' not in page
    assert "all=1" not in page
