"""What families may be told, on its pages: only what has happened, late and coarse; that they were told is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import MISSION
from tests.served import Visitor, fields_of, text_of
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

HERE = f"/families/{MISSION}/{MISSION}"


def heard_later(visitor: Visitor, when: str = "2031-10-06T20:00:00+07:00") -> None:
    """A call of some days later, so that now is later; it says nothing of where they are."""
    found = read_report(
        {"kind": "call", "who": "broker:phet", "outcome": "reached", "source": "father", "happened": when}
    )
    wrote(visitor, found)


def wrote(visitor: Visitor, found: object) -> None:
    """Another program writes a report, and the office looks."""
    assert isinstance(found, Report)
    ReportFile(Path(visitor.front.office.places.packs[0])).add([found])
    visitor.looks()


def test_what_may_not_be_told_yet_is_said_with_its_hour(in_folder: Visitor) -> None:
    """They left today: that waits until two days after the day has ended."""
    assert "Nothing new may be told tonight." in in_folder.shows("/families")
    said = in_folder.shows(f"{HERE}?language=en")
    assert "Nothing may be told before Sat 4 Oct 00:00." in said
    assert "They set out on Wednesday 1 October." in said[said.index("Must wait") :]
    assert "To be read aloud" not in said


def test_a_family_is_told_in_their_language_and_that_is_kept(in_folder: Visitor) -> None:
    """To be read aloud, with who confirmed it; then it stands among what they were told."""
    heard_later(in_folder)
    assert "1 family may be told something." in in_folder.shows("/families")
    assert "10월 1일 수요일에 길을 떠났습니다." in in_folder.shows(HERE)
    page = in_folder.get(f"{HERE}?language=en").text
    assert "They set out on Wednesday 1 October." in text_of(page)
    fields = {**fields_of(page), "to": "the aunt", "confirmed": "pastor", "source": "father"}
    said = text_of(in_folder.sends(HERE, fields).text)
    assert "Kept: the aunt was told." in said
    assert "the aunt, Mon 6 Oct 20:00" in said[said.index("What they were told") :]
    assert "Nothing new may be told tonight." in in_folder.shows("/families")


@pytest.mark.parametrize("missing", ["to", "confirmed", "source"])
def test_nothing_is_kept_as_told_without_who_and_who_confirmed(in_folder: Visitor, missing: str) -> None:
    """What was typed stays."""
    heard_later(in_folder)
    fields = {**fields_of(in_folder.get(HERE).text), "to": "the aunt", "confirmed": "pastor", "source": "father"}
    answer = in_folder.post(HERE, {**fields, missing: ""})
    assert answer.status_code == 422
    assert [fields_of(answer.text)[name] for name in ("to", "confirmed", "source") if name != missing]
    assert not [one for one in ReportFile(Path(in_folder.front.office.places.packs[0])).all() if one.kind == "told"]


def test_nothing_is_told_before_its_time_whoever_sends_the_form(in_folder: Visitor) -> None:
    """Nor of a report that says nothing to a family."""
    store = ReportFile(Path(in_folder.front.office.places.packs[0]))
    left = next(one for one in store.all() if one.kind == "departure")
    fields = {"report": str(left.id), "to": "the aunt", "confirmed": "pastor", "source": "father"}
    assert in_folder.post(HERE, fields).status_code == 422
    assert "has changed since" in text_of(in_folder.post(HERE, {**fields, "report": "none"}).text)


def test_what_they_were_told_and_is_not_so_comes_first(in_folder: Visitor) -> None:
    """The report that said so was taken back: they believe it until they are called."""
    heard_later(in_folder)
    fields = {**fields_of(in_folder.get(HERE).text), "to": "the aunt", "confirmed": "pastor", "source": "father"}
    in_folder.sends(HERE, fields)
    store = ReportFile(Path(in_folder.front.office.places.packs[0]))
    left = next(one for one in store.all() if one.kind == "departure")
    in_folder.sends(f"/reports/{MISSION}/{left.id}/withdraw", {"source": "father", "why": "they had not left"})
    assert "1 family was told what is not so: call them first." in in_folder.shows("/families")
    said = in_folder.shows(HERE)
    assert said.index("They were told what is not so. Call them first.") < said.index("What they were told")


def test_a_sign_of_life_under_pressure_is_never_told(in_folder: Visitor) -> None:
    """Neither now nor later."""
    found = read_report(
        {
            "kind": "checkin",
            "journey": MISSION,
            "word": "pressed",
            "source": "father",
            "happened": "2031-10-01T20:00:00+07:00",
        }
    )
    wrote(in_folder, found)
    heard_later(in_folder)
    said = in_folder.shows(f"{HERE}?language=en")
    assert said.count("On Wednesday 1 October") == 0
    assert "They set out on Wednesday 1 October." in said
